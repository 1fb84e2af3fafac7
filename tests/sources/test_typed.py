# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""All fields of a delivery typed by one statement."""

from __future__ import annotations

from datetime import date

from pandzicht.sources.audit import GEOMETRY
from pandzicht.sources.typed_table import ROW, SET_ASIDE_ROWS, TYPED, inner_name
from pandzicht.store.engine import Engine
from tests.sources.making import a_source, typed


def told(engine: Engine) -> list[tuple[int, str, str | None, str]]:
    rows = engine.rows(f"SELECT record_no, field, found, reason FROM {SET_ASIDE_ROWS} ORDER BY ALL")
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def test_every_bad_field_of_a_row_is_told_once_with_its_place() -> None:
    fields = {
        "jaar": {"from": "jaar", "type": "integer", "min": 1000},
        "dag": {"from": "dag", "type": "date"},
        "wie": {"from": "wie", "type": "pseudonym", "required": True},
    }
    rows = [
        {"jaar": "1931", "dag": "2026-01-01", "wie": "1"},
        {"jaar": "19e eeuw", "dag": "01-01-2026", "wie": None},
        {"jaar": "12", "dag": None, "wie": "2"},
    ]
    with Engine() as engine:
        typing = typed(engine, a_source(fields), rows)
        engine.run(f"CREATE TEMP TABLE bad AS SELECT {ROW} FROM {TYPED} WHERE is_bad")
        assert typing.tell(engine, "bad") == 2
        assert told(engine) == [
            (2, "dag", "01-01-2026", "is not a date written as %Y-%m-%d"),
            (2, "jaar", "19e eeuw", "is not a whole number written without separators"),
            (2, "wie", None, "is required and absent"),
            (3, "jaar", "12", "is below the minimum 1000"),
        ]


def test_the_first_delivered_origin_with_a_value_counts_in_each_row() -> None:
    fields = {"id": {"from": ["vbo", "lig"], "missing": ["0"]}}
    with Engine() as engine:
        typed(
            engine, a_source(fields), [{"vbo": "a", "lig": "b"}, {"vbo": "0", "lig": "b"}, {"vbo": None, "lig": None}]
        )
        assert [row[0] for row in engine.rows(f"SELECT id FROM {TYPED} ORDER BY record_no")] == ["a", "b", None]


def test_an_optional_column_that_is_absent_is_a_column_of_nothing() -> None:
    fields = {"a": {"from": "a"}, "n": {"from": "n", "type": "integer", "optional_column": True}}
    with Engine() as engine:
        typed(engine, a_source(fields), [{"a": "x"}])
        assert engine.rows(f"SELECT a, n FROM {TYPED}") == [("x", None)]
        assert engine.columns(TYPED)["n"] == "BIGINT"


def test_inner_fields_stand_beside_the_fields_until_they_have_served() -> None:
    source = a_source({"a": {"from": "a"}}, protected={"field": "geheim"})
    with Engine() as engine:
        typed(engine, source, [{"a": "x", "geheim": " 7 "}])
        assert engine.value(f"SELECT {inner_name('geheim')} FROM {TYPED}") == "7"


def test_a_row_that_ends_before_it_begins_is_bad_unless_its_dates_leave_room() -> None:
    fields = {"van": {"from": "van", "type": "partial_date"}, "tot": {"from": "tot", "type": "partial_date"}}
    source = a_source(fields, validity={"from": "van", "to": "tot"})
    rows = [
        {"van": "20200101", "tot": "20190101"},
        {"van": "20200500", "tot": "20200513"},
        {"van": "20200101", "tot": "20200101"},
        {"van": "20200101", "tot": None},
    ]
    with Engine() as engine:
        typed(engine, source, rows)
        bad = engine.rows(f"SELECT record_no FROM {TYPED} WHERE is_bad")
    assert bad == [(1,)]


def test_what_happened_after_the_delivery_is_bad_but_for_the_night_itself() -> None:
    source = a_source({"dag": {"from": "dag", "type": "date"}}, delivery="events", dated_by="dag")
    days = ["2026-02-28", "2026-03-01", "2026-03-02", "2026-03-03", "2090-01-01"]
    with Engine() as engine:
        typing = typed(engine, source, [{"dag": day} for day in days], on=date(2026, 3, 1))
        engine.run(f"CREATE TEMP TABLE bad AS SELECT {ROW} FROM {TYPED} WHERE is_bad")
        typing.tell(engine, "bad")
        assert told(engine) == [
            (4, "dag", "2026-03-03", "is of after the delivery, which is of 2026-03-01"),
            (5, "dag", "2090-01-01", "is of after the delivery, which is of 2026-03-01"),
        ]


def test_changes_and_events_need_their_whole_key() -> None:
    fields = {"nr": {"from": "nr"}, "dag": {"from": "dag", "type": "date"}}
    rows = [{"nr": "1", "dag": None}, {"nr": None, "dag": None}]
    for delivery, bad in (("changes", 1), ("full", 0)):
        with Engine() as engine:
            typed(engine, a_source(fields, delivery=delivery, key=["nr"]), rows)
            assert engine.value(f"SELECT count(*) FROM {TYPED} WHERE is_bad") == bad


def test_boundaries_keep_their_geometry_and_need_one() -> None:
    source = a_source({"code": {"from": "code"}}, about="boundaries")
    rows = [{"code": "a", GEOMETRY: "0101"}, {"code": "b", GEOMETRY: None}, {"code": "c", GEOMETRY: "xyz"}]
    with Engine() as engine:
        typed(engine, source, rows)
        assert engine.rows(f"SELECT {GEOMETRY}, is_bad FROM {TYPED} ORDER BY record_no") == [
            (b"\x01\x01", False),
            (None, True),
            (None, True),
        ]


def test_equal_rows_have_equal_ids_and_the_order_of_the_definition_does_not_matter() -> None:
    fields = {"a": {"from": "a"}, "b": {"from": "b", "type": "integer"}}
    rows = [{"a": "x", "b": "1"}, {"a": "x", "b": "01"}, {"a": "x1", "b": None}, {"a": "x", "b": None}]
    ids = []
    for order in (fields, dict(reversed(fields.items()))):
        with Engine() as engine:
            typed(engine, a_source(order), rows)
            ids.append([row[0] for row in engine.rows(f"SELECT row_id FROM {TYPED} ORDER BY record_no")])
    assert ids[0] == ids[1]
    assert ids[0][0] == ids[0][1]
    assert len(set(ids[0])) == 3
