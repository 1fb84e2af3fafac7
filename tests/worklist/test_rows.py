# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A row says of a unit what its explanation says: the same sentences, the same counts."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import CheckView
from pandzicht.store.workspace import Workspace
from pandzicht.worklist.criteria import Status
from pandzicht.worklist.rows import Row
from tests.desk import opened
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city
from tests.runs.test_disputing import disputed
from tests.worklist.asking import asked

CROWDED = "0518010000000000"


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def row_of(space: Workspace, unit: str, check: str = "wonen", query: str = "") -> Row:
    return next(row for row in asked(space, check, query).rows if row.unit_id == unit)


@pytest.mark.parametrize("check", ["onrechtmatig_wonen", "brandveiligheid"])
def test_it_says_what_the_explanation_says(model_city: ModelCity, check: str) -> None:
    explainer = Explainer(opened(model_city.workspace), with_rows=False)
    for row in asked(model_city.workspace, check, "size=40", analysed=True).rows:
        view: CheckView = explainer.explain(row.address_id, checks=[check]).checks[0]
        said = {item.signal: item for item in view.answers}
        heaviest = sorted(view.points, key=lambda name: -view.points[name])
        assert row.why == " ".join(said[name].text for name in heaviest)
        answers = [item.answer for item in view.answers]
        assert (row.yes, row.unknown) == (answers.count("yes"), answers.count("unknown"))
        assert row.analysis is not None
        place = (row.analysis.place, row.analysis.of, row.analysis.score, row.analysis.score_max)
        assert place == (view.rank, view.of, view.score, view.score_max)


def test_a_row_without_a_signal_that_is_yes_says_so(model_city: ModelCity) -> None:
    last = asked(model_city.workspace, "onrechtmatig_wonen", "page=1000000").rows[-1]
    assert (last.yes, last.why, last.analysis) == (0, "Geen signaal is ja.", None)


def test_it_tells_which_and_where(model_city: ModelCity) -> None:
    run = opened(model_city.workspace)
    for row in asked(model_city.workspace, "onrechtmatig_wonen", "size=50").rows:
        address = run.addresses.slice(run.book.numbers[row.address_id], 1).to_pylist()[0]
        visited = run.indicators["laatste_bezoek"][run.book.numbers[row.address_id]].as_py()
        assert (row.unit_id, row.adres, row.postcode) == (row.address_id, address["adres"], address["postcode"])
        assert row.line == address["adres"].split(",")[0]
        assert str(address["pand_bouwjaar"]) in row.what
        assert row.area not in ("", address["buurtcode"])
        assert (row.last_visit, row.objects, row.values) == (visited, 1, ())


def test_a_pand_tells_its_objects_and_its_last_visit(model_city: ModelCity) -> None:
    rows = asked(model_city.workspace, "brandveiligheid", "size=200").rows
    assert {row.what.split(",")[0] for row in rows if row.objects > 1} == {"Pand"}
    assert any(row.last_visit and row.last_visit > date(2020, 1, 1) for row in rows)
    assert all(row.unit_id != row.address_id for row in rows if row.objects > 1)


def test_what_is_disputed_is_counted_apart_and_is_no_reason(city: Workspace) -> None:
    before = row_of(city, CROWDED)
    assert (before.yes, before.disputed, before.statuses) == (1, 0, ())
    assert before.why == "5 personen ingeschreven op 70 m²"
    disputed(city)
    after = row_of(city, CROWDED)
    assert (after.yes, after.disputed, after.statuses) == (0, 1, (Status.DISPUTED,))
    assert after.why == "Geen signaal is ja."
    assert [row.unit_id for row in asked(city, "wonen", "status=disputed").rows] == [CROWDED]
    assert [row.unit_id for row in asked(city, "wonen", "signal=overbewoning:disputed").rows] == [CROWDED]
