# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns that a worklist can have beside those that are always there: facts, indicators, answers of the check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pyarrow as pa

from pandzicht.errors import Fault
from pandzicht.exports.address_columns import NOTES, address_columns
from pandzicht.exports.described import ColumnNote
from pandzicht.exports.wide import column_names
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.units import ANSWERS, Numbers

FACTS = (
    "straat",
    "woonplaats",
    "soort",
    "status",
    "levensfase",
    "gebruiksdoelen",
    "oppervlakte_m2",
    "pand_id",
    "pand_bouwjaar",
    "pand_status",
    "in_onderzoek",
    "buurtcode",
)
"""What the BAG says of the address that names a unit."""


def columns_of(listed: ListedCheck) -> tuple[ColumnNote, ...]:
    """Return the columns that a list of a check can have, each with what it means."""
    facts = {note.name: note for note in NOTES}
    own = {note.name for note in listed.subject.notes}
    answers = 0 if listed.stopped else len(listed.subject.signals)
    told = listed.subject.notes[: len(listed.subject.indicators) + answers]
    return (*(facts[name] for name in FACTS if name not in own), *told)


def column_faults(listed: ListedCheck, names: Sequence[str]) -> Iterator[Fault]:
    """Yield the columns that are asked and that a list of the check cannot have."""
    there = [note.name for note in columns_of(listed)]
    for name in names:
        if name not in there:
            yield Fault("filter", "column", f"'{name}' is not in this check", f"known are {', '.join(there)}")


def chosen_columns(listed: ListedCheck, names: Sequence[str]) -> tuple[ColumnNote, ...]:
    """Return the columns that are asked and are there, in that order, each once."""
    there = {note.name: note for note in columns_of(listed)}
    return tuple(there[name] for name in dict.fromkeys(names) if name in there)


def values_of(listed: ListedCheck, names: Sequence[str], positions: Numbers) -> pa.Table:
    """Return the values of columns for units by their positions: of a pand those of the address that names it."""
    units, subject, run = listed.units, listed.subject, listed.run
    at = pa.array(units.named[positions])
    origins = {column: name for name, column in column_names(subject.indicators, ()).items()}
    signals = {column: name for name, column in zip(subject.signals, _signal_columns(listed), strict=True)}
    facts = [name for name in names if name not in origins and name not in signals]
    found = {name: run.indicators[origins[name]].take(at) for name in names if name in origins}
    if facts:
        addresses = address_columns(run.addresses.take(at))
        found |= {name: addresses[name] for name in facts}
    words = np.array(ANSWERS)
    found |= {
        name: pa.chunked_array([words[units.codes[signals[name]][positions]]]) for name in names if name in signals
    }
    return pa.table({name: found[name] for name in names})


def _signal_columns(listed: ListedCheck) -> list[str]:
    return list(column_names((), listed.subject.signals))
