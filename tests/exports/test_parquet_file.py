# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq

from pandzicht.exports.parquet_file import KEY, write_parquet
from tests.exports.small_table import small_table


def test_values_and_types_come_back_as_they_were(tmp_path: Path) -> None:
    write_parquet(small_table(), tmp_path / "x.parquet")
    assert pq.read_table(tmp_path / "x.parquet").equals(small_table().table)


def test_the_file_says_of_which_run_it_is_and_with_which_caveats(tmp_path: Path) -> None:
    write_parquet(small_table(), tmp_path / "x.parquet")
    said = json.loads(pq.read_schema(tmp_path / "x.parquet").metadata[KEY])
    assert said == {
        "title": "Wonen",
        "run": "2026-03-01-abc",
        "peildatum": "2026-03-01",
        "known": "2026-03-02",
        "caveats": ["DEMO: niet geverifieerd."],
    }


def test_a_column_says_what_it_means(tmp_path: Path) -> None:
    write_parquet(small_table(), tmp_path / "x.parquet")
    schema = pq.read_schema(tmp_path / "x.parquet")
    told = {key.decode(): text.decode() for key, text in schema.field("aantal").metadata.items()}
    assert {key: told[key] for key in ("label", "label_en", "unit", "source", "delivered", "meaning")} == {
        "label": "Aantal",
        "label_en": "Number",
        "unit": "personen",
        "source": "BRP",
        "delivered": "2026-02-20",
        "meaning": "Wie",
    }
    assert b"unit" not in schema.field("adres").metadata


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_parquet(small_table(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
