# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The made-up town of the hard cases of linking, read from its CSV into the tables of a spine.

A line is a name of an object: `hoofdadres`, `nevenadres`, or `voormalig` for one that it had before. A line with
`plaats` is a located place without an object. An object that stands on several panden has their ids one after the
other.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa

from pandzicht.addresses.current_state import stand_in_ids
from pandzicht.addresses.spine import EXTRA_COLUMNS, SpineOptions, build_spine_of
from pandzicht.addresses.spine_inputs import held_input
from pandzicht.addresses.spine_tables import SCHEMAS, SpineTables
from pandzicht.store.engine import Engine

ON = date(2026, 3, 1)
_NAMED_NOW, _NAMED_BEFORE = "Naamgeving uitgegeven", "Naamgeving ingetrokken"

Line = dict[str, str]


def lines_of(path: Path) -> list[Line]:
    """Return the lines of a CSV file by the names in its header; what is empty is an empty text."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def build_town(engine: Engine, lines: Sequence[Line]) -> None:
    """Create the tables of the spine in the engine, as a run does from the BAG."""
    names = [line for line in lines if line["soort"] != "plaats"]
    places = pa.Table.from_pylist([_place(line) for line in lines if line["soort"] == "plaats"], EXTRA_COLUMNS)
    build_spine_of(engine, [held_input(_spine(names), ON, "town")], on=ON, known=ON, options=SpineOptions(extra=places))


def _spine(names: Sequence[Line]) -> SpineTables:
    heads = [line for line in names if line["naam"] == "hoofdadres"]
    streets = {(line["woonplaats"], line["straat"]): line for line in names}
    towns = sorted({line["woonplaats"] for line in names})
    panden = sorted({pand_id for head in heads for pand_id in _panden(head)})
    return SpineTables(
        objecten=_table("objecten", [_object(head, names) for head in heads]),
        nummeraanduidingen=_table("nummeraanduidingen", [_number(line) for line in names]),
        openbare_ruimten=_table("openbare_ruimten", [_street(line) for line in streets.values()]),
        woonplaatsen=_table("woonplaatsen", [{"woonplaats_id": _stand_in(town), "naam": town} for town in towns]),
        panden=_table("panden", [{"pand_id": pand_id} for pand_id in panden]),
        current_only=True,
        on=ON,
    )


def _table(name: str, rows: Sequence[dict[str, object]]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), SCHEMAS[name])


def _stand_in(*parts: str) -> int:
    found: int = stand_in_ids([pa.array([part]) for part in parts])[0].as_py()
    return found


def _panden(line: Line) -> list[int]:
    return [int(pand_id) for pand_id in line["pand_id"].split()]


def _object(head: Line, names: Sequence[Line]) -> dict[str, object]:
    others = [
        int(line["nummeraanduiding_id"])
        for line in names
        if line["object_id"] == head["object_id"] and line["naam"] != "hoofdadres"
    ]
    return {
        "object_id": int(head["object_id"]), "soort": head["soort"], "status": head["status"],
        "x_cm": 100 * int(head["x"]), "y_cm": 100 * int(head["y"]), "hoofdadres_id": int(head["nummeraanduiding_id"]),
        "nevenadres_ids": others, "pand_ids": _panden(head),
    }  # fmt: skip


def _number(line: Line) -> dict[str, object]:
    return {
        "nummeraanduiding_id": int(line["nummeraanduiding_id"]),
        "openbare_ruimte_id": _stand_in(line["woonplaats"], line["straat"]),
        "huisnummer": int(line["huisnummer"]), "huisletter": line["huisletter"] or None,
        "huisnummertoevoeging": line["toevoeging"] or None, "postcode": line["postcode"] or None,
        "woonplaats_id": _stand_in(line["woonplaats"]),
        "status": _NAMED_BEFORE if line["naam"] == "voormalig" else _NAMED_NOW,
    }  # fmt: skip


def _street(line: Line) -> dict[str, object]:
    return {
        "openbare_ruimte_id": _stand_in(line["woonplaats"], line["straat"]), "naam": line["straat"],
        "naam_kort": line["straat_kort"] or None, "woonplaats_id": _stand_in(line["woonplaats"]),
    }  # fmt: skip


def _place(line: Line) -> dict[str, object]:
    return {
        "address_id": line["object_id"], "straat": line["straat"],
        "huisnummer": int(line["huisnummer"]) if line["huisnummer"] else None, "woonplaats": line["woonplaats"],
        "x_cm": 100 * int(line["x"]), "y_cm": 100 * int(line["y"]),
    }  # fmt: skip
