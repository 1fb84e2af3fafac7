# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which deliveries stand on a date, by what was known by a date."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import Source
from pandzicht.errors import PurposeMissing
from pandzicht.governance.purpose import Purpose
from pandzicht.sources.standing import Standing, deliveries_in_force, source_stands, standing_rows
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.sources.making import a_source, a_workspace, csv_file, load

LIVING = Purpose("wonen", "Huisvestingswet 2014 art. 21", "onrechtmatig_wonen")
FIELDS: dict[str, Any] = {
    "wie": {"from": "wie"},
    "van": {"from": "van", "type": "date"},
    "tot": {"from": "tot", "type": "date"},
}
PERIOD = {"from": "van", "to": "tot"}
WEEKS = [date(2026, 3, day) for day in (1, 8, 15)]


def rows(*names: str) -> list[dict[str, str]]:
    return [{"wie": name, "van": "2020-01-01", "tot": ""} for name in names]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path)


def load_weeks(workspace: Workspace, source: Source, *weeks: list[dict[str, str]]) -> None:
    for number, (day, told) in enumerate(zip(WEEKS, weeks, strict=False)):
        path = csv_file(workspace.root / "in" / f"{number}.csv", told)
        load(workspace, source, path, on=day)


def stand(workspace: Workspace, source: Source, on: date, known: date, **options: Any) -> tuple[Standing, list[Any]]:
    with Engine() as engine:
        standing = standing_rows(engine, workspace, source, on=on, known=known, purposes=[LIVING], **options)
        asked = "wie, nieuw_geleverd" if options.get("with_new") else "wie"
        found = engine.rows(f'SELECT {asked} FROM "{standing.view}" ORDER BY ALL')
    return standing, [row if len(row) > 1 else row[0] for row in found]


def dates(workspace: Workspace, source: Source, on: date, known: date) -> list[date]:
    return [delivery.date for delivery in deliveries_in_force(workspace, source, on=on, known=known)]


def test_the_newest_full_delivery_stands(workspace: Workspace) -> None:
    source = a_source(FIELDS, expect={"change": {}})
    load_weeks(workspace, source, rows("a"), rows("a", "b"), rows("c"))
    standing, found = stand(workspace, source, WEEKS[2], WEEKS[2])
    assert found == ["c"]
    assert (standing.source, standing.view, standing.rows) == ("register", "source_register", 1)
    assert (standing.newest, standing.stands) == (WEEKS[2], True)
    assert [delivery.date for delivery in standing.deliveries] == [WEEKS[2]]


def test_what_was_not_yet_known_does_not_stand(workspace: Workspace) -> None:
    source = a_source(FIELDS, expect={"change": {}})
    load_weeks(workspace, source, rows("a"), rows("a", "b"), rows("c"))
    assert stand(workspace, source, WEEKS[2], WEEKS[1])[1] == ["a", "b"]
    nothing, found = stand(workspace, source, WEEKS[0], date(2026, 2, 1))
    assert (found, nothing.stands, nothing.newest, nothing.rows) == ([], False, None, 0)


def test_a_delivery_of_after_the_peildatum_speaks_of_it_only_with_validity(workspace: Workspace) -> None:
    plain, dated = a_source(FIELDS, expect={"change": {}}), a_source(FIELDS, source="gedateerd", validity=PERIOD)
    for source in (plain, dated):
        load_weeks(workspace, source, rows("a"), rows("a"))
    assert dates(workspace, plain, WEEKS[0], WEEKS[1]) == [WEEKS[0]]
    assert dates(workspace, dated, WEEKS[0], WEEKS[1]) == [WEEKS[1]]


def test_among_deliveries_of_one_day_the_last_loaded_stands(workspace: Workspace) -> None:
    source = a_source(FIELDS, expect={"change": {}})
    for name in ("eerst", "daarna"):
        load(workspace, source, csv_file(workspace.root / "in" / f"{name}.csv", rows(name)))
    assert stand(workspace, source, WEEKS[0], WEEKS[0])[1] == ["daarna"]


@pytest.mark.parametrize(("on", "stands"), [(date(2026, 4, 5), True), (date(2026, 4, 6), False)])
def test_a_delivery_stands_for_its_time_and_then_earns_no_absence(workspace: Workspace, on: date, stands: bool) -> None:
    source = a_source(FIELDS, valid_for="P35D")
    load_weeks(workspace, source, rows("a"))
    standing, found = stand(workspace, source, on, on)
    assert (standing.stands, found) == (stands, ["a"])
    assert source_stands(source, [], on) is False


