# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The comparison slots of a kept selection, and the list of people that its order was held against."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.ranking.selection import Manual
from pandzicht.ranking.slots import Slot, Turn

SLOTS, PEOPLE = "slots.parquet", "people.parquet"
"""The tables of a comparison; a selection without one has neither."""


def lot_of(selection_id: str, seed: int) -> str:
    """Return the text from which the coins of a selection follow: its name holds the list, so that none is chosen."""
    return f"{selection_id}|{seed}"


def list_hash(units: Sequence[Manual]) -> str:
    """Return the SHA-256 of a list of people: of its units and reasons, in their order."""
    told = [[item.unit_id, item.reason] for item in units]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def slot_counts(slots: Sequence[Slot]) -> dict[str, int]:
    """Return how many slots were given, by whose turn it was, and in how many both lists would have given the same."""
    own = {turn.value: sum(slot.turn is turn for slot in slots) for turn in Turn}
    return {"given": len(slots), **own, "both": sum(slot.both for slot in slots)}


def write_slots(folder: Path, units: Sequence[Manual], slots: Sequence[Slot]) -> tuple[str, ...]:
    """Write the slots and the list of people, and return the names of the files."""
    schema = pa.schema([("slot", pa.int32()), ("turn", pa.string()), ("unit_id", pa.string()), ("both", pa.bool_())])
    rows = [
        {"slot": slot.number, "turn": slot.turn.value, "unit_id": slot.unit_id, "both": slot.both} for slot in slots
    ]
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / SLOTS, compression="zstd")
    schema = pa.schema([("place", pa.int32()), ("unit_id", pa.string()), ("reason", pa.string())])
    rows = [{"place": at, "unit_id": item.unit_id, "reason": item.reason} for at, item in enumerate(units, 1)]
    pq.write_table(pa.Table.from_pylist(rows, schema), folder / PEOPLE, compression="zstd")
    return SLOTS, PEOPLE


def kept_slots(folder: Path) -> tuple[Slot, ...]:
    """Return the slots that a folder of a selection keeps, in their order."""
    if not (folder / SLOTS).is_file():
        return ()
    rows = pq.read_table(folder / SLOTS).to_pylist()
    return tuple(Slot(row["slot"], Turn(row["turn"]), row["unit_id"], row["both"]) for row in rows)


def kept_people(folder: Path) -> tuple[str, ...]:
    """Return the units of the list of people that a folder of a selection keeps, the first one first."""
    if not (folder / PEOPLE).is_file():
        return ()
    return tuple(pq.read_table(folder / PEOPLE, columns=["unit_id"])["unit_id"].to_pylist())
