# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The newest state of a key stands; the newest telling of an event stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.source import Source
from pandzicht.errors import DeliveryFaults
from pandzicht.sources.delivery import deliveries_of
from pandzicht.sources.folding import fold, union_of
from pandzicht.sources.pseudonyms import pseudonym_keys
from pandzicht.store.engine import Engine
from tests.sources.making import a_source, a_workspace, csv_file, load

CASE: dict[str, Any] = {
    "zaak": {"from": "zaak"},
    "stap": {"from": "stap", "type": "code"},
    "dag": {"from": "dag", "type": "date"},
}
Row = tuple[str, str | None, str]


def folded(
    tmp_path: Path, source: Source, *deliveries: Sequence[Row | tuple[str, ...]], on: date = date(2026, 5, 1)
) -> list[Row]:
    """The rows that stand after weekly deliveries, as (key, step, day)."""
    workspace = a_workspace(tmp_path)
    names = ("zaak", "stap", "dag", "geheim", "wie")
    for week, rows in enumerate(deliveries):
        told = [dict(zip(names, row, strict=False)) for row in rows]
        load(workspace, source, csv_file(tmp_path / "in" / f"{week}.csv", told), on=date(2026, 3, 1 + 7 * week))
    found = deliveries_of(workspace, source.source)
    with Engine() as engine:
        union = union_of(engine, source, found)
        sql = fold(engine, source, found, union, on=on, keys=pseudonym_keys(workspace.pseudonym_key()))
        return [
            (row[0], row[1], str(row[2])) for row in engine.rows(f"SELECT zaak, stap, dag FROM ({sql}) ORDER BY ALL")
        ]


def changes(**more: Any) -> Source:
    return a_source(CASE, delivery="changes", key=["zaak"], expect={"repeated": {"max": 1}}, **more)


def events(**more: Any) -> Source:
    return a_source(CASE, delivery="events", dated_by="dag", expect={"repeated": {"max": 1}}, **more)


def test_a_key_that_is_not_mentioned_stays_as_it_was(tmp_path: Path) -> None:
    first = [("1", "open", "2026-01-01"), ("2", "open", "2026-01-01")]
    assert folded(tmp_path, changes(), first, [("2", "dicht", "2026-02-01")]) == [
        ("1", "open", "2026-01-01"),
        ("2", "dicht", "2026-02-01"),
    ]


def test_a_key_that_was_removed_has_ended_and_may_come_back(tmp_path: Path) -> None:
    source = changes(removal={"stap": ["weg", "vervallen"]})
    first = [("1", "open", "2026-01-01"), ("2", "open", "2026-01-01")]
    gone = [("1", "weg", "2026-02-01"), ("2", "vervallen", "2026-02-01")]
    assert folded(tmp_path, source, first, gone, [("2", "open", "2026-03-01")]) == [("2", "open", "2026-03-01")]


TWO_PARTS = [("1", "a", "2026-01-01"), ("1", "b", "2026-01-01"), ("2", "a", "2026-01-01")]


@pytest.mark.parametrize("kind", ["changes", "events"])
def test_all_parts_of_a_key_stand_and_a_later_state_replaces_all_of_them(tmp_path: Path, kind: str) -> None:
    source = a_source(CASE, delivery=kind, dated_by="dag", key=["zaak"], parts=["stap"])
    assert folded(tmp_path / "a", source, TWO_PARTS) == TWO_PARTS
    fewer = [("1", "b", "2026-01-01")]
    assert folded(tmp_path / "b", source, TWO_PARTS, fewer) == [*fewer, TWO_PARTS[2]]
    more = [("2", "b", "2026-01-01"), ("2", "c", "2026-01-01")]
    assert folded(tmp_path / "c", source, TWO_PARTS, fewer, more) == [*fewer, *more]


def test_a_part_that_is_delivered_twice_counts_once(tmp_path: Path) -> None:
    source = changes(parts=["stap"])
    assert folded(tmp_path, source, [TWO_PARTS[2]], [*TWO_PARTS[:2], TWO_PARTS[1]]) == TWO_PARTS


def test_a_part_may_be_absent(tmp_path: Path) -> None:
    rows = [("1", "", "2026-01-01"), ("1", "b", "2026-01-01")]
    found = [("1", "b", "2026-01-01"), ("1", None, "2026-01-01")]
    assert folded(tmp_path, changes(parts=["stap"]), rows) == found


def test_a_delivery_that_says_two_things_of_one_key_stops(tmp_path: Path) -> None:
    with pytest.raises(DeliveryFaults, match="'1' has the key of another row of the delivery and says something else"):
        folded(tmp_path, changes(dated_by="dag"), TWO_PARTS)


def test_within_a_delivery_the_latest_day_stands_whatever_the_order_of_rows(tmp_path: Path) -> None:
    rows = [("1", "tweede", "2026-02-01"), ("1", "eerste", "2026-01-01")]
    source = changes(dated_by="dag")
    assert folded(tmp_path / "a", source, rows) == folded(tmp_path / "b", source, rows[::-1]) == [rows[0]]


def test_events_add_up_and_the_same_event_told_again_counts_once(tmp_path: Path) -> None:
    first = [("1", "storm", "2026-01-01"), ("1", "storm", "2026-01-01"), ("2", "brand", "2026-02-01")]
    again = [*first, ("3", "brand", "2026-03-01")]
    assert folded(tmp_path, events(), first, again) == sorted(again)


def test_of_events_with_a_key_the_newest_telling_stands(tmp_path: Path) -> None:
    first = [("1", "gemeld", "2026-01-01"), ("2", "gemeld", "2026-01-01")]
    assert folded(tmp_path, events(key=["zaak"]), first, [("1", "afgehandeld", "2026-01-01")]) == [
        ("1", "afgehandeld", "2026-01-01"),
        ("2", "gemeld", "2026-01-01"),
    ]


