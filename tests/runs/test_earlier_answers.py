# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in an earlier result and still holds is not linked again; what may not hold is."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pytest

from pandzicht.definitions.known_as import KnownAs
from pandzicht.exports.linked_columns import CHANCE, TYPES
from pandzicht.language import Language
from pandzicht.runs.earlier_answers import on_scale
from pandzicht.runs.link_table import LinkedTable
from pandzicht.runs.loose_table import LooseTable
from pandzicht.store.engine import Engine
from tests.model_city import ModelCity
from tests.runs.linked_rows import COLUMNS, Home, answers_of, homes_of, linked, result_of, table_of, tabled


@pytest.fixture(scope="module")
def homes(model_city: ModelCity) -> list[Home]:
    return homes_of(model_city)


@pytest.fixture(scope="module")
def first(model_city: ModelCity, homes: list[Home]) -> LinkedTable:
    """Six rows: four that link, one in doubt, one not found."""
    rows = [home.row for home in homes[:4]]
    return linked(model_city, [*rows, homes[4].but(huisletter="Q"), homes[5].but(postcode="1234AB", woonplaats="Ver")])


def rows_of(first: LinkedTable) -> list[dict[str, Any]]:
    return result_of(first).own.to_pylist()


def changed(first: LinkedTable, place: int, **cells: str) -> LooseTable:
    """The earlier result in which somebody changed cells of one answer."""
    rows = result_of(first).answers.to_pylist()  # type: ignore[union-attr]
    rows[place].update(cells)
    columns = {name: pa.array([row[name] for row in rows], pa.string()) for name in TYPES}
    return LooseTable(result_of(first).own, pa.table(columns))


def test_the_same_rows_keep_their_answers_to_the_letter(model_city: ModelCity, first: LinkedTable) -> None:
    again = linked(model_city, rows_of(first), earlier=first)
    assert (again.earlier, again.anew) == (6, None)
    assert again.table.equals(first.table)
    assert again.tiers == first.tiers


def test_only_new_and_changed_rows_are_linked(model_city: ModelCity, homes: list[Home], first: LinkedTable) -> None:
    rows = rows_of(first)
    rows[4] = dict(homes[4].row)
    again = linked(model_city, [homes[6].row, *rows, rows[0]], earlier=first)
    assert again.earlier == 6, "five rows as they were, one of them twice"
    assert again.table["address_id"].to_pylist()[:2] == [homes[6].address_id, homes[0].address_id]
    assert again.table["address_id"].to_pylist()[5] == homes[4].address_id
    assert [answers_of(again)[at] for at in (1, 2, 3, 4, 6)] == [answers_of(first)[at] for at in (0, 1, 2, 3, 5)]


@pytest.mark.parametrize(
    "cells",
    [{"address_id": "9999010000000999"}, {"uitkomst": "niet gevonden"}, {"zekerheid": "1.0000"}, {"reden": "zeker"}],
)
def test_an_answer_that_somebody_changed_is_found_anew(
    model_city: ModelCity, first: LinkedTable, cells: dict[str, str]
) -> None:
    table = table_of(rows_of(first))
    again = tabled(model_city.workspace, model_city.catalogue, table, earlier=changed(first, 0, **cells))
    assert again.earlier == 5
    assert answers_of(again) == answers_of(first)


def test_other_addresses_have_everything_linked_anew(model_city: ModelCity, first: LinkedTable) -> None:
    name = KnownAs.model_validate({"name": "Zeewijk", "woonplaats": "Duinrijk", "from": "2020-01-01"})
    bag = model_city.catalogue.sources["bag"].model_copy(update={"known_as": (name,)})
    catalogue = replace(model_city.catalogue, sources={**model_city.catalogue.sources, "bag": bag})
    table = table_of(rows_of(first))
    again = tabled(model_city.workspace, catalogue, table, earlier=result_of(first))
    assert again.earlier == 0
    assert again.anew is not None
    assert "The addresses are not those" in again.anew.en
    assert answers_of(again) == answers_of(first)


def test_when_most_rows_are_new_everything_is_linked_anew(
    model_city: ModelCity, homes: list[Home], first: LinkedTable
) -> None:
    again = linked(model_city, [rows_of(first)[0], homes[6].row, homes[7].row], earlier=first)
    assert again.earlier == 0
    assert again.anew is not None
    assert "Fewer than half" in again.anew.en
    assert again.rows() == 3


def test_another_language_or_another_column_is_another_basis(model_city: ModelCity, first: LinkedTable) -> None:
    assert linked(model_city, rows_of(first), earlier=first, language=Language.EN).earlier == 0
    assert linked(model_city, rows_of(first), earlier=first, roles=("woonplaats=",)).earlier == 0


