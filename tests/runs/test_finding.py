# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An address is found by its id or its line in any spelling; the run before a run is the newest that stands."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.errors import NotAvailable, NotFound
from pandzicht.runs.finding import AddressBook, run_before
from pandzicht.store.publish import read_json, write_json
from pandzicht.store.tombstone import Tombstone, put_tombstone
from pandzicht.store.workspace import Workspace
from tests.runs.published_city import RUN, publish_city

LINES = (
    "Dorpsstraat 1, 2511CA Duinrijk",
    "Dorpsstraat 11, 2511CA Duinrijk",
    "Dorpsstraat 1 A, 2511CA Duinrijk",
    "Ölweg 3",
    None,
    "Ölweg  3",
)
letters = st.text("aAbB1 ,éÉ", max_size=6)


def book(lines: Sequence[str | None]) -> AddressBook:
    columns = {"address_id": [f"{n:016d}" for n in range(len(lines))], "adres": pa.array(lines, pa.string())}
    return AddressBook(pa.table(columns | {"buurtcode": ["BU05180101"] * len(lines)}), "run-1")


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ("0000000000000003", 3),
        (" 0000000000000001 ", 1),
        ("dorpsstraat  1,  2511ca DUINRIJK", 0),
        ("Dorpsstraat 11", 1),
        ("dorpsstraat 1 a", 2),
    ],
)
def test_it_is_found_in_any_spelling(asked: str, number: int) -> None:
    assert book(LINES).find(asked) == number


def test_several_are_told_with_examples() -> None:
    with pytest.raises(NotAvailable, match=r"names 2 addresses \(Dorpsstraat 1, 2511CA Duinrijk; Dorpsstraat 1 A"):
        book(LINES).find("Dorpsstraat 1")
    with pytest.raises(NotAvailable, match="names 2 addresses"):
        book(LINES).find("ölweg 3")


@pytest.mark.parametrize("asked", ["Dorpsstraat 2", "Dorps", "0000000000000009", "Dorpsstraat 1,2511CA"])
def test_what_is_none_is_told(asked: str) -> None:
    with pytest.raises(NotFound, match="is not an address of run run-1"):
        book(LINES).find(asked)


@given(lines=st.lists(letters, min_size=1, max_size=12), asked=letters)
def test_it_finds_what_looking_at_every_line_finds(lines: list[str], asked: str) -> None:
    plain = [" ".join(line.split()).lower() for line in lines]
    text = " ".join(asked.split()).lower()
    begun = [n for n, line in enumerate(plain) if line.startswith((text + ",", text + " "))]
    wanted = [n for n, line in enumerate(plain) if line == text] or begun
    if len(wanted) == 1:
        assert book(lines).find(asked) == wanted[0]
        return
    with pytest.raises(NotAvailable if wanted else NotFound) as told:
        book(lines).find(asked)
    assert not wanted or f"names {len(wanted)} addresses" in str(told.value)


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def add(space: Workspace, day: str, sign: str, *, known: str = "", made: int = 0) -> str:
    """Another run of the city, of a day."""
    name = f"{day}-{sign * 12}"
    shutil.copytree(space.runs / RUN, space.runs / name)
    manifest = read_json(space.runs / name / "manifest.json")
    manifest["inputs"] |= {"date": day, "known": known or day}
    write_json(space.runs / name / "manifest.json", manifest)
    os.utime(space.runs / name / "manifest.json", (made, made))
    return name


def test_there_may_be_none(city: Workspace) -> None:
    add(city, "2026-03-01", "b")
    add(city, "2026-03-08", "c")
    assert run_before(city, RUN) is None


def test_it_is_the_newest_of_an_earlier_day(city: Workspace) -> None:
    add(city, "2026-01-04", "a")
    newest = add(city, "2026-02-22", "b")
    assert run_before(city, RUN) == newest


def test_of_one_day_it_is_the_one_that_knew_most_and_then_the_last_made(city: Workspace) -> None:
    add(city, "2026-02-22", "d", known="2026-02-22", made=9)
    add(city, "2026-02-22", "c", known="2026-02-25", made=1)
    last = add(city, "2026-02-22", "b", known="2026-02-25", made=5)
    assert run_before(city, RUN) == last


def test_one_that_was_destroyed_does_not_count(city: Workspace) -> None:
    standing = add(city, "2026-02-15", "a")
    gone = add(city, "2026-02-22", "b")
    put_tombstone(city.runs / gone, Tombstone("1", "runs", "AVG art. 5", "2026-03-01", {"signals.parquet": "00"}))
    assert run_before(city, RUN) == standing
