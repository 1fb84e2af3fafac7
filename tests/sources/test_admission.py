# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where every row of a delivery goes, and what is written of it."""

from __future__ import annotations

import random
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.source import Source
from pandzicht.sources.admission import Admission, admit_rows, type_rows, write_tables
from pandzicht.sources.audit import audit_fields
from pandzicht.sources.layout import ROW_GROUP, row_types
from pandzicht.sources.pseudonyms import pseudonym, pseudonym_keys
from pandzicht.store.engine import Engine
from tests.sources.making import BASIS, ON, SECRET, a_reading, a_source, address_rows, delivered, rows_in

PERSONS = {
    "wie": {"from": "bsn", "type": "pseudonym", "required": True},
    "object_id": {"from": "object_id", "type": "bag_id", "role": "object_id"},
    "huisnummer": {"from": "nr", "type": "integer", "role": "huisnummer"},
    "van": {"from": "van", "type": "partial_date"},
    "tot": {"from": "tot", "type": "partial_date"},
}
PERIOD = {"from": "van", "to": "tot"}
SHIELD = {"field": "geheim", "person": "bsn"}


def take_in(
    folder: Path, source: Source, rows: list[dict[str, Any]], *, threads: int = 2, records: list[int] | None = None
) -> tuple[Admission, dict[str, str]]:
    folder.mkdir(exist_ok=True)
    audited = audit_fields(delivered(rows, records or ()), source, "a.csv")
    with Engine(threads=threads) as engine:
        reading = a_reading(source.format)
        told = type_rows(engine, source, audited, reading, on=ON)
        admission = admit_rows(engine, source, reading, told=told, inner=audited.transient, on=ON)
        return admission, write_tables(engine, folder)


def resident(bsn: str, number: int, **changes: Any) -> dict[str, Any]:
    row = {"bsn": bsn, "object_id": f"999901{number:010d}", "nr": str(number), "van": "20200100", "tot": None}
    return {**row, "geheim": "0", **changes}


def test_rows_are_admitted_set_aside_or_protected(tmp_path: Path) -> None:
    rows = [
        resident("999990011", 3),
        resident("999990022", 2, nr="twee"),
        resident("999990033", 1, geheim="7"),
        resident("999990033", 4, nr="vier", tot="20210101"),
        resident("999990011", 3),
    ]
    admission, hashes = take_in(tmp_path, a_source(PERSONS, validity=PERIOD, protected=SHIELD), rows)
    assert admission.counts == {"delivered": 5, "admitted": 2, "set_aside": 1, "protected": 2, "repeated": 1}
    assert set(hashes) == {"rows.parquet", "set_aside.parquet", "protected.parquet"}
    admitted = rows_in(tmp_path / "rows.parquet")
    assert [(row["record_no"], row["link_object_id"], row["huisnummer"]) for row in admitted] in (
        [(1, 9999010000000003, 3), (5, 9999010000000003, 3)],
        [(5, 9999010000000003, 3), (1, 9999010000000003, 3)],
    )
    assert {row["wie"] for row in admitted} == {pseudonym("999990011", pseudonym_keys(SECRET))}
    assert rows_in(tmp_path / "set_aside.parquet") == [
        {
            "file_no": 0,
            "record_no": 2,
            "field": "huisnummer",
            "found": "twee",
            "reason": "is not a whole number written without separators",
        }
    ]


def test_of_a_protected_row_only_its_links_and_period_remain_however_bad_it_is(tmp_path: Path) -> None:
    rows = [resident("999990033", 1, geheim="7", nr="12 hoog"), resident("999990033", 4, tot="20210113")]
    take_in(tmp_path, a_source(PERSONS, validity=PERIOD, protected=SHIELD), rows)
    protected = rows_in(tmp_path / "protected.parquet")
    assert [{name: value for name, value in row.items() if value is not None} for row in protected] == [
        {"link_object_id": 9999010000000001, "geldig_van": date(2020, 1, 1)},
        {
            "link_object_id": 9999010000000004,
            "link_huisnummer": 4,
            "geldig_van": date(2020, 1, 1),
            "geldig_tot": date(2021, 1, 13),
        },
    ]
    assert not set(protected[0]) & {"row_id", "record_no", "wie"}
    assert rows_in(tmp_path / "set_aside.parquet") == []


def test_a_list_of_protected_objects_gives_rows_and_protection(tmp_path: Path) -> None:
    source = a_source({"object_id": PERSONS["object_id"]}, about="protected")
    admission, _ = take_in(tmp_path, source, [{"object_id": "9999010000000017"}, {"object_id": "9999010000000018"}])
    assert admission.counts == {"delivered": 2, "admitted": 2, "set_aside": 0, "protected": 2, "repeated": 0}
    assert [row["link_object_id"] for row in rows_in(tmp_path / "protected.parquet")] == [
        9999010000000017,
        9999010000000018,
    ]


def test_the_household_answer_stands_in_its_row_and_its_inputs_nowhere(tmp_path: Path) -> None:
    rule = {"person": "bsn", "partner": ["partner"], "parents": ["ouder"], "birth_date": "geboren", "at": "object_id"}
    source = a_source(PERSONS, validity=PERIOD, household={**rule, "legal_basis": BASIS, "dpia": "DPIA-1"})
    told = {"geboren": "19800101", "partner": None, "ouder": "999999999"}
    rows = [resident("999990011", 1, **told), resident("999990022", 1, **told, tot="20210101")]
    take_in(tmp_path, source, [{key: value for key, value in row.items() if key != "geheim"} for row in rows])
    table = pq.read_table(tmp_path / "rows.parquet")
    assert sorted(table["zonder_relatie"].to_pylist(), key=str) == [None, True]
    assert not {"geboren", "partner", "ouder", "bsn"} & set(table.column_names)


