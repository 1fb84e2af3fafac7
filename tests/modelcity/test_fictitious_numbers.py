# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Numbers that look like those of persons and firms and can be nobody's."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.fictitious_numbers import bsn, bsn_text, failing_eleven, kvk_text, passes_eleven, rsin_text


def test_every_bsn_is_different_and_fails_the_eleven_test() -> None:
    numbers = bsn(np.arange(50_000)).tolist()
    assert len(set(numbers)) == 50_000
    assert not any(passes_eleven(str(number)) for number in numbers[:5_000])
    assert {len(str(number)) for number in numbers} == {9}


@pytest.mark.parametrize("remainder", range(11))
def test_no_ninth_digit_makes_a_number_pass_whatever_the_first_eight(remainder: int) -> None:
    eight = next(number for number in range(90_000_000, 90_000_200) if total(number) % 11 == remainder)
    assert not passes_eleven(str(failing_eleven(np.array([eight]))[0]))


def total(eight: int) -> int:
    return sum(weight * int(digit) for weight, digit in zip(range(9, 1, -1), str(eight), strict=True))


def test_a_real_pattern_passes_the_test_that_ours_fail() -> None:
    assert passes_eleven("111222333")
    assert not passes_eleven("111222334")
    assert not passes_eleven("1112223330")


def test_nobody_has_no_number() -> None:
    assert bsn_text(np.array([3, -1])).to_pylist()[1] is None
    assert rsin_text(np.array([-1])).to_pylist() == [None]
    assert kvk_text(np.array([-1, 5])).to_pylist() == [None, "00000005"]


def test_an_rsin_fails_too() -> None:
    assert not any(passes_eleven(text) for text in rsin_text(np.arange(2_000)).to_pylist())
