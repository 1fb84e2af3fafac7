# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Equal rows are told apart by their ordinal only."""

from __future__ import annotations

from pandzicht.sources.identity import REPEATS, find_repeats
from pandzicht.sources.layout import field_types
from pandzicht.sources.protection import find_shielded
from pandzicht.sources.typed_table import TYPED
from pandzicht.store.engine import Engine
from tests.sources.making import a_source, typed

FIELDS = {"a": {"from": "a"}, "n": {"from": "n", "type": "integer"}}


def repeats(*rows: tuple[str, str | None]) -> list[tuple[int, int, int]]:
    source = a_source(FIELDS)
    with Engine() as engine:
        typed(engine, source, [{"a": a, "n": n} for a, n in rows])
        find_shielded(engine, source, set())
        count = find_repeats(engine, field_types(source))
        found = engine.rows(f"SELECT record_no, first_record_no, row_id FROM {REPEATS} ORDER BY 1")
        firsts = {row[0] for row in engine.rows(f"SELECT row_id FROM {TYPED}")}
    assert count == len(found)
    assert not firsts & {row[2] for row in found}
    return [(row[0], row[1], row[2]) for row in found]


def test_rows_that_occur_once_have_no_repeats() -> None:
    assert repeats(("x", "1"), ("x", "2"), ("x", None)) == []


def test_every_further_row_names_the_first_and_has_an_id_of_its_own() -> None:
    found = repeats(("x", "1"), ("y", "1"), ("x", "01"), ("x", "1"))
    assert [(record, first) for record, first, _ in found] == [(3, 1), (4, 1)]
    assert found[0][2] != found[1][2]


def test_the_ids_are_the_same_wherever_the_rows_stand() -> None:
    one = {row[2] for row in repeats(("x", "1"), ("y", "1"), ("x", "1"), ("x", "1"))}
    assert one == {row[2] for row in repeats(("x", "1"), ("x", "1"), ("x", "1"), ("z", "1"))}


def test_rows_that_are_set_aside_are_not_counted() -> None:
    assert repeats(("x", "een"), ("x", "een")) == []
