# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A handful of addresses with linked rows in an engine, as linking leaves them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.reads import rests_on_absence_of
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.signals.answers import answer_signals, answering, dated_indicators
from pandzicht.signals.compiling import context_on
from pandzicht.signals.indicators import Loaded, compute_indicators, group_addresses
from pandzicht.signals.owners import name_owners
from pandzicht.store.engine import Engine
from tests.small_catalogue import write_catalogue

DAY = date(2026, 3, 1)
Row = Mapping[str, object]


def address(number: int, **columns: object) -> dict[str, object]:
    """One address; every column may be given."""
    return {
        "address_no": number,
        "address_id": f"{number:016d}",
        "soort": "verblijfsobject",
        "status": "Verblijfsobject in gebruik",
        "levensfase": "bestaand",
        "straat": "Dorpsstraat",
        "woonplaats": "Duinrijk",
        "adres": f"Dorpsstraat {number}",
        "oppervlakte_m2": 70,
        "gebruiksdoelen": "woonfunctie",
        "pand_no": None,
        "pand_id": None,
    } | columns


def resident(
    address_no: int | None, van: date | None = date(2020, 1, 1), tot: date | None = None, **columns: object
) -> Row:
    """One registration, linked to an address or (None) not linked."""
    ends = {"van_vroegst": van, "van_laatst": van, "tot_vroegst": tot, "tot_laatst": tot}
    return (
        {"address_no": address_no, "persoon": "p", "object": 1, "straat": "x", "nummer": 1, "soort": "woonadres"}
        | ends
        | columns
    )


def report(address_no: int | None, datum: date, soort: str = "hinder") -> Row:
    """One report."""
    return {"address_no": address_no, "postcode": "1234AB", "nummer": 1, "datum": datum, "soort": soort}


_TYPES = {"address_no": pa.int32(), "pand_no": pa.int32(), "pand_id": pa.int64(), "oppervlakte_m2": pa.int32()}
_TYPES |= dict.fromkeys(("van_vroegst", "van_laatst", "tot_vroegst", "tot_laatst", "datum"), pa.date32())


def table(rows: Sequence[Row], names: Sequence[str]) -> pa.Table:
    """Rows as a table, with the types that the columns have in a run."""
    return pa.table({name: pa.array([row[name] for row in rows], _TYPES.get(name)) for name in names})


def compare(
    engine: Engine,
    folder: Path,
    addresses: Sequence[Row],
    rows: Mapping[str, Sequence[Row]],
    *,
    doubts: Sequence[tuple[str, int]] = (),
    stands: bool = True,
    changes: dict[str, str | None] | None = None,
) -> Catalogue:
    """Fill the engine with a small city and compute its indicators and signals."""
    catalogue = sound_catalogue(write_catalogue(folder, changes), readers={"csv", "bag_light"})
    engine.register("addresses", table(addresses, list(addresses[0])))
    links: list[Row] = []
    for name, listed in rows.items():
        fields = [column for column in listed[0] if column != "address_no"]
        plain = table(listed, fields)
        plain = plain.append_column("row_no", pa.array(range(len(listed)), pa.int64()))
        engine.register(f"source_{name}", plain.append_column("delivery_no", pa.array([0] * len(listed), pa.int32())))
        links += [{"source": name, "row_no": position, **row} for position, row in enumerate(listed)]
    engine.register("links", _links(links))
    about = {"source": pa.array([source for source, _ in doubts], pa.string())}
    about["address_no"] = pa.array([number for _, number in doubts], pa.int32())
    engine.register("doubts", pa.table(about | {"only_object": pa.array([False] * len(doubts), pa.bool_())}))
    context = context_on(catalogue, DAY)
    name_owners(engine, [catalogue.sources[name] for name in rows], context)
    group_addresses(engine)
    loaded = {name: Loaded(catalogue.sources[name], stands) for name in ("bag", *rows)}
    dated = {name for signal in catalogue.signals.values() for name in dated_indicators(catalogue, signal)}
    compute_indicators(engine, catalogue.indicators, loaded, context, dated)
    answer_signals(engine, [answering(catalogue, signal, context) for signal in catalogue.signals.values()])
    assert all(rests_on_absence_of(catalogue, signal) is not None for signal in catalogue.signals.values())
    return catalogue


def _links(links: Sequence[Row]) -> pa.Table:
    numbers = [row["address_no"] for row in links]
    tied = [row["address_no"] is not None or row.get("pand_no") is not None for row in links]
    return pa.table(
        {
            "source": pa.array([row["source"] for row in links], pa.string()),
            "delivery_no": pa.array([0] * len(links), pa.int32()),
            "row_no": pa.array([row["row_no"] for row in links], pa.int64()),
            "state": pa.array(["linked" if one else "unlinked" for one in tied], pa.string()),
            "address_no": pa.array(numbers, pa.int32()),
            "pand_no": pa.array([row.get("pand_no") for row in links], pa.int32()),
        }
    )


def column(engine: Engine, relation: str, name: str) -> list[object]:
    """The values of a column in the order of the addresses."""
    return [row[0] for row in engine.rows(f'SELECT "{name}" FROM {relation} ORDER BY address_no')]
