# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers of persons and organisations that can belong to nobody."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.texts import digits

_WEIGHTS = range(9, 1, -1)


def failing_eleven(eight: Array) -> Array:
    """Add a ninth digit to eight such that the number fails the 11-test.

    >>> failing_eleven(np.array([11122233])).tolist()
    [111222334]
    """
    remainder = np.zeros(len(eight), dtype=np.int64)
    for position, weight in enumerate(_WEIGHTS):
        remainder += eight // 10 ** (7 - position) % 10 * weight
    return eight * 10 + (remainder % 11 + 1) % 10


def passes_eleven(number: str) -> bool:
    """Tell whether nine digits pass the 11-test, as every burgerservicenummer and RSIN does.

    >>> passes_eleven("111222333"), passes_eleven("111222334")
    (True, False)
    """
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:8], strict=True)) - int(number[8])
    return len(number) == 9 and total % 11 == 0


def bsn(persons: Array) -> Array:
    """Return nine digits for persons by number, different for different persons, -1 for none.

    >>> bsn(np.array([0, -1])).tolist()
    [900004175, -1]
    """
    return np.where(persons < 0, -1, failing_eleven(90_000_000 + (persons * 7919 + 417) % 9_999_991))


def bsn_text(persons: Array) -> pa.Array:
    """Return persons by number as text of nine digits."""
    return digits(bsn(persons))


def rsin_text(companies: Array) -> pa.Array:
    """Return legal persons by number as text of nine digits, nothing for a negative one."""
    return digits(np.where(companies < 0, -1, failing_eleven(89_000_000 + np.maximum(companies, 0))))


def kvk_text(companies: Array) -> pa.Array:
    """Return firms by number as eight digits that the trade register never gave out, nothing for a negative one.

    >>> kvk_text(np.array([171])).to_pylist()
    ['00000171']
    """
    return digits(companies, 8)
