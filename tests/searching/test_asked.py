# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is typed is taken apart in the ways in which it may be meant, and the meant one is among them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.searching.asked import LONGEST, Reading, begun_postcode, readings

TOWNS = {"duinrijk", "duinrijkaanzee", "sgravenhage"}

MEANT = {
    "Dorpsstraat 12": ("dorpsstraat", 12, "", "", ""),
    "dorpsstr. 12-A, 2511ca DUINRIJK": ("dorpsstraat", 12, "A", "2511CA", "duinrijk"),
    "2511 CA 12 bis": ("", 12, "BIS", "2511CA", ""),
    "12 bis 2511CA": ("", 12, "BIS", "2511CA", ""),
    "Duinrijk, Dorpsstraat 12": ("dorpsstraat", 12, "", "", "duinrijk"),
    "12 Dorpsstraat": ("dorpsstraat", 12, "", "", ""),
    "Dorpsstraat nr. 12": ("dorpsstraat", 12, "", "", ""),
    "Dorpsstraat12a": ("dorpsstraat", 12, "A", "", ""),
    "Dorpsstraat 0012": ("dorpsstraat", 12, "", "", ""),
    "Plein 1813 12": ("pl1813", 12, "", "", ""),
    "1e van der Kunstraat 5 II": ("1evdkunstraat", 5, "II", "", ""),
    "Dorpsstraat 12 a 02": ("dorpsstraat", 12, "A2", "", ""),
    "Dorpsstraat 12 2511 Duinrijk": ("dorpsstraat", 12, "", "2511", "duinrijk"),
    "Dorpsstraat 12, Duinrijk aan Zee": ("dorpsstraat", 12, "", "", "duinrijkaanzee"),
    "Dorpsstraat 12 's-Grav": ("dorpsstraat", 12, "", "", ""),
    "Kleine Dorpsstraat": ("kldorpsstraat", None, "", "", ""),
    "Kleine Dorpsstraat Duinrijk": ("kldorpsstraat", None, "", "", "duinrijk"),
    "Dorpsstraat 1000 hs": ("dorpsstraat", 1000, "HS", "", ""),
    "Dorpsstraat 1000 HS 12": ("dorpsstraat", 12, "", "1000HS", ""),
}


@pytest.mark.parametrize("text", MEANT)
def test_the_meant_reading_is_among_them(text: str) -> None:
    found = [(one.street, one.number, one.unit, one.postcode, one.town) for one in readings(text, TOWNS)]
    assert MEANT[text] in found


def test_more_digits_may_follow_only_a_number_that_stands_last() -> None:
    assert [one.is_open for one in readings("Dorpsstraat 12", TOWNS) if one.number] == [True]
    assert [one.is_open for one in readings("Dorpsstraat 12a", TOWNS) if one.number] == [False]
    assert [one.is_open for one in readings("Dorpsstraat 12 bis", TOWNS) if one.number] == [False]


def test_a_postcode_that_is_all_that_is_typed_is_seen_while_it_grows() -> None:
    texts = ["2", "251", "2511", "2511 ", "2511c", "2511 CA", "2511 CA 1", "0511", "2511cab"]
    assert [begun_postcode(text) for text in texts] == ["", "", "2511", "2511", "2511C", "2511CA", "", "", ""]


@given(st.text(max_size=2 * LONGEST))
def test_whatever_is_typed_can_be_read(text: str) -> None:
    for one in readings(text, TOWNS):
        assert isinstance(one, Reading)
        assert one.number is None or 0 < one.number < 100_000
