# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the tables: every column of every file has its type from the file and its meaning from people."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pandzicht.addresses.spine_tables import SCHEMAS
from pandzicht.runs.stages import ADDRESSES, INDICATORS, LINKS
from tools.table_page import Described, described, sections

FILE = Described("links.parquet", "Links.", {"source": "name of the source", "tier": "how"}, "", "")


def test_a_column_has_the_type_that_was_written_and_the_meaning_that_was_given() -> None:
    text = described(FILE, {"source": "VARCHAR", "tier": "VARCHAR"})
    assert "| `source` | VARCHAR | name of the source |" in text


def test_a_column_without_a_meaning_is_noticed() -> None:
    with pytest.raises(KeyError, match=re.escape("['gap'] without a meaning")):
        described(FILE, {"source": "VARCHAR", "tier": "VARCHAR", "gap": "DECIMAL(5,4)"})


def test_a_meaning_without_a_column_is_noticed() -> None:
    with pytest.raises(KeyError, match=re.escape("['tier'] are not in it")):
        described(FILE, {"source": "VARCHAR"})


def test_columns_that_differ_per_catalogue_are_told_together() -> None:
    wide = Described("signals.parquet", "Answers.", {"address_no": "the subject"}, "one column per signal", "")
    text = described(wide, {"address_no": "INTEGER", "overbewoning": "VARCHAR"})
    assert "overbewoning" not in text
    assert text.endswith("And one column per signal.")


def test_every_published_table_of_a_run_and_every_table_of_the_spine_is_told() -> None:
    told = {name for section in sections() for name in section["files"]}
    published = {f"{table.name}.parquet" for table in (*ADDRESSES, *LINKS, *INDICATORS) if table.by}
    published |= {"signals.parquet", "ranking.parquet", "manifest.json", "definitions.json", "timings.json"}
    spine = {f"{name}.parquet" for name in SCHEMAS}
    delivery = {"rows.parquet", "set_aside.parquet", "protected.parquet", "withdrawn.parquet", "delivery.json"}
    decided = {"selection.parquet", "frame.parquet", "selection.json", "judgements.parquet", "judgements.json"}
    decided |= {"slots.parquet", "people.parquet", "result.json", "proxy_test.json"}
    assert told == published | spine | delivery | decided


def test_the_page_in_the_repository_names_every_column_that_is_given_a_meaning(root: Path) -> None:
    page = (root / "docs/reference/tables.md").read_text(encoding="utf-8")
    for section in sections():
        for name, file in section["files"].items():
            part = page.split(f"### {name}\n", 1)[1].split("\n### ", 1)[0]
            assert [column for column in file["columns"] if f"| `{column}` |" not in part] == [], name
