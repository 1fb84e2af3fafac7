# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Terms are dated, and what a source says of rows that end names fields that exist."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.retention import Kept
from pandzicht.definitions.rules import RULES
from pandzicht.errors import DefinitionFaults
from tests.small_catalogue import FILES, bent, write_catalogue

TERM = "retention: {0}\nlabel: {{nl: Lijsten}}\nterms:\n  - {{keep: P1Y, from: 2026-01-01, article: Besluit art. 1}}\n"
ENDS = "ends:\n  - {field: soort, values: [ongegrond], article: Wgv art. 2}\nfields:\n  postcode"


def told(folder: Path, changes: dict[str, str | None]) -> str:
    with pytest.raises(DefinitionFaults) as fault:
        read_catalogue(write_catalogue(folder, changes), RULES)
    return str(fault.value)


def test_a_term_is_read_with_its_days(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_catalogue(tmp_path, {"retention/selecties.yaml": TERM.format("selecties")}), RULES)
    term = catalogue.retention[Kept.SELECTIONS]
    assert term.on(date(2025, 12, 31)) is None
    assert [found.keep for found in [term.on(date(2026, 1, 1))] if found] == ["P1Y"]
    assert catalogue.hash() == read_catalogue(write_catalogue(tmp_path / "b"), RULES).hash(), (
        "a term makes no other run"
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (TERM.format("lijsten"), "found 'lijsten'"),
        (TERM.format("runs"), "is named 'runs' but its file 'selecties'"),
        (TERM.format("selecties").replace("P1Y", "een jaar"), "found 'een jaar'"),
        (TERM.format("selecties").replace("article: B", "to: 2025-01-01, article: B"), "'to' 2025-01-01 lies before"),
        (TERM.format("selecties").replace(", article: Besluit art. 1", ""), "key 'article' is missing"),
    ],
)
def test_a_term_that_is_none_is_a_fault(tmp_path: Path, text: str, fault: str) -> None:
    assert fault in told(tmp_path, {"retention/selecties.yaml": text})


@pytest.mark.parametrize(
    ("ends", "fault"),
    [
        (ENDS, ""),
        (ENDS.replace("field: soort", "field: stand"), "'ends' names field 'stand', which is not in 'fields'"),
        (
            ENDS.replace(", article", ", since: soort, article"),
            "'ends' names field 'soort', which is code, expected date",
        ),
        (ENDS.replace(", article", ", clears: [mark], article"), "'ends' names field 'mark', which is not in 'fields'"),
        (ENDS.replace("[ongegrond]", "[]"), "ends.0.values"),
    ],
)
def test_what_ends_names_fields_of_its_source(tmp_path: Path, ends: str, fault: str) -> None:
    changes = bent("sources/meldingen.yaml", "fields:\n  postcode", ends)
    assert "sources/meldingen.yaml" in FILES
    if not fault:
        (ending,) = read_catalogue(write_catalogue(tmp_path, changes), RULES).sources["meldingen"].ends
        assert (ending.after, ending.clears) == ("P0D", ())
        return
    assert fault in told(tmp_path, changes)
