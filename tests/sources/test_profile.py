# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Columns that were swapped are told by what they held before."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from pandzicht.sources.admission import ADMITTED
from pandzicht.sources.profile import swapped_fields
from pandzicht.store.engine import Engine

TYPES = {"straat": "VARCHAR", "woonplaats": "VARCHAR", "kamers": "BIGINT", "bouwjaar": "BIGINT", "van": "DATE"}


def rows(count: int, seed: int) -> list[tuple[str, str, int, int]]:
    draw = random.Random(seed)
    streets, towns = [f"straat {number}" for number in range(60)], ["Duinrijk", "Zilverduin", "Helmgras"]
    return [
        (draw.choice(streets), draw.choice(towns), draw.randint(1, 6), draw.randint(1900, 2020)) for _ in range(count)
    ]


def found(tmp_path: Path, order: str, *, before: int = 300, now: int = 300) -> list[tuple[str, str]]:
    with Engine() as engine:
        for table, count, columns in (
            ("earlier", before, "straat, woonplaats, kamers, bouwjaar"),
            (ADMITTED, now, order),
        ):
            engine.run(f"CREATE TABLE raw_{table} ({columns.replace(',', ' VARCHAR,')} VARCHAR)")
            for row in rows(count, count):
                engine.run(f"INSERT INTO raw_{table} VALUES (?, ?, ?, ?)", [str(value) for value in row])
            typed = "straat, woonplaats, TRY_CAST(kamers AS BIGINT) AS kamers, TRY_CAST(bouwjaar AS BIGINT) AS bouwjaar"
            engine.run(
                f"CREATE TABLE {table} AS SELECT {typed}, DATE '2026-01-01' AS van, "
                f"md5_number_lower(straat || rowid) AS row_id FROM raw_{table}"
            )
        engine.write_parquet("SELECT * FROM earlier", tmp_path / "rows.parquet")
        return swapped_fields(engine, TYPES, tmp_path / "rows.parquet")


def test_columns_in_their_own_places_are_not_told(tmp_path: Path) -> None:
    assert found(tmp_path, "straat, woonplaats, kamers, bouwjaar") == []


def test_texts_that_changed_places_are_told(tmp_path: Path) -> None:
    assert found(tmp_path, "woonplaats, straat, kamers, bouwjaar") == [("straat", "woonplaats")]


def test_numbers_that_changed_places_are_told(tmp_path: Path) -> None:
    assert found(tmp_path, "straat, woonplaats, bouwjaar, kamers") == [("bouwjaar", "kamers")]


@pytest.mark.parametrize(("before", "now"), [(10, 300), (300, 10)])
def test_a_handful_of_rows_tells_nothing(tmp_path: Path, before: int, now: int) -> None:
    assert found(tmp_path, "woonplaats, straat, kamers, bouwjaar", before=before, now=now) == []


def test_a_field_that_is_new_is_passed_over(tmp_path: Path) -> None:
    with Engine() as engine:
        for table, columns in (("earlier", "i::VARCHAR AS a"), (ADMITTED, "i::VARCHAR AS a, i::VARCHAR AS b")):
            engine.run(f"CREATE TABLE {table} AS SELECT {columns}, i::UBIGINT AS row_id FROM range(100) AS t(i)")
        engine.write_parquet("SELECT * FROM earlier", tmp_path / "rows.parquet")
        assert swapped_fields(engine, {"a": "VARCHAR", "b": "VARCHAR"}, tmp_path / "rows.parquet") == []
