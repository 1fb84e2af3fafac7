# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The addresses of a run as they are searched: by street, by postcode, by id; spelled once per run.

Public facts of the BAG, without the protected ones: those are not in the run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pandzicht.addresses import spelling
from pandzicht.addresses.spelled import spelled_woonplaats
from pandzicht.addresses.street_aliases import Writing, create_street_aliases
from pandzicht.linking.unit import reworded
from pandzicht.runs.shelf import RunTables
from pandzicht.searching.streets import StreetNames
from pandzicht.store.engine import Engine

Numbers = NDArray[np.int64]
_MEMORY_MIB = 1_000
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Ordered:
    """Addresses in the order of a key, and within it of house number and unit."""

    addresses: Numbers
    keys: Numbers
    """The key of each, by its place."""
    house_numbers: Numbers

    def of(self, key: int) -> Numbers:
        """Return the addresses with a key, as one walks past."""
        return self.addresses[slice(*np.searchsorted(self.keys, [key, key + 1]))]

    def at(self, key: int, house_number: int) -> Numbers:
        """Return the addresses with a key and a house number."""
        start, stop = np.searchsorted(self.keys, [key, key + 1])
        first, last = np.searchsorted(self.house_numbers[start:stop], [house_number, house_number + 1])
        return self.addresses[start + first : start + last]

    def keys_from(self, least: int, below: int, most: int) -> Sequence[int]:
        """Return the first keys from one to another that occur."""
        start, stop = np.searchsorted(self.keys, [least, below])
        found: list[int] = np.unique(self.keys[start:stop])[:most].tolist()
        return found

    def begun(self, key: int, house_number: int) -> Numbers:
        """Return the addresses with a key and a house number of which the first digits are typed."""
        start, stop = np.searchsorted(self.keys, [key, key + 1])
        here = self.house_numbers[start:stop]
        typed = np.zeros(len(here), dtype=bool)
        for more in (10, 100, 1000):
            typed |= here // more == house_number
        return self.addresses[start:stop][typed]


class AddressIndex:
    """The spelled addresses of a run: `tables.once(AddressIndex)`."""

    def __init__(self, tables: RunTables) -> None:
        self.tables = tables
        with Engine(threads=2, memory_mib=_MEMORY_MIB) as engine:
            _spell(engine, tables)
            streets = engine.ordered("search_streets", "street")
            self.street_names = StreetNames(engine.rows(_WRITINGS))
            self.street_labels: Sequence[str] = streets["naam"].to_pylist()
            self.street_towns: Sequence[str] = streets["town"].to_pylist()
            self.town_labels: Sequence[str] = streets["woonplaats"].to_pylist()
            self.towns: frozenset[str] = frozenset(filter(None, self.street_towns)) | frozenset(_known_as(tables))
            postcodes = engine.ordered("search_postcodes", "code")
            self.postcodes: Sequence[str] = postcodes["postcode"].to_pylist()
            table = engine.ordered("searched", "address_no")
            units = engine.ordered("search_units", "unit_no")
        self.units: Sequence[str] = units["unit"].to_pylist()
        self.unit_words: Sequence[str] = units["other_words"].to_pylist()
        self.unit_of: Numbers = _whole(table, "unit_no")
        self.street_of: Numbers = _whole(table, "street")
        self.postcode_of: Numbers = _whole(table, "code")
        self.number_of: Numbers = _whole(table, "huisnummer")
        self.exists: NDArray[np.bool_] = np.asarray(table["exists"].to_numpy())
        self._walk = np.lexsort((self.unit_of, self.number_of))
        self.by_street = self._ordered(self.street_of)
        self.by_postcode = self._ordered(self.postcode_of)

    @cached_property
    def place_of_postcode(self) -> Mapping[str, int]:
        """The place of each postcode among them."""
        return {postcode: place for place, postcode in enumerate(self.postcodes)}

    @cached_property
    def objects(self) -> Ordered:
        """The addresses in the order of their object ids."""
        return self._ordered(_whole(self.tables.addresses, "object_id"))

    @cached_property
    def panden(self) -> Ordered:
        """The addresses in the order of their pand ids."""
        return self._ordered(_whole(self.tables.addresses, "pand_id"))

    def _ordered(self, keys: Numbers) -> Ordered:
        order = self._walk[np.argsort(keys[self._walk], kind="stable")]
        return Ordered(order, keys[order], self.number_of[order])


