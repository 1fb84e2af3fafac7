# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A drawn shape goes into a page's address and comes back as it was; what is none is refused with the way out."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pandzicht.addresses.drawn import MOST_CORNERS, STEPS, Drawn, drawn

LON = st.integers(3 * STEPS, 7 * STEPS)
LAT = st.integers(50 * STEPS, 54 * STEPS)


@given(st.lists(st.tuples(LON, LAT), min_size=3, max_size=30))
def test_a_shape_comes_back_from_the_address_of_a_page(corners: list[tuple[int, int]]) -> None:
    shape = Drawn(tuple(corners))
    assume(shape.shape().area > 0)
    told = parse_qs(urlencode({"drawn": str(shape)}))["drawn"][0]
    assert drawn(told) == shape


def test_a_line_that_crosses_itself_encloses_both_its_loops() -> None:
    crossed = drawn("4.30 52.06,4.32 52.08,4.32 52.06,4.30 52.08")
    whole = drawn("4.30 52.06,4.32 52.06,4.32 52.08,4.30 52.08")
    assert crossed.shape().is_valid
    assert crossed.shape().area == pytest.approx(whole.shape().area / 2, rel=0.01)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "'' is no corner"),
        ("4.3 52.07,4.31 52.08", "2 corners were drawn"),
        (",".join(["4.3 52.07"] * (MOST_CORNERS + 1)), "201 corners were drawn"),
        ("4.3 52.07,4.31 52.07,4.32 52.07", "lie on one line"),
        ("4.3 52.07,4.31 52.07,4.31 91", "'4.31 91' is no corner"),
        ("4.3 52.07,4.31 52.07,181 52", "'181 52' is no corner"),
        ("4.3 52.07,4.31 52.07,nan 52", "'nan 52' is no corner"),
        ("4.3 52.07,4.31 52.07,4.312345678 52", "is no corner"),
        ("4.3 52.07;4.31 52.07;4.31 52.08", "is no corner"),
    ],
)
def test_what_is_no_shape_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        drawn(text)
