# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A data set of addresses: the register, the messy rows by layout, and what is true of each row."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from bench.linking.generator.fault import Fault
from bench.linking.generator.layouts import LAYOUTS
from bench.linking.generator.messy import Said, say
from bench.linking.generator.register import make_register, register_table, taken
from bench.linking.generator.unit_styles import joined
from bench.linking.generator.written import written

LABELS = 3_000
"""Rows whose truth may be used to fit something; they are never scored."""


def make_address_set(addresses: int, rows: int, seed: int) -> dict[str, pa.Table]:
    """Return the tables of a data set by name: register, a table per layout, said."""
    rng = np.random.default_rng(seed)
    register = make_register(addresses, rng)
    said = say(register, rows, rng)
    tables = written(said, rng)
    labels = np.zeros(rows, dtype=bool)
    labels[rng.choice(rows, min(LABELS, rows // 4), replace=False)] = True
    return {"register": register_table(register), **tables, "said": said_table(said, labels)}


def said_table(said: Said, labels: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> pa.Table:
    """Return what is true of each row: its address, what it meant to say, its faults as bits, whether it is a label."""
    bits = sum((mask.astype(np.int32) << at for at, fault in enumerate(Fault) for mask in [said.faults[fault]]),
               np.zeros(len(said.truth), np.int32))  # fmt: skip
    return pa.table(
        {
            "row_no": pa.array(np.arange(len(said.truth)), pa.int32()),
            "truth": pa.array(said.truth, pa.int32(), mask=said.truth < 0),
            "layout": taken(list(LAYOUTS), said.layout).dictionary_encode(),
            "straat": taken(said.street, said.street_at),
            "huisnummer": pa.array(said.number, pa.int32()),
            "eenheid": taken([joined(unit) for unit in said.units], said.unit),
            "postcode": taken(said.postcode, said.postcode_at),
            "woonplaats": taken(said.town, said.town_at),
            "faults": pa.array(bits),
            "is_label": pa.array(labels),
        }
    )
