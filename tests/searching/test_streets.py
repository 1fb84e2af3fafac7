# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Streets are found by name, by another writing, while they are typed, and with slips in them."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.addresses.street_aliases import Writing
from pandzicht.searching.streets import Near, StreetNames, begun_with, slips_between

NAMES = ("dorpsstraat", "dorpsplein", "kldorpsstraat", "vdbrinklaan", "plein1813", "plein1815", "zee")
STREETS = StreetNames(
    [
        *((name, number, Writing.NAME) for number, name in enumerate(NAMES)),
        ("brinklaan", 3, Writing.REDUCED),
        ("vanderbrinklaan", 3, Writing.WHOLE),
        ("dorpsstraat", 2, Writing.REDUCED),
    ]
)


def named(text: str) -> dict[str, Near]:
    return {NAMES[street]: near for street, near in STREETS.named(text).items()}


def alike(text: str) -> dict[str, Near]:
    return {NAMES[street]: near for street, near in STREETS.alike(text).items()}


def test_a_name_is_nearer_than_another_writing_and_that_than_a_beginning() -> None:
    assert named("dorpsstraat") == {"dorpsstraat": Near.NAME, "kldorpsstraat": Near.REDUCED}
    assert named("vanderbrinklaan") == {"vdbrinklaan": Near.WRITING}
    assert named("brinkl") == {"vdbrinklaan": Near.REDUCED}
    assert named("dorpsp") == {"dorpsplein": Near.BEGUN}
    assert set(named("dorps")) == {"dorpsstraat", "dorpsplein", "kldorpsstraat"}
    assert named("haven") == named("") == {}


@pytest.mark.parametrize(
    ("typed", "street", "near"),
    [
        ("dropsstraat", "dorpsstraat", Near.SLIP),
        ("dorpstraat", "dorpsstraat", Near.SLIP),
        ("dorpsstraaat", "dorpsstraat", Near.SLIP),
        ("dorbsstraat", "dorpsstraat", Near.SLIP),
        ("dorpstrat", "dorpsstraat", Near.SLIPS),
        ("dropsstr", "dorpsstraat", Near.SLIPS),
        ("plien1813", "plein1813", Near.SLIP),
    ],
)
def test_a_slip_finds_the_street(typed: str, street: str, near: Near) -> None:
    assert alike(typed)[street] == near


def test_a_number_in_a_name_holds_no_slip_and_a_short_text_none_either() -> None:
    assert "plein1815" not in alike("plein1813")
    assert alike("zea") == {}
    assert alike("molenwerfkade") == {}


LETTERS = st.text("abc", max_size=7)


@cache
def far(one: str, other: str) -> int:
    """The slips between two texts, by their definition."""
    if not one or not other:
        return len(one) + len(other)
    least = min(far(one[:-1], other), far(one, other[:-1])) + 1
    least = min(least, far(one[:-1], other[:-1]) + (one[-1] != other[-1]))
    if len(one) > 1 and len(other) > 1 and one[-2:] == other[-2:][::-1]:
        least = min(least, far(one[:-2], other[:-2]) + 1)
    return least


@given(LETTERS, LETTERS)
def test_slips_are_counted_up_to_two(text: str, name: str) -> None:
    whole, begun = slips_between(text, name)
    assert whole == min(far(text, name), 3)
    assert begun == min(3, *(far(text, name[:end]) for end in range(len(name) + 1)))


@given(st.lists(LETTERS), LETTERS)
def test_texts_that_begin_with_a_text_are_found_in_their_order(texts: list[str], text: str) -> None:
    ordered = sorted(texts)
    assert [ordered[place] for place in begun_with(ordered, text)] == [one for one in ordered if one.startswith(text)]
