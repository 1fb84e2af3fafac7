# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A case number finds its address for who may see number and address; for others it is as if it did not exist."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Sensitivity
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Desk
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.language import Language
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.shelf import Shelf
from pandzicht.searching.case_numbers import cases_numbered
from pandzicht.searching.found import Found, Kind
from pandzicht.searching.search import search
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import ALL, ANYBODY, begun, desk_in
from tests.maps.logged import processings
from tests.model_city import ModelCity

OPENS = "onrechtmatig_wonen"
SHUT = "adreskwaliteit"
"""A check that may read no cases of enforcement."""
NUMBERS = {"handhaving": "zaak", "vergunningen": "zaak", "signalen": "melding", "bezoeken": "bezoek"}


def opened_for(space: Workspace, desk: Desk, *checks: str) -> OpenRun:
    run_id = (space.runs / "current").read_text("utf-8").strip()
    operation = begun(desk, Action.SEARCH, purposes=purposes_of(space, run_id, checks))
    return open_run(space, operation, run_id, Shelf())


def cases(found: Sequence[Found]) -> list[Found]:
    return [one for one in found if one.kind is Kind.CASE]


def linked(run: OpenRun, source: str = "handhaving") -> tuple[int, str]:
    """An address of the run, and the number of a row of a source about it."""
    table = pq.read_table(run.path("links"), filters=[("source", "=", source), ("state", "=", "linked")])
    row = next(row for row in table.to_pylist() if row["address_no"] is not None)
    file = run.rows.delivery(source, row["delivery_no"]).rows
    return row["address_no"], str(pq.read_table(file)[NUMBERS[source]][row["row_no"]].as_py())


@pytest.fixture
def run(model_city: ModelCity, tmp_path: Path) -> OpenRun:
    return opened_for(model_city.workspace, desk_in(tmp_path), OPENS)


@pytest.mark.parametrize("source", sorted(NUMBERS))
def test_a_number_finds_its_address_and_says_whose_it_is(run: OpenRun, source: str) -> None:
    address_no, number = linked(run, source)
    found = [one for one in cases(search(run, number)) if run.catalogue.sources[source].label.nl in one.sublabel]
    target = run.addresses["address_id"][address_no].as_py()
    assert target in {one.target for one in found}
    assert all(one.sublabel.endswith(number) for one in found)


def test_signs_and_capitals_do_not_matter_and_a_part_finds_nothing(run: OpenRun) -> None:
    _, number = linked(run)
    whole = cases(search(run, number))
    assert whole
    for typed in (number.lower(), number.replace("-", " "), f" {number.replace('-', '/')} "):
        assert cases(search(run, typed)) == whole, typed
    for typed in (number[:-1], number[3:], number + "0", "HH", "----"):
        assert cases(search(run, typed)) == [], typed
    assert cases(search(run, number, Language.EN))[0].sublabel.endswith(number)


def test_what_is_found_is_logged_per_address_and_nothing_else_is(model_city: ModelCity, tmp_path: Path) -> None:
    desk = desk_in(tmp_path)
    run = opened_for(model_city.workspace, desk, OPENS)
    _, number = linked(run)
    before = processings(desk)
    found = {one.target for one in cases(search(run, number))}
    assert processings(desk) == before + len(found) > before
    search(run, "HH-1900-999999")
    assert processings(desk) == before + len(found)


def test_a_purpose_that_does_not_open_it_and_a_hidden_field_answer_as_if_it_were_not_there(
    model_city: ModelCity, tmp_path: Path
) -> None:
    number = linked(opened_for(model_city.workspace, desk_in(tmp_path), OPENS))[1]
    hides = ALL.model_copy(update={"role": "dicht", "hidden": ("handhaving.zaak",)})
    blind = ALL.model_copy(update={"role": "blind", "sees": (Sensitivity.PERSON,)})
    runs = [opened_for(model_city.workspace, desk_in(tmp_path / "none")), None]
    runs[1] = opened_for(model_city.workspace, desk_in(tmp_path / "shut"), SHUT)
    for role in (hides, blind):
        desk = desk_in(tmp_path / role.role, actor=Actor("els", "els", (Grant(role.role),)), roles={role.role: role})
        runs.append(opened_for(model_city.workspace, desk, OPENS))
    for run in filter(None, runs):
        before = processings(run.operation.desk)
        assert search(run, number) == search(run, "HH-1900-999999")
        assert processings(run.operation.desk) == before


def test_a_number_of_another_area_or_of_ones_own_address_answers_as_if_it_were_not_there(
    model_city: ModelCity, tmp_path: Path
) -> None:
    desk = desk_in(tmp_path)
    everybody = opened_for(model_city.workspace, desk, OPENS)
    address_no, number = linked(everybody)
    with desk.state.transaction() as transaction:
        target = str(everybody.addresses["address_id"][address_no].as_py())
        declare(transaction, Recusal("r1", ANYBODY.person, target, Bond.OWN, "2026-03-01T00:00:00.000000Z"))
    other = Actor("els", "els", (Grant("alles", areas=frozenset({"BU0000"})),))
    runs = (
        opened_for(model_city.workspace, desk, OPENS),
        opened_for(model_city.workspace, desk_in(tmp_path / "b", actor=other), OPENS),
    )
    for run in runs:
        before = processings(run.operation.desk)
        assert target not in {one.target for one in search(run, number)}
        assert processings(run.operation.desk) == before


def test_rows_that_are_destroyed_are_found_no_more(model_city: ModelCity, tmp_path: Path) -> None:
    space = open_workspace(Path(shutil.copytree(model_city.workspace.root, tmp_path / "city")))
    shelf, desk = Shelf(), desk_in(tmp_path)
    purposes = opened_for(space, desk, OPENS).operation.purposes

    def again() -> OpenRun:
        return open_run(space, begun(desk, Action.SEARCH, purposes=tuple(purposes)), shelf=shelf)

    address_no, number = linked(again())
    assert address_no in {one.address_no for one in cases_numbered(again(), number)}
    for delivery in again().rows.deliveries("handhaving"):
        table = pq.read_table(delivery.rows)
        gone = [None if value == number else value for value in table["zaak"].to_pylist()]
        place = table.schema.get_field_index("zaak")
        pq.write_table(table.set_column(place, table.schema.field(place), [gone]), delivery.rows)
    assert list(cases_numbered(again(), number)) == []


def test_a_row_that_names_a_pand_only_finds_what_is_in_it(run: OpenRun) -> None:
    chosen = [("source", "=", "vergunningen"), ("state", "=", "linked")]
    table = pq.read_table(run.path("links"), filters=chosen).to_pylist()
    row = next(row for row in table if row["address_no"] is None and row["pand_no"] is not None)
    file = run.rows.delivery("vergunningen", row["delivery_no"]).rows
    number = str(pq.read_table(file)["zaak"][row["row_no"]].as_py())
    assert set(run.panden[row["pand_no"]]) <= {one.address_no for one in cases_numbered(run, number)}
