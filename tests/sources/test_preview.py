# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is told of a delivery beforehand is what happens when it is taken in; and nothing of it is kept."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Source
from pandzicht.errors import AccessDenied, DeliveryRefused
from pandzicht.governance.subject import Kind, Subject
from pandzicht.sources.audit import Fate
from pandzicht.sources.preview import FAULTS_TOLD, Preview, preview_delivery
from pandzicht.store.workspace import Workspace
from tests.desk import operating
from tests.sources.making import (
    ADDRESS_FIELDS,
    ON,
    TODAY,
    a_source,
    a_workspace,
    address_rows,
    csv_file,
    files_under,
    load,
)

SECRET = "geheim-nummer-999990639"


def keyed(**changes: Any) -> Source:
    fields = ADDRESS_FIELDS | {"hoogte": {"from": "hoogte", "type": "integer", "optional_column": True}}
    return a_source(fields, key=["object_id"], ignored=["opmerking"], refused=["bsn"], **changes)


def preview(space: Workspace, source: Source, *files: Path, on: date = ON, **how: Any) -> Preview:
    with operating(space, Action.LOAD, Subject(Kind.SOURCE, source.source)) as operation:
        return preview_delivery(space, operation, source, files, on=on, today=TODAY, **how)


def with_more(rows: list[dict[str, str]], **columns: str) -> list[dict[str, str]]:
    return [row | columns for row in rows]


def test_every_column_is_told_with_what_becomes_of_it_and_nothing_is_kept(tmp_path: Path) -> None:
    space = a_workspace(tmp_path / "w")
    path = csv_file(tmp_path / "in.csv", with_more(address_rows(30), bsn=SECRET, opmerking="x"))
    space.pseudonym_key()
    before = files_under(space.root)
    told = preview(space, keyed(), path)
    assert {item.column: item.fate for item in told.columns} == {
        "object_id": Fate.READ, "straat": Fate.READ, "huisnummer": Fate.READ, "huisletter": Fate.READ,
        "postcode": Fate.READ, "bsn": Fate.REFUSED, "opmerking": Fate.IGNORED, "hoogte": Fate.ABSENT,
    }  # fmt: skip
    assert told.can_be_taken_in
    assert files_under(space.root) == before
    assert SECRET not in json.dumps(told.document())
    assert load(space, keyed(), path).counts == told.counts


def test_what_changed_since_the_delivery_before_is_told_by_key(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path / "w"), keyed()
    rows = address_rows(40)
    load(space, source, csv_file(tmp_path / "a.csv", rows), on=ON)
    assert preview(space, source, tmp_path / "a.csv", on=ON).already_loaded
    changed = [*rows[:35], rows[35] | {"straat": "Zeestraat"}, *address_rows(42)[40:]]
    told = preview(space, source, csv_file(tmp_path / "b.csv", changed), on=ON + timedelta(days=7)).difference
    assert told is not None
    assert (told.new, told.changed, told.gone, told.same, told.rows_before) == (2, 1, 4, 35, 40)


def test_rows_that_would_be_set_aside_are_counted_by_reason_and_not_quoted(tmp_path: Path) -> None:
    source = keyed(expect={"set_aside": {"max": 0.5}})
    rows = with_more(address_rows(30), hoogte="12")
    for row in rows[3:6]:
        row["hoogte"] = SECRET
    path = csv_file(tmp_path / "in.csv", rows)
    told = preview(a_workspace(tmp_path / "w"), source, path)
    (aside,) = told.aside
    assert (aside.field, aside.rows, aside.first) == ("hoogte", 3, "record 4")
    assert aside.reason == "is not a whole number written without separators"
    assert told.can_be_taken_in
    assert SECRET not in json.dumps(told.document())
    stopped = preview(a_workspace(tmp_path / "x"), keyed(expect={"set_aside": {"max": 0.05}}), path)
    assert not stopped.can_be_taken_in
    assert "rows set aside: 3 of 30" in str(stopped.faults[0])
    assert SECRET not in json.dumps(stopped.document())


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (with_more(address_rows(30), onbekend="x"), "is delivered but not read"),
        ([{k: v for k, v in row.items() if k != "straat"} for row in address_rows(30)], "is not delivered"),
        (address_rows(4), "rows: 4 is below the minimum 10"),
    ],
)
def test_what_stops_it_is_told_and_not_raised(tmp_path: Path, rows: list[dict[str, str]], fault: str) -> None:
    source = keyed(expect={"rows": {"min": 10}})
    told = preview(a_workspace(tmp_path / "w"), source, csv_file(tmp_path / "in.csv", rows))
    assert not told.can_be_taken_in
    assert any(fault in str(item) for item in told.faults)
    assert told.columns


def test_a_file_of_another_kind_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_bytes(b"%PDF-1.7 \n")
    told = preview(a_workspace(tmp_path / "w"), keyed(), tmp_path / "in.csv")
    assert (told.columns, [fault.found for fault in told.faults]) == ((), ["is a PDF, expected text"])
    lines = "object_id;straat\n" + '1;"open\n'
    (tmp_path / "in.csv").write_text(lines, encoding="utf-8")
    told = preview(a_workspace(tmp_path / "w"), keyed(), tmp_path / "in.csv")
    assert told.faults[0].place == "line 2, column 3"


def test_many_faults_are_counted(tmp_path: Path) -> None:
    rows = with_more(address_rows(20), **{f"onbekend_{n}": "x" for n in range(FAULTS_TOLD + 7)})
    told = preview(a_workspace(tmp_path / "w"), keyed(), csv_file(tmp_path / "in.csv", rows))
    assert (len(told.faults), told.more_faults) == (FAULTS_TOLD, 7)


def test_what_may_not_be_read_at_all_is_not_looked_at(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "in.csv", address_rows(20))
    with pytest.raises(DeliveryRefused, match="no basis for its delivery"):
        preview(a_workspace(tmp_path / "w"), keyed(supply="none"), path)
    with pytest.raises(DeliveryRefused, match="lies after today"):
        preview(a_workspace(tmp_path / "w"), keyed(), path, on=TODAY + timedelta(days=1))


def test_another_act_does_not_open_it(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path / "w"), keyed()
    with operating(space, Action.SEE_DELIVERIES) as operation, pytest.raises(AccessDenied):
        preview_delivery(space, operation, source, [tmp_path / "in.csv"], on=ON, today=TODAY)
