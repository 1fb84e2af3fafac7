# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report of a backtest: what may not be claimed stands first, and no figure stands without its interval."""

from __future__ import annotations

import json
import re

import pytest

from pandzicht.exports.backtest_document import backtest_document
from pandzicht.exports.backtest_report import BacktestReport
from pandzicht.exports.public_document import PublicDocument, Table, as_markdown
from pandzicht.language import Language
from pandzicht.learning.backtest import Backtested, backtest
from pandzicht.learning.past_visits import read_past_visits
from pandzicht.learning.statement_rules import statements
from tests.learning.past_table import written


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Backtested:
    asked = written(tmp_path_factory.mktemp("city"))
    return backtest(asked.definition, read_past_visits(asked))


def report(found: Backtested, language: Language = Language.NL) -> PublicDocument:
    return BacktestReport(found, statements(found), language, about=("Tabel bezoeken.csv",)).document()


def tables(document: PublicDocument) -> list[Table]:
    return [block for section in document.sections for block in section.blocks if isinstance(block, Table)]


def test_what_may_not_be_claimed_stands_before_any_figure(city: Backtested) -> None:
    document = report(city)
    assert document.sections[0].title == "Wat deze tabel wel en niet kan dragen"
    text = as_markdown(document)
    assert text.index("NIET TOEGESTAAN") < text.index("mediaan")


@pytest.mark.parametrize("language", list(Language))
def test_every_share_of_visits_has_its_interval_or_says_why_there_is_none(city: Backtested, language: Language) -> None:
    found = next(table for table in tables(report(city, language)) if len(table.rows[0]) == 8)
    for row in found.rows:
        for cell in (row[3], *row[6:]):
            assert re.search(r"\(.+ (tot|to) .+\)", cell) or ":" in cell, cell


def test_the_naive_figure_stands_beside_the_estimate(city: Backtested) -> None:
    found = next(table for table in tables(report(city)) if "naïef" in table.headings)
    at = found.headings.index("naïef")
    for row in found.rows:
        assert (row[at] == "-") == row[1].startswith("niet te zeggen")


def test_the_document_for_machines_says_the_same(city: Backtested) -> None:
    told = json.loads(json.dumps(backtest_document(city, statements(city)), default=str))
    orders = told["windows"]["orders"]
    assert orders["model"]["at_capacity"]["low"] < orders["model"]["at_capacity"]["value"]
    assert orders["lot"]["of_all"]["doubly_robust"] == {"refused": "no_frame", "of": 0.0}
    assert len(told["windows"]["windows"]) == 6
    assert {"kind", "weight", "text"} == set(told["statements"][0])
    assert told["inadmissible"] == {"inspecteur": "inspector"}