def test_a_result_is_its_own_earlier_result(model_city: ModelCity, homes: list[Home], first: LinkedTable) -> None:
    result = result_of(first)
    assert result.answers is not None
    own = pa.concat_tables([result.own, table_of([homes[6].row]).own])
    nothing = pa.table({name: pa.array([None], pa.string()) for name in TYPES})
    both = LooseTable(own, pa.concat_tables([result.answers, nothing]))
    again = tabled(model_city.workspace, model_city.catalogue, both)
    assert again.earlier == 6
    assert again.table.column_names == first.table.column_names
    assert again.table["address_id"].to_pylist()[6] == homes[6].address_id


Link = tuple[str, int | None, str | None, int | None, str | None]
"""Tier, address, probability, runner-up, gap."""
LINKED: Link = ("postcode_street", 1, "0.9900", None, "0.9900")
BESIDE: Link = ("street", 1, "0.9700", 2, "0.9400")
BARE: Link = ("unit_part", 1, "0.9500", None, "0.9500")
LOST: Link = ("unit_may_be_lost", None, None, 1, None)


def scaled(link: Link, *earlier: tuple[str, str | None]) -> Link:
    """A link as it is told beside earlier answers, each a tier with its certainty."""
    tier, address, chance, other, gap = link
    schema = pa.schema([("told", pa.string()), ("zekerheid", CHANCE)])
    answers = [{"told": name, "zekerheid": None if sure is None else Decimal(sure)} for name, sure in earlier]
    with Engine(threads=1) as engine:
        engine.register("given", pa.Table.from_pylist(answers, schema))
        engine.run("CREATE TABLE earlier_answers AS SELECT * FROM given")
        links = {"tier": tier, "address_no": address, "runner_up": other, "row_no": 0, "disagreed": None}
        chances = {"probability": chance and Decimal(chance), "gap": gap and Decimal(gap)}
        engine.register("given", pa.Table.from_pylist([links | chances], _LINKS))
        engine.run("CREATE TABLE links AS SELECT * FROM given")
        engine.run(f"CREATE TABLE source_bestand AS SELECT 0 AS row_no, {_PLACE}")
        for table in ("address_names", "woonplaats_aliases"):
            engine.run(f"CREATE TABLE {table} (woonplaats_norm VARCHAR, postcode VARCHAR, alias_norm VARCHAR)")
        columns = "tier, address_no, probability::VARCHAR, runner_up, gap::VARCHAR"
        (found,) = engine.rows(f"SELECT {columns} FROM ({on_scale(engine)})")
    return found  # type: ignore[return-value]


_TEXTS = ("straat", "woonplaats", "postcode", "object_id", "nummeraanduiding_id", "pand_id")
_PLACE = ", ".join(
    [
        *(f"NULL::VARCHAR AS link_{name}" for name in _TEXTS),
        "NULL::INTEGER AS link_huisnummer",
        "NULL::INTEGER AS link_x_cm",
    ]
)
_LINKS = pa.schema(
    [
        ("row_no", pa.int32()), ("tier", pa.string()), ("address_no", pa.int32()), ("probability", CHANCE),
        ("disagreed", pa.string()), ("runner_up", pa.int32()), ("gap", CHANCE),
    ]
)  # fmt: skip


@pytest.mark.parametrize(
    ("link", "earlier", "expected"),
    [
        (LINKED, [("postcode_street", "0.9111")], ("postcode_street", 1, "0.9111", None, "0.9111")),
        (LINKED, [("street", "0.9111")], LINKED),
        (LINKED, [], LINKED),
        (BESIDE, [("street", "0.9000")], ("street", 1, "0.9000", 2, "0.8000")),
        (BESIDE, [("street", "0.4000")], ("street", 1, "0.4000", 2, "0.0000")),
        (BARE, [("unit_part", "0.9200")], ("unit_part", 1, "0.9200", None, "0.9200")),
        (LOST, [("unit_part", "0.9200")], ("unit_part", 1, "0.9200", None, "0.9200")),
        (BARE, [("unit_may_be_lost", None)], LOST),
        (LOST, [("unit_may_be_lost", None)], LOST),
        (BARE, [("street", "0.9000")], BARE),
        (LOST, [("street", "0.9000")], LOST),
        (BESIDE, [("unit_may_be_lost", None)], BESIDE),
    ],
)
def test_a_new_row_is_as_sure_as_its_kind_was(
    link: Link, earlier: list[tuple[str, str | None]], expected: Link
) -> None:
    assert scaled(link, *earlier) == expected


def test_rows_added_one_by_one_end_on_the_scale_of_the_whole(model_city: ModelCity, homes: list[Home]) -> None:
    rows = [dict(home.row) for home in homes[:40]]
    for at, row in enumerate(rows):
        row["object_id"] = homes[at].address_id if at < 30 else None
    names = ("object_id", *COLUMNS)
    first = linked(model_city, rows, names=names)
    again = linked(model_city, [*rows, dict(homes[50].row)], names=names, earlier=first)
    assert again.earlier == 40
    alone, told = linked(model_city, [homes[50].row], names=names), first.table["zekerheid"].to_pylist()[35]
    assert answers_of(again)[40]["zekerheid"] == told
    assert answers_of(alone)[0]["zekerheid"] < told, "measured on one row it would be less sure"