def test_events_of_after_the_peildatum_are_left_out(tmp_path: Path) -> None:
    rows = [("1", "a", "2026-01-01"), ("2", "a", "2026-02-01"), ("3", "a", "2026-02-02")]
    assert folded(tmp_path, events(), rows, on=date(2026, 2, 1)) == rows[:2]


def test_one_delivery_of_changes_with_nothing_to_fold_stands_as_it_is(tmp_path: Path) -> None:
    source = a_source({name: CASE[name] for name in ("zaak", "stap", "dag")}, delivery="changes", key=[])
    assert folded(tmp_path, source, [("1", "open", "2026-01-01")]) == [("1", "open", "2026-01-01")]


def test_a_key_that_falls_under_protection_ends_though_its_new_state_is_not_kept(tmp_path: Path) -> None:
    source = changes(protected={"field": "geheim"})
    first = [("1", "open", "2026-01-01", "0"), ("2", "open", "2026-01-01", "0")]
    shielded = [("1", "open", "2026-02-01", "7"), ("3", "open", "2026-02-01", "0")]
    stands = [("2", "open", "2026-01-01"), ("3", "open", "2026-02-01")]
    assert folded(tmp_path / "a", source, first, shielded) == stands
    back = [("1", "open", "2026-03-01", "0")]
    assert folded(tmp_path / "b", source, first, shielded, back) == [("1", "open", "2026-03-01"), *stands]


PERSON_CASE = {**CASE, "wie": {"from": "wie", "type": "pseudonym"}}
SHIELD = {"field": "geheim", "person": "wie"}


@pytest.mark.parametrize("settings", [{"delivery": "changes", "key": ["zaak"]}, {"delivery": "events"}])
def test_all_earlier_rows_of_a_person_who_falls_under_protection_end(tmp_path: Path, settings: dict[str, Any]) -> None:
    source = a_source(PERSON_CASE, dated_by="dag", protected=SHIELD, **settings)
    first = [
        ("1", "a", "2026-01-01", "0", "999990011"),
        ("2", "a", "2026-01-01", "0", "999990011"),
        ("3", "a", "2026-01-01", "0", "999990022"),
        ("4", "a", "2026-01-01", "0", ""),
    ]
    other = [("5", "a", "2026-01-01", "0", "999990011")]
    shielded = [("6", "b", "2026-02-01", "7", "999990011"), ("7", "b", "2026-02-01", "7", "")]
    stands = [("3", "a", "2026-01-01"), ("4", "a", "2026-01-01")]
    assert folded(tmp_path / "a", source, first, other, shielded) == stands
    later = [("8", "c", "2026-03-01", "0", "999990011")]
    assert folded(tmp_path / "b", source, first, other, shielded, later) == [*stands, ("8", "c", "2026-03-01")]


def test_an_event_that_is_told_again_under_protection_ends(tmp_path: Path) -> None:
    source = events(protected={"field": "geheim"})
    first = [("1", "a", "2026-01-01", "0"), ("1", "a", "2026-01-01", "0"), ("2", "a", "2026-01-01", "0")]
    assert folded(tmp_path, source, first, [("1", "a", "2026-01-01", "7")]) == [("2", "a", "2026-01-01")]


def test_keys_of_before_persons_were_kept_are_still_read(tmp_path: Path) -> None:
    source = a_source(PERSON_CASE, delivery="changes", key=["zaak"], protected=SHIELD)
    workspace = a_workspace(tmp_path)
    header = ("zaak", "stap", "dag", "geheim", "wie")
    for week, mark in enumerate("07"):
        rows = [("1", "a", "2026-01-01", mark, "999990011"), ("2", "a", "2026-01-01", "0", "999990022")]
        told = [dict(zip(header, row, strict=True)) for row in (rows if week == 0 else rows[:1])]
        load(workspace, source, csv_file(tmp_path / "in" / f"{week}.csv", told), on=date(2026, 3, 1 + week))
    found = deliveries_of(workspace, source.source)
    old = pq.read_table(found[1].withdrawn).drop_columns(["person_id"])
    pq.write_table(old, found[1].withdrawn)
    with Engine() as engine:
        union = union_of(engine, source, found)
        sql = fold(engine, source, found, union, on=date(2026, 5, 1), keys=pseudonym_keys(workspace.pseudonym_key()))
        assert engine.rows(f"SELECT zaak FROM ({sql})") == [("2",)]


def test_a_column_that_an_older_delivery_lacks_is_unknown_there(tmp_path: Path) -> None:
    workspace = a_workspace(tmp_path)
    rows = [{"zaak": "1", "stap": "12", "dag": "2026-01-01"}]
    path = csv_file(tmp_path / "a.csv", rows)
    load(workspace, a_source({"zaak": CASE["zaak"], "stap": CASE["stap"]}, ignored=["dag"], delivery="changes"), path)
    now = a_source({**CASE, "stap": {"from": "stap", "type": "integer"}}, delivery="changes")
    with Engine() as engine:
        union = union_of(engine, now, deliveries_of(workspace, "register"))
        assert engine.rows(f"SELECT delivery_no, row_no, zaak, stap, dag FROM ({union})") == [(0, 0, "1", 12, None)]


def test_without_deliveries_there_are_columns_and_no_rows() -> None:
    with Engine() as engine:
        union = union_of(engine, a_source(CASE), [])
        assert engine.rows(f"SELECT zaak, stap, dag, row_no FROM ({union})") == []
