# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of who fell under protection, and which earlier rows it finds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from pandzicht.definitions.source import Source
from pandzicht.sources.delivery import Delivery, deliveries_of
from pandzicht.sources.folding import places_withdrawn, union_of
from pandzicht.sources.pseudonyms import pseudonym_keys
from pandzicht.sources.withdrawal import find_withdrawn
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.sources.making import a_source, a_workspace, csv_file, load, rows_in

FIELDS: dict[str, Any] = {
    "wie": {"from": "bsn", "type": "pseudonym"},
    "object_id": {"from": "object_id", "type": "bag_id", "role": "object_id"},
    "van": {"from": "van", "type": "date"},
    "tot": {"from": "tot", "type": "date"},
}
HOME, SECOND, NEW = "9999010000000017", "9999010000000018", "9999010000000019"


def stays(**changes: Any) -> Source:
    settings = {"delivery": "changes", "key": ["wie", "object_id"], "validity": {"from": "van", "to": "tot"}}
    protected = {"field": "geheim", "person": "bsn"}
    return a_source(FIELDS, **{**settings, "protected": protected, **changes})


def stay(bsn: str, home: str, mark: str = "0", tot: str = "") -> dict[str, str]:
    return {"bsn": bsn, "object_id": home, "van": "2020-01-01", "tot": tot, "geheim": mark}


def loaded(tmp_path: Path, source: Source, *weeks: list[dict[str, str]]) -> tuple[Workspace, tuple[Delivery, ...]]:
    workspace = a_workspace(tmp_path)
    for week, rows in enumerate(weeks):
        load(workspace, source, csv_file(tmp_path / "in" / f"{week}.csv", rows), on=date(2026, 3, 1 + week))
    return workspace, deliveries_of(workspace, source.source)


FIRST = [stay("999990011", HOME), stay("999990011", SECOND), stay("999990022", SECOND)]


def test_rows_end_by_their_key_or_by_their_person_alone(tmp_path: Path) -> None:
    workspace, found = loaded(tmp_path, stays(), FIRST, [stay("999990011", HOME, "7", "2021-01-01")])
    keys = pseudonym_keys(workspace.pseudonym_key())
    with Engine() as engine:
        rows = union_of(engine, stays(), found)
        table = find_withdrawn(engine, stays(), found, rows, keys)
        ended = engine.rows(
            f"SELECT object_id, by_key FROM {table} JOIN ({rows}) USING (delivery_no, row_no) ORDER BY 1"
        )
        assert ended == [(int(HOME), True), (int(SECOND), False)]
        places = places_withdrawn(engine, stays(), found, keys)
        told = engine.rows(f"SELECT link_object_id, geldig_van, geldig_tot FROM {places}")
    assert told == [(int(SECOND), date(2020, 1, 1), None)]
    assert [row["geldig_tot"] for row in rows_in(found[1].protected)] == [date(2021, 1, 1)]


def test_of_an_earlier_row_the_last_known_state_says_how_long_its_address_is_protected(tmp_path: Path) -> None:
    weeks = [FIRST, [stay("999990011", SECOND, tot="2022-01-01")], [stay("999990011", NEW, "7")]]
    workspace, found = loaded(tmp_path, stays(), *weeks)
    with Engine() as engine:
        places = places_withdrawn(engine, stays(), found, pseudonym_keys(workspace.pseudonym_key()))
        told = engine.rows(f"SELECT link_object_id, geldig_tot FROM {places} ORDER BY 1")
    assert told == [(int(HOME), None), (int(SECOND), date(2022, 1, 1))]


def test_where_nobody_fell_under_protection_nothing_ends(tmp_path: Path) -> None:
    workspace, found = loaded(tmp_path, stays(), FIRST, [stay("999990011", NEW)])
    keys = pseudonym_keys(workspace.pseudonym_key())
    with Engine() as engine:
        assert find_withdrawn(engine, stays(), found, union_of(engine, stays(), found), keys) is None
        assert places_withdrawn(engine, stays(), found, keys) is None


def test_neither_the_number_nor_the_pseudonym_of_a_person_is_kept(tmp_path: Path) -> None:
    _, found = loaded(tmp_path, stays(), FIRST, [stay("999990011", NEW, "7")])
    names = {row["wie"] for row in rows_in(found[0].rows)}
    (kept,) = rows_in(found[1].withdrawn)
    assert set(kept) == {"key_id", "person_id"}
    assert not names & set(kept.values())
    assert b"999990011" not in found[1].withdrawn.read_bytes()


def test_of_a_person_without_a_number_only_the_key_is_kept(tmp_path: Path) -> None:
    source = stays(key=["object_id"])
    _, found = loaded(tmp_path, source, [stay("", HOME, "7"), stay("999990022", SECOND)])
    assert [row["person_id"] for row in rows_in(found[0].withdrawn)] == [None]
