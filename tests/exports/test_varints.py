# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers as bytes of seven bits: a table at once says what each says alone."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.exports.varints import lengths_of, varint, written

NUMBER = st.integers(0, 2**64 - 1) | st.integers(0, 63).map(lambda power: 2**power) | st.integers(0, 300)


@given(st.lists(NUMBER, max_size=30))
def test_a_table_is_its_numbers_one_after_the_other(numbers: list[int]) -> None:
    table = np.array(numbers, dtype=np.uint64)
    assert written(table, lengths_of(table)) == b"".join(map(varint, numbers))


@given(NUMBER)
def test_a_number_is_read_back(number: int) -> None:
    assert sum((byte & 0x7F) << 7 * place for place, byte in enumerate(varint(number))) == number
    assert [byte >= 0x80 for byte in varint(number)] == [True] * (len(varint(number)) - 1) + [False]
