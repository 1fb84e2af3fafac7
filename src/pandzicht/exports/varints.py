# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whole numbers as bytes of seven bits, the low ones first (varint of Protocol Buffers): a table of them at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_BITS = 7
_MOST = 10
"""Bytes that the largest number takes."""
_MORE = 0x80
_SINGLE = tuple(bytes([number]) for number in range(_MORE))
_LIMITS = np.array([1 << _BITS * count for count in range(1, _MOST)], dtype=np.uint64)

Numbers = npt.NDArray[np.uint64]
Lengths = npt.NDArray[np.int64]


def lengths_of(numbers: Numbers) -> Lengths:
    """Return how many bytes each number takes.

    >>> lengths_of(np.array([0, 127, 128, 2**64 - 1], dtype=np.uint64)).tolist()
    [1, 1, 2, 10]
    """
    return np.searchsorted(_LIMITS, numbers, side="right") + 1


def written(numbers: Numbers, lengths: Lengths) -> bytes:
    """Return numbers as bytes, one after the other; one of length 0 is left out.

    >>> numbers = np.array([1, 300, 5], dtype=np.uint64)
    >>> written(numbers, np.array([1, 2, 0])).hex()
    '01ac02'
    """
    sizes, values = lengths.ravel(), numbers.ravel()
    ends = np.cumsum(sizes)
    out = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    starts = ends - sizes
    for place in range(int(sizes.max(initial=0))):
        has = sizes > place
        bits = (values[has] >> np.uint64(_BITS * place)) & np.uint64(_MORE - 1)
        more = np.where(sizes[has] > place + 1, _MORE, 0).astype(np.uint64)
        out[starts[has] + place] = bits | more
    return out.tobytes()


def varint(number: int) -> bytes:
    """Return one number as bytes.

    >>> varint(300).hex()
    'ac02'
    """
    if number < _MORE:
        return _SINGLE[number]
    return bytes([number % _MORE | _MORE]) + varint(number >> _BITS)
