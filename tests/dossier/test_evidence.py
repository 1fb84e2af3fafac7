# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A row behind an answer shows its day, the address as it was delivered, and what the check lists of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pandzicht.dossier.evidence import SHOWN_ROWS, Figure
from pandzicht.store.workspace import Workspace
from tests.dossier.told_city import CHANGES, CROWDED, TROUBLED, dossier, rows, told_city
from tests.runs.published_city import publish_city
from tests.signals.small_city import resident


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("evidence"))


def figures(space: Workspace, address: str = CROWDED) -> dict[str, Figure]:
    """The figures behind the signals of an address that are not no."""
    return {item.indicator: item for answer in dossier(space, address).parts[0].answers for item in answer.figures}


def test_a_row_shows_from_when_it_holds_and_the_address_as_delivered(city: Workspace) -> None:
    found = figures(city)["bewoners_aantal"]
    row = found.rows[-1]
    assert (found.count, found.value, found.unit, found.more) == (5, "5", "personen", 0)
    assert (row.source, row.delivered_on, row.start, row.end) == ("Bewoning", date(2026, 2, 20), "01-01-2024", "")
    assert (row.place, row.address) == ("bewoning.csv: regel 6", "bv 20")


def test_it_says_what_the_check_lists_and_no_more(city: Workspace) -> None:
    row = figures(city)["bewoners_aantal"].rows[0]
    assert [(item.label, item.value) for item in row.says] == [("straat", "bv"), ("soort", "om te wonen")]


def test_a_row_of_something_that_happened_shows_its_day(city: Workspace) -> None:
    found = figures(city, TROUBLED)["hinder_aantal"]
    assert [(row.start, row.address) for row in found.rows] == [
        ("03-02-2026", "1, 1234AB"),
        ("03-02-2026", "1, 1234AB"),
    ]


def test_what_the_bag_says_is_a_row_too(city: Workspace) -> None:
    (row,) = figures(city)["oppervlakte_m2"].rows
    assert (row.row_id, row.address) == (CROWDED, "Dorpsstraat 20, 2511CA Duinrijk")
    assert [(item.label, item.value) for item in row.says] == [("Oppervlakte m²", "70")]


def test_a_source_and_days_are_told_per_row_only_where_rows_have_them(city: Workspace) -> None:
    found = figures(city)
    residents, area = found["bewoners_aantal"], found["oppervlakte_m2"]
    assert (residents.is_dated, residents.is_of_more) == (True, False)
    assert (area.is_dated, area.is_of_more) == (False, False)
    assert replace(area, rows=(*area.rows, *residents.rows)).is_of_more
    assert not replace(residents, rows=()).is_dated


def test_of_many_rows_a_part_is_shown_and_all_are_counted(tmp_path: Path) -> None:
    listed = rows()
    listed["bewoning"] = [resident(0, persoon=f"persoon-{n}", straat="bv") for n in range(SHOWN_ROWS + 7)]
    found = figures(publish_city(tmp_path / "city", listed=listed, changes=CHANGES))["bewoners_aantal"]
    assert (found.count, len(found.rows), found.more) == (SHOWN_ROWS + 7, SHOWN_ROWS, 7)
