# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which addresses of a run a check looks at: its frame."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pandzicht.definitions.expression import parsed
from pandzicht.definitions.reads import indicators_of_frame
from pandzicht.runs.shelf import RunTables
from pandzicht.signals.compiling import compiled
from pandzicht.store.engine import Engine


def frame_of(tables: RunTables, check: str) -> NDArray[np.bool_]:
    """Return per address whether it is in the frame of a check."""
    definition = tables.catalogue.checks[check]
    with Engine(threads=2, memory_mib=1_000) as engine:
        read = ["address_no", *(name for name in indicators_of_frame(definition) if name != "address_no")]
        engine.register("indicators", tables.indicators.select(read))
        frame = compiled(parsed(definition.frame), tables.context)
        found = engine.table(f"SELECT address_no FROM indicators WHERE {frame}")
    framed = np.zeros(tables.addresses.num_rows, dtype=bool)
    framed[found["address_no"].to_numpy()] = True
    return framed
