# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from pandzicht.addresses.bag_extract import read_bag_extract
from pandzicht.addresses.onderzoek import held_on
from pandzicht.addresses.spine_tables import PANDEN, SCHEMAS, SpineTables, in_force, stored_spine, write_spine
from pandzicht.store.engine import Engine
from tests.addresses.bag_xml import history, onderzoek, pand, stand_file, verblijfsobject, written


@pytest.fixture
def spine(tmp_path: Path) -> SpineTables:
    return read_bag_extract(written(tmp_path, a=stand_file(verblijfsobject(), pand(), onderzoek())))


def test_what_is_written_is_read_back(spine: SpineTables, tmp_path: Path) -> None:
    rows = {name: file.rows for name, file in write_spine(spine, tmp_path / "bag").items()}
    assert rows == {f"{name}.parquet": table.num_rows for name, table in spine.tables().items()}
    assert (rows["objecten.parquet"], rows["panden.parquet"], rows["in_onderzoek.parquet"]) == (1, 1, 1)
    back = stored_spine(tmp_path / "bag")
    assert all(back.tables()[name].equals(table) for name, table in spine.tables().items())
    assert back.counts["verblijfsobject.objecten"] == 1


def test_the_content_does_not_tell_in_which_order_objects_came(spine: SpineTables, tmp_path: Path) -> None:
    other = spine.objecten.set_column(0, "object_id", pa.array([spine.objecten["object_id"][0].as_py() + 1]))
    there, back = (pa.concat_tables(parts) for parts in ((spine.objecten, other), (other, spine.objecten)))
    one, two, three = (
        write_spine(spine.with_tables(objecten=table), tmp_path / str(number))["objecten.parquet"].content
        for number, table in enumerate((there, back, pa.concat_tables([other, other])))
    )
    assert one == two != three


def test_counts_follow_the_tables(spine: SpineTables) -> None:
    assert spine.with_tables(panden=PANDEN.empty_table()).counts["pand.voorkomens"] == 0


def test_every_table_has_its_dates() -> None:
    for name, schema in SCHEMAS.items():
        assert {"geldig_van", "geldig_tot"} <= set(schema.names), name


CASES = [
    # begin, end, registered, closed, on, known, held
    ("2010-01-01", None, "2010-02-01", None, "2015-01-01", "2015-01-01", True),
    ("2010-01-01", None, "2010-02-01", None, "2009-01-01", "2015-01-01", False),
    ("2010-01-01", None, "2010-02-01", None, "2010-01-15", "2010-01-15", False),  # not yet registered
    ("2010-01-01", "2019-03-27", "2010-02-01", "2019-03-29", "2019-03-26", "2026-01-01", True),
    ("2010-01-01", "2019-03-27", "2010-02-01", "2019-03-29", "2019-03-27", "2026-01-01", False),  # the end is not in it
    ("2010-01-01", "2019-03-27", "2010-02-01", "2019-03-29", "2019-03-28", "2019-03-28", True),  # its end not yet known
    ("2010-01-01", "2019-03-27", "2010-02-01", "2019-03-29", "2019-03-29", "2019-03-29", False),
    ("2010-01-01", None, "2010-02-01", "2018-01-01", "2015-01-01", "2017-12-31", True),  # it fell away later
    ("2010-01-01", None, "2010-02-01", "2018-01-01", "2015-01-01", "2018-01-01", False),
    ("2010-01-01", "2030-01-01", "2010-02-01", None, "2026-01-01", "2026-01-01", True),  # an end that lies ahead
    ("2010-01-01", "2010-01-01", "2010-02-01", "2010-02-01", "2010-01-01", "2026-01-01", False),  # held for no day
    (None, None, None, None, "1900-01-01", "1900-01-01", True),  # a delivery of the current state
]


@pytest.mark.parametrize(("begin", "end", "registered", "closed", "on", "known", "held"), CASES)
def test_when_a_voorkomen_is_in_force(
    begin: str | None, end: str | None, registered: str | None, closed: str | None, on: str, known: str, held: bool
) -> None:
    def sql(text: str | None) -> str:
        return f"DATE '{text}'" if text else "NULL::DATE"

    row = (f"SELECT {sql(begin)} AS geldig_van, {sql(end)} AS geldig_tot, {sql(registered)} AS bekend_van, "
           f"{sql(closed)} AS bekend_tot")  # fmt: skip
    with Engine(threads=1, memory_mib=64) as engine:
        assert engine.value(f"SELECT {in_force(sql(on), sql(known), 'v.')} FROM ({row}) v") is held
    if on == known:
        dates = [date.fromisoformat(text) if text else None for text in (begin, end, registered, closed)]
        names = ("geldig_van", "geldig_tot", "bekend_van", "bekend_tot")
        table = pa.table({name: pa.array([value], pa.date32()) for name, value in zip(names, dates, strict=True)})
        assert held_on(table, date.fromisoformat(on)).to_pylist() == [held]


def test_history_is_a_voorkomen_per_row(tmp_path: Path) -> None:
    spine = read_bag_extract(written(tmp_path, a=stand_file(pand(), pand(when=history(2, "2012-01-01")))))
    assert (spine.counts["pand.voorkomens"], spine.counts["pand.objecten"]) == (2, 1)