_WRITINGS = f"""
SELECT straat_norm, street, {int(Writing.NAME)} FROM search_streets WHERE straat_norm IS NOT NULL
UNION ALL
SELECT a.alias_norm, s.street, a.rank FROM straat_aliases a
JOIN search_streets s ON s.straat_norm = a.straat_norm AND s.town IS NOT DISTINCT FROM a.woonplaats_norm
"""


def _spell(engine: Engine, tables: RunTables) -> None:
    """Create `searched` (one row per address) and the streets, postcodes and units that it names by number.

    A place without a street is called by its own line.
    """
    columns = ["address_no", "straat", "adres", "woonplaats", "huisnummer", "huisletter", "huisnummertoevoeging"]
    engine.register("given", tables.addresses.select([*columns, "postcode", "levensfase"]))
    engine.run(
        "CREATE TEMP TABLE search_streets AS SELECT row_number() OVER (ORDER BY naam, woonplaats) - 1 AS street, naam, "
        f"woonplaats, is_street, {spelling.straat('naam')} AS straat_norm, {spelling.woonplaats('woonplaats')} AS town "
        "FROM (SELECT coalesce(straat, adres) AS naam, woonplaats, bool_or(straat IS NOT NULL) AS is_street FROM given "
        "GROUP BY ALL)"
    )
    create_street_aliases(
        engine,
        "SELECT naam, NULL::VARCHAR AS naam_kort, straat_norm, town AS woonplaats_norm FROM search_streets "
        "WHERE is_street",
    )
    engine.run(
        "CREATE TEMP TABLE search_postcodes AS SELECT row_number() OVER (ORDER BY postcode) - 1 AS code, postcode "
        "FROM (SELECT DISTINCT postcode FROM given WHERE postcode IS NOT NULL)"
    )
    unit = spelling.addition_key("huisletter", "huisnummertoevoeging")
    engine.run(
        "CREATE TEMP TABLE spelled_pairs AS SELECT *, "
        f"{unit} AS unit FROM (SELECT DISTINCT huisletter, huisnummertoevoeging FROM given)"
    )
    engine.run(
        "CREATE TEMP TABLE search_units AS SELECT row_number() OVER (ORDER BY length(unit), unit) - 1 AS unit_no, "
        f"unit, {reworded('unit')} AS other_words FROM (SELECT DISTINCT unit FROM spelled_pairs)"
    )
    engine.run(
        "CREATE TEMP TABLE searched AS SELECT g.address_no, s.street, p.code, g.huisnummer, u.unit_no, "
        "g.levensfase = 'bestaand' AS \"exists\" FROM given g "
        "JOIN search_streets s ON s.naam = coalesce(g.straat, g.adres) "
        "AND s.woonplaats IS NOT DISTINCT FROM g.woonplaats "
        "LEFT JOIN search_postcodes p USING (postcode) "
        "JOIN spelled_pairs d ON d.huisletter IS NOT DISTINCT FROM g.huisletter "
        "AND d.huisnummertoevoeging IS NOT DISTINCT FROM g.huisnummertoevoeging JOIN search_units u USING (unit)"
    )


def _known_as(tables: RunTables) -> Sequence[str]:
    """Return other names of towns in their spelling, as the sources of the addresses know them on the peildatum."""
    found = [known for source in tables.catalogue.sources.values() for known in source.known_as]
    return [spelled_woonplaats(known.name) for known in found if known.holds_on(tables.on)]


def _whole(table: pa.Table, name: str) -> Numbers:
    """Return a column of whole numbers; -1 for none."""
    return np.asarray(table[name].fill_null(-1).to_numpy(), dtype=np.int64)
