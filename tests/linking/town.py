# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Builders for tests: a small town as the spine of a run, and the rows of a source that speak of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

from pandzicht.addresses.street_aliases import Writing
from pandzicht.linking.link import LinkSource, link_sources
from pandzicht.store.engine import Engine

FIRST_OBJECT = 9999010000000000
FIRST_NUMBER = 9999200000000000
FIRST_PAND = 9999100000000000

_ADDRESSES = pa.schema(
    [
        ("address_no", pa.int32()), ("address_id", pa.string()), ("object_id", pa.int64()), ("soort", pa.string()),
        ("levensfase", pa.string()), ("adres", pa.string()), ("pand_no", pa.int32()), ("pand_id", pa.int64()),
        ("x_cm", pa.int32()), ("y_cm", pa.int32()),
    ]
)  # fmt: skip
_NAMES = pa.schema(
    [
        ("address_no", pa.int32()), ("nummeraanduiding_id", pa.int64()), ("straat_norm", pa.string()),
        ("huisnummer", pa.int32()), ("huisletter", pa.string()), ("toevoeging", pa.string()),
        ("postcode", pa.string()), ("woonplaats_norm", pa.string()), ("soort", pa.string()),
    ]
)  # fmt: skip
_ADDRESS_PANDEN = pa.schema([("address_no", pa.int32()), ("pand_no", pa.int32())])
_KNOWN_AS = pa.schema([("alias_norm", pa.string()), ("woonplaats_norm", pa.string())])
_SHORT_NAMES = pa.schema(
    [("alias_norm", pa.string()), ("straat_norm", pa.string()), ("woonplaats_norm", pa.string()), ("rank", pa.int8())]
)
_PROTECTED = pa.schema(
    [("object_id", pa.int64()), *(each for each in _NAMES if each.name not in {"address_no", "soort"})]
)
_ROWS = pa.schema(
    [
        ("delivery_no", pa.int16()), ("row_no", pa.int32()), ("row_id", pa.uint64()), ("link_object_id", pa.int64()),
        ("link_nummeraanduiding_id", pa.int64()), ("link_pand_id", pa.int64()), ("link_straat", pa.string()),
        ("link_woonplaats", pa.string()), ("link_huisnummer", pa.int32()), ("link_huisletter", pa.string()),
        ("link_toevoeging", pa.string()), ("link_unit_split", pa.bool_()), ("link_postcode", pa.string()),
        ("link_postcode4", pa.string()),
        ("link_line", pa.string()), ("link_x_cm", pa.int32()),
        ("link_y_cm", pa.int32()), ("sleutel", pa.string()),
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Home:
    """One address of the town; its number in the run is its position in the list of homes."""

    huisnummer: int | None = 1
    huisletter: str | None = None
    toevoeging: str | None = None
    straat: str | None = "kerkstraat"
    postcode: str | None = "2511CA"
    woonplaats: str | None = "duinrijk"
    pand: int | None = 0
    x_cm: int | None = None
    y_cm: int | None = None
    levensfase: str = "bestaand"
    soort: str = "verblijfsobject"
    place_id: str | None = None
    also: tuple[Home, ...] = ()
    """Further names: nevenadressen, or former ones where `former`."""
    former: bool = False

    def named(self, **changes: Any) -> Home:
        """Another name of this home."""
        return replace(self, also=(), **changes)


@dataclass(frozen=True, slots=True)
class Row:
    """The link columns of one source row."""

    straat: str | None = None
    huisnummer: int | None = None
    huisletter: str | None = None
    toevoeging: str | None = None
    postcode: str | None = None
    woonplaats: str | None = None
    object_id: int | None = None
    nummeraanduiding_id: int | None = None
    pand_id: int | None = None
    x_cm: int | None = None
    y_cm: int | None = None
    postcode4: str | None = None
    line: str | None = None
    sleutel: str | None = None
    unit_split: bool | None = None


def object_of(address_no: int) -> int:
    """The object id of the home at a position."""
    return FIRST_OBJECT + address_no


def number_of(address_no: int, name: int = 0) -> int:
    """The id of a nummeraanduiding of the home at a position: of its hoofdadres, or of a further name."""
    return FIRST_NUMBER + 100 * address_no + name


def pand_of(pand: int) -> int:
    """The id of a pand of the town."""
    return FIRST_PAND + pand


def row_of(home: Home, address_no: int | None = None) -> Row:
    """The row that names a home in full, with its object id when its position is given."""
    object_id = None if address_no is None else object_of(address_no)
    return Row(
        home.straat, home.huisnummer, home.huisletter, home.toevoeging, home.postcode, home.woonplaats, object_id
    )


def _name(home: Home) -> dict[str, object]:
    return {
        "straat_norm": home.straat, "huisnummer": home.huisnummer, "huisletter": home.huisletter,
        "toevoeging": home.toevoeging, "postcode": home.postcode, "woonplaats_norm": home.woonplaats,
    }  # fmt: skip


def _address(address_no: int, home: Home) -> dict[str, object]:
    object_id = None if home.place_id else object_of(address_no)
    parts = (home.straat, home.huisnummer, home.huisletter, home.toevoeging)
    return {
        "address_no": address_no, "address_id": home.place_id or str(object_id), "object_id": object_id,
        "soort": home.soort, "levensfase": home.levensfase, "pand_no": home.pand,
        "adres": " ".join(str(part) for part in parts if part),
        "pand_id": None if home.pand is None else pand_of(home.pand), "x_cm": home.x_cm, "y_cm": home.y_cm,
    }  # fmt: skip


def _names(address_no: int, home: Home) -> list[dict[str, object]]:
    names = [
        {**_name(home), "address_no": address_no, "nummeraanduiding_id": number_of(address_no), "soort": "hoofdadres"}
    ]
    for place, other in enumerate(home.also, start=1):
        soort = "voormalig" if other.former else "nevenadres"
        number = number_of(address_no, place)
        names.append({**_name(other), "address_no": address_no, "nummeraanduiding_id": number, "soort": soort})
    return names


def _table(engine: Engine, name: str, table: pa.Table) -> None:
    engine.register("given_table", table)
    engine.run(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM given_table")
    engine.forget("given_table")


def _listed(rows: Sequence[Row], delivery_no: int = 0) -> list[dict[str, object]]:
    return [
        {
            "delivery_no": delivery_no, "row_no": row_no, "row_id": row_no + 1, "link_object_id": row.object_id,
            "link_nummeraanduiding_id": row.nummeraanduiding_id, "link_pand_id": row.pand_id,
            "link_straat": row.straat, "link_woonplaats": row.woonplaats, "link_huisnummer": row.huisnummer,
            "link_huisletter": row.huisletter, "link_toevoeging": row.toevoeging, "link_unit_split": row.unit_split,
            "link_postcode": row.postcode,
            "link_postcode4": row.postcode4, "link_line": row.line,
            "link_x_cm": row.x_cm, "link_y_cm": row.y_cm, "sleutel": row.sleutel,
        }
        for row_no, row in enumerate(rows)
    ]  # fmt: skip


@dataclass(slots=True)
class Town:
    """The tables of a run before linking; `protected` homes are known by name and are in no other table."""

    homes: Sequence[Home]
    protected: Sequence[Home] = ()
    empty_panden: Sequence[int] = ()
    second_panden: Sequence[tuple[int, int]] = ()
    """(position of a home, pand) of homes that stand on two panden."""
    short_names: Sequence[tuple[str, str]] = ()
    """(short name, street) as the spine knows them."""
    reduced: Sequence[tuple[str, str]] = ()
    """(the name with a word left out, street) as the spine knows them."""
    known_as: Sequence[tuple[str, str]] = ()
    """(everyday name of a woonplaats, its name in the spine)."""
    engine: Engine = field(default_factory=lambda: Engine(threads=1))

    def __post_init__(self) -> None:
        """Put the spine in the engine."""
        homes = list(enumerate(self.homes))
        panden = sorted(
            {home.pand for home in self.homes if home.pand is not None}
            | set(self.empty_panden)
            | {pand for _, pand in self.second_panden}
        )
        addresses = [_address(address_no, home) for address_no, home in homes]
        names = [name for address_no, home in homes if not home.place_id for name in _names(address_no, home)]
        shelters = [
            {**_name(home), "object_id": object_of(-1 - place), "nummeraanduiding_id": number_of(-1 - place)}
            for place, home in enumerate(self.protected)
        ]
        _table(self.engine, "addresses", pa.Table.from_pylist(addresses, _ADDRESSES))
        _table(self.engine, "address_names", pa.Table.from_pylist(names, _NAMES))
        _table(self.engine, "protected_names", pa.Table.from_pylist(shelters, _PROTECTED))
        stand_on = [(address_no, home.pand) for address_no, home in homes if home.pand is not None]
        standing = [{"address_no": at, "pand_no": pand} for at, pand in (*stand_on, *self.second_panden)]
        _table(self.engine, "address_panden", pa.Table.from_pylist(standing, _ADDRESS_PANDEN))
        told = ((Writing.SHORT, self.short_names), (Writing.REDUCED, self.reduced))
        short = [
            {"alias_norm": alias, "straat_norm": straat, "rank": rank}
            for rank, names in told
            for alias, straat in names
        ]
        _table(self.engine, "straat_aliases", pa.Table.from_pylist(short, _SHORT_NAMES))
        known = [{"alias_norm": alias, "woonplaats_norm": town} for alias, town in self.known_as]
        _table(self.engine, "woonplaats_aliases", pa.Table.from_pylist(known, _KNOWN_AS))
        listed = [{"pand_no": pand, "pand_id": pand_of(pand)} for pand in panden]
        _table(
            self.engine,
            "panden",
            pa.Table.from_pylist(listed, pa.schema([("pand_no", pa.int32()), ("pand_id", pa.int64())])),
        )

    def deliver(
        self, source: str, rows: Sequence[Row], *, delivery_no: int = 0, place_key: str | None = None
    ) -> LinkSource:
        """Make the view of a source; the row_id of a row is its position plus one."""
        listed = _listed(rows, delivery_no)
        _table(self.engine, f"rows_{source}", pa.Table.from_pylist(listed, _ROWS))
        self.engine.run(f"CREATE OR REPLACE VIEW source_{source} AS SELECT * FROM rows_{source}")
        return LinkSource(source, f"source_{source}", place_key)


@dataclass(frozen=True, slots=True)
class Found:
    """What became of one row."""

    state: str
    tier: str
    address_no: int | None
    pand_no: int | None
    runner_up: int | None
    disagreed: str | None


def found_links(engine: Engine, links: str = "links") -> dict[tuple[str, int], Found]:
    """The links by source and row number."""
    columns = "source::VARCHAR, row_no, state::VARCHAR, tier::VARCHAR, address_no, pand_no, runner_up, disagreed"
    rows = engine.rows(f"SELECT {columns} FROM {links}")
    return {(source, row_no): Found(*rest) for source, row_no, *rest in rows}


def found_doubts(engine: Engine, source: str, doubts: str = "doubts") -> set[int]:
    """The addresses in doubt for a source."""
    return {row[0] for row in engine.rows(f"SELECT address_no FROM {doubts} WHERE source = ?", [source])}


def linked_apart(town: Town, rows: Sequence[Row]) -> list[tuple[Found, set[int]]]:
    """Link each row as a source of its own, and return what became of it and what it leaves in doubt."""
    listed = _listed(rows)
    _table(town.engine, "rows_apart", pa.Table.from_pylist(listed, _ROWS))
    sources = []
    for place in range(len(rows)):
        town.engine.run(f"CREATE OR REPLACE VIEW apart_{place} AS SELECT * FROM rows_apart WHERE row_no = {place}")
        sources.append(LinkSource(f"apart_{place}", f"apart_{place}"))
    link_sources(town.engine, sources)
    found = found_links(town.engine)
    doubts: dict[str, set[int]] = {source.source: set() for source in sources}
    for source, address_no in town.engine.rows("SELECT source::VARCHAR, address_no FROM doubts"):
        doubts[source].add(address_no)
    return [(found[source.source, place], doubts[source.source]) for place, source in enumerate(sources)]
