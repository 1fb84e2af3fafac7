# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The strata of a drawn selection as they are accounted for: how many of how many, and with which probability."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class StratumAccount:
    """One stratum: the units in it, and the probabilities with which they could have been drawn at all."""

    name: str
    count: int
    least: float | None
    most: float | None


def strata_of(frame: pa.Table) -> tuple[StratumAccount, ...]:
    """Return the strata of a frame (stratum, inclusion_probability), and last the units that were not drawn.

    >>> table = pa.table({"stratum": ["top", "", ""], "inclusion_probability": [1.0, 0.25, 0.25]})
    >>> [(one.name, one.count, one.least) for one in strata_of(table)]
    [('top', 1, 1.0), ('', 2, 0.25)]
    """
    return tuple(_strata(frame))


def _strata(frame: pa.Table) -> Iterator[StratumAccount]:
    names = np.asarray(frame["stratum"].to_pylist(), dtype=np.str_)
    chances = frame["inclusion_probability"].to_numpy()
    for name in sorted(set(names.tolist()), key=lambda one: (one == "", one)):
        own = chances[names == name]
        known = own[~np.isnan(own.astype(float))]
        least, most = (float(known.min()), float(known.max())) if len(known) else (None, None)
        yield StratumAccount(name, len(own), least, most)
