# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Postcodes: blocks along a side of a street, numbered per wijk."""

from __future__ import annotations

import numpy as np

from pandzicht.modelcity.areas import Areas
from pandzicht.modelcity.arrays import Array, ordinals, starts
from pandzicht.modelcity.streets import Streets

_PAIRS = tuple(first + second for first in "FIOQUY" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
"""Pairs that begin with a letter that postcodes avoid, so that no real address is meant."""
_FIRST = 9001


def postcodes_of(block: Array, areas: Areas, streets: Streets) -> tuple[Array, tuple[str, ...]]:
    """Return a code per row and the postcode of every code; a block is street x 1000 + its place along the street."""
    blocks, code = np.unique(block, return_inverse=True)
    wijk = areas.wijk[streets.buurt[blocks // 1000]]
    counts = np.bincount(wijk, minlength=len(areas.wijk_names))
    position = np.empty(len(blocks), dtype=np.int64)
    position[np.lexsort((blocks, wijk))] = ordinals(counts)
    digits = _FIRST + starts(-(-counts // len(_PAIRS)))[wijk] + position // len(_PAIRS)
    texts = tuple(f"{four}{_PAIRS[pair]}" for four, pair in zip(digits, position % len(_PAIRS), strict=True))
    return code, texts