def test_rows_of_one_record_are_rows_each(tmp_path: Path) -> None:
    """A reader splits a record into rows that share its place; what is derived of each must not multiply them."""
    fields = {
        "zaak": {"from": "zaak", "type": "code"},
        "x": {"from": "x", "type": "decimal", "role": "x_rd"},
        "y": {"from": "y", "type": "decimal", "role": "y_rd"},
    }
    row = {"zaak": "Z1", "x": "81234", "y": "455000"}
    rows = [row, row, {**row, "x": "81235"}, {**row, "zaak": "Z2"}, {**row, "zaak": "Z2"}]
    admission, _ = take_in(tmp_path, a_source(fields), rows, records=[1, 1, 1, 2, 2])
    assert admission.counts == {"delivered": 5, "admitted": 5, "set_aside": 0, "protected": 0, "repeated": 2}
    written = rows_in(tmp_path / "rows.parquet")
    assert sorted((one["zaak"], one["link_x_cm"]) for one in written) == [
        ("Z1", 8123400), ("Z1", 8123400), ("Z1", 8123500), ("Z2", 8123400), ("Z2", 8123400),
    ]  # fmt: skip
    assert len({one["row_id"] for one in written}) == 5


def test_the_tables_have_the_columns_of_the_contract(tmp_path: Path) -> None:
    source = a_source(PERSONS, validity=PERIOD)
    take_in(tmp_path, source, [{key: value for key, value in resident("1", 1).items() if key != "geheim"}])
    with Engine() as engine:
        assert engine.columns(f"read_parquet('{tmp_path / 'rows.parquet'}')") == row_types(source)


@pytest.mark.parametrize("delivery", ["changes", "events"])
def test_keys_that_fell_under_protection_are_kept_as_pseudonyms(tmp_path: Path, delivery: str) -> None:
    source = a_source(PERSONS, delivery=delivery, key=["wie", "van"], dated_by="van", validity=PERIOD, protected=SHIELD)
    rows = [resident("999990011", 1), resident("999990033", 2, geheim="7"), resident("999990033", 3, geheim="7")]
    _, hashes = take_in(tmp_path, source, rows)
    (only,) = rows_in(tmp_path / "withdrawn.parquet")
    known = {pseudonym("999990033", pseudonym_keys(SECRET)), *rows[1].values()}
    assert all(len(only[name]) == 16 and only[name] not in known for name in ("key_id", "person_id"))
    assert only["key_id"] != only["person_id"]
    assert "withdrawn.parquet" in hashes


def test_shuffled_rows_and_threads_give_the_same_content_in_the_same_order(tmp_path: Path) -> None:
    rows = [*address_rows(3_000), *address_rows(40), {**address_rows(1)[0], "huisnummer": "x", "straat": ""}]
    hashes, positions = [], []
    for number, threads in enumerate((1, 2, 2)):
        folder = tmp_path / str(number)
        hashes.append(take_in(folder, a_source(), rows, threads=threads)[1])
        positions.append([row["row_id"] for row in rows_in(folder / "rows.parquet")])
        random.Random(number).shuffle(rows)
    assert hashes[0] == hashes[1] == hashes[2]
    assert positions[0] == positions[1] == positions[2]


@pytest.mark.slow
def test_rows_of_one_address_lie_together_in_small_groups(tmp_path: Path) -> None:
    rows = address_rows(ROW_GROUP + 500)
    random.Random(1).shuffle(rows)
    take_in(tmp_path, a_source(), rows)
    file = pq.ParquetFile(tmp_path / "rows.parquet")
    assert [file.metadata.row_group(at).num_rows for at in range(file.metadata.num_row_groups)] == [ROW_GROUP, 500]
    ids = file.read(["link_object_id"])["link_object_id"].to_pylist()
    assert ids == sorted(ids)


CELL = st.sampled_from(["", "1", "12", "twaalf", "=1", "9999010000000017", "20200100", "7", "0"])


@given(
    st.lists(
        st.fixed_dictionaries(dict.fromkeys(("bsn", "object_id", "nr", "van", "tot", "geheim"), CELL)),
        min_size=1,
        max_size=12,
    )
)
def test_every_row_goes_somewhere_and_no_row_twice(rows: list[dict[str, str]]) -> None:
    source = a_source(PERSONS, validity=PERIOD, protected=SHIELD)
    with tempfile.TemporaryDirectory() as folder:
        admission, _ = take_in(Path(folder), source, rows)
        admitted = rows_in(Path(folder) / "rows.parquet")
        aside = {row["record_no"] for row in rows_in(Path(folder) / "set_aside.parquet")}
        protected = len(rows_in(Path(folder) / "protected.parquet"))
    assert admission.delivered == len(rows) == len(admitted) + len(aside) + protected
    assert (admission.admitted, admission.set_aside, admission.protected) == (len(admitted), len(aside), protected)
    assert len({row["row_id"] for row in admitted}) == len(admitted)
    assert not aside & {row["record_no"] for row in admitted}
