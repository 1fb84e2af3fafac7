# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Loose tables that speak of the addresses of the made-up city, and those addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.exports.linked_columns import KEY, TYPES
from pandzicht.runs.link_table import LinkAsk, LinkedTable, link_table
from pandzicht.runs.loose_table import LooseTable
from pandzicht.store.workspace import Workspace
from tests.desk import begun, desk_of
from tests.model_city import ModelCity

ASK = LinkAsk(on=PEILDATUM, known=PEILDATUM, name="lijst.xlsx")
COLUMNS = ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats")
Rows = Sequence[Mapping[str, str | None]]


@dataclass(frozen=True)
class Home:
    """An address of the city, as somebody writes it down."""

    adres: str
    address_id: str
    row: Mapping[str, str | None]

    def but(self, **changes: str | None) -> dict[str, str | None]:
        """The row of the home with some of its columns changed."""
        return {**self.row, **changes}


def homes_of(city: ModelCity) -> list[Home]:
    """The dwellings of the city that stand alone at their house number, in order of their ids."""
    table = city.opened().addresses
    columns = ["address_id", "adres", "soort", "levensfase", "straat", "huisnummer", "huisletter"]
    rows = table.select([*columns, "huisnummertoevoeging", "postcode", "woonplaats"]).to_pylist()
    there: dict[tuple[object, object], int] = {}
    for row in rows:
        key = (row["straat"], row["huisnummer"])
        there[key] = there.get(key, 0) + 1
    return [
        Home(row["adres"], row["address_id"], dict(zip(COLUMNS, _texts(row), strict=True)))
        for row in rows
        if row["soort"] == "verblijfsobject" and row["levensfase"] == "bestaand" and row["huisletter"] is None
        and there[row["straat"], row["huisnummer"]] == 1
    ]  # fmt: skip


def _texts(row: Mapping[str, Any]) -> list[str | None]:
    names = ("straat", "huisnummer", "huisletter", "huisnummertoevoeging", "postcode", "woonplaats")
    return [None if row[name] is None else str(row[name]) for name in names]


def table_of(rows: Rows, names: Sequence[str] = COLUMNS) -> LooseTable:
    """Rows as they are read from a file."""
    return LooseTable(pa.table({name: pa.array([row.get(name) for row in rows], pa.string()) for name in names}))


def linked(
    city: ModelCity, rows: Rows, *, names: Sequence[str] = COLUMNS, earlier: LinkedTable | None = None, **how: Any
) -> LinkedTable:
    """Rows linked to the addresses of the city."""
    before = None if earlier is None else result_of(earlier)
    ask = replace(ASK, **how)
    return tabled(city.workspace, city.catalogue, table_of(rows, names), ask, earlier=before)


def tabled(space: Workspace, catalogue: Catalogue, table: LooseTable, ask: LinkAsk = ASK, **how: Any) -> LinkedTable:
    """A table linked for somebody who may see everything."""
    return link_table(space, begun(desk_of(space), Action.LINK), catalogue, table, ask, threads=1, **how)


def result_of(table: LinkedTable) -> LooseTable:
    """A linked table as it is read again: its answers as text."""
    names = list(table.added)
    answers = pa.table({name: table.table[name].cast(pa.string()) for name in names}).rename_columns(list(TYPES))
    return LooseTable(table.table.drop_columns(names), answers)


def answers_of(table: LinkedTable) -> list[dict[str, Any]]:
    """What every row got, without the key."""
    rows = table.table.select(list(table.added)).rename_columns(list(TYPES)).to_pylist()
    return [{name: value for name, value in row.items() if name != KEY} for row in rows]