def test_changes_stand_on_the_newest_full_delivery_or_on_the_first(workspace: Workspace) -> None:
    source = a_source(FIELDS, delivery="changes", key=["wie"])
    load_weeks(workspace, source, rows("a"), rows("b"))
    assert stand(workspace, source, WEEKS[2], WEEKS[2])[1] == ["a", "b"]
    load(workspace, source, csv_file(workspace.root / "in" / "vol.csv", rows("d")), on=WEEKS[1], full=True)
    load(workspace, source, csv_file(workspace.root / "in" / "later.csv", rows("e")), on=WEEKS[2])
    assert dates(workspace, source, WEEKS[2], WEEKS[2]) == [WEEKS[1], WEEKS[2]]
    assert stand(workspace, source, WEEKS[2], WEEKS[2])[1] == ["d", "e"]


def test_events_all_stand_and_of_the_peildatum_or_before(workspace: Workspace) -> None:
    source = a_source(FIELDS, delivery="events", dated_by="van")
    late = [{"wie": "laat", "van": "2026-03-09", "tot": ""}]
    load_weeks(workspace, source, rows("a"), [*rows("b"), *late])
    assert stand(workspace, source, WEEKS[1], WEEKS[1])[1] == ["a", "b"]
    assert stand(workspace, source, WEEKS[2], WEEKS[1])[1] == ["a", "b", "laat"]


def test_rows_that_are_new_since_the_delivery_before(workspace: Workspace) -> None:
    source = a_source(FIELDS, expect={"change": {}})
    load_weeks(workspace, source, rows("a", "b"), rows("b", "c"))
    assert stand(workspace, source, WEEKS[1], WEEKS[1], with_new=True)[1] == [("b", False), ("c", True)]
    assert stand(workspace, source, WEEKS[0], WEEKS[0], with_new=True)[1] == [("a", None), ("b", None)]


def test_events_that_are_new_were_in_no_delivery_before(workspace: Workspace) -> None:
    source = a_source(FIELDS, delivery="events", dated_by="van")
    load_weeks(workspace, source, rows("a"), rows("a", "b"))
    assert stand(workspace, source, WEEKS[1], WEEKS[1], with_new=True)[1] == [("a", False), ("b", True)]


def test_the_place_of_a_row_is_its_position_in_its_file(workspace: Workspace) -> None:
    source = a_source(FIELDS, delivery="events", dated_by="van")
    load_weeks(workspace, source, rows("a", "b"), rows("c"))
    with Engine() as engine:
        standing = standing_rows(engine, workspace, source, on=WEEKS[1], known=WEEKS[1], purposes=[LIVING])
        for delivery_no, row_no, row_id in engine.rows(f"SELECT delivery_no, row_no, row_id FROM {standing.view}"):
            file = standing.deliveries[delivery_no].rows
            (found,) = engine.rows(f"SELECT row_id FROM read_parquet('{file}') LIMIT 1 OFFSET {row_no}")
            assert found == (row_id,)


def test_a_purpose_is_held_against_the_source_before_anything_is_opened(workspace: Workspace) -> None:
    source = a_source(FIELDS)
    (workspace.deliveries / "register" / "2026-03-01-0123456789ab").mkdir(parents=True)
    other = Purpose("hennep", "Opiumwet art. 13b", "hennep")
    with Engine() as engine, pytest.raises(PurposeMissing, match="'hennep'"):
        standing_rows(engine, workspace, source, on=WEEKS[0], known=WEEKS[0], purposes=[LIVING, other])


def test_a_protected_list_stands_as_soon_as_it_is_known(workspace: Workspace) -> None:
    source = a_source({"o": {"from": "o", "type": "bag_id", "role": "object_id"}}, about="protected")
    load(workspace, source, csv_file(workspace.root / "a.csv", [{"o": "9999010000000017"}]), on=WEEKS[1])
    assert dates(workspace, source, WEEKS[0], WEEKS[1]) == [WEEKS[1]]


def test_of_the_spine_the_newest_stands_and_of_a_current_state_that_of_the_peildatum(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = a_source({"a": {"from": "wie"}}, about="area", ignored=["van", "tot"])
    load_weeks(workspace, source, rows("a"), rows("b"))
    spine = a_source({}, about="spine", delivery="changes")
    assert dates(workspace, spine, WEEKS[0], WEEKS[2]) == [WEEKS[1]]
    for folder in (workspace.deliveries / "register").iterdir():
        account = folder / "delivery.json"
        told = account.read_text(encoding="utf-8").replace('"current_only": false', '"current_only": true')
        account.write_text(told, encoding="utf-8")
    assert dates(workspace, spine, WEEKS[0], WEEKS[2]) == [WEEKS[0]]
    assert dates(workspace, spine, date(2026, 2, 1), WEEKS[2]) == [WEEKS[1]], "another peildatum is told by the spine"
    assert dates(workspace, spine, WEEKS[0], date(2026, 2, 1)) == []
