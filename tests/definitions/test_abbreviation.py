# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What abbreviations stand for, and that what may also abbreviate a doubtful word stands for nothing."""

from __future__ import annotations

import pytest

from pandzicht.definitions.abbreviation import Abbreviations

KNOWN = Abbreviations(
    {"storage", "factory", "lamp", "parking", "natuur", "diameter"}, {"nationality", "parkinson", "sturgeon"}
)


@pytest.mark.parametrize(
    ("piece", "whole"),
    [
        ("fctr", "factory"),
        ("prkng", "parking"),
        ("dmtr", "diameter"),
        ("lmp", None),  # too short to tell
        ("fctor", None),  # a vowel is left: nobody abbreviates so
        ("strg", None),  # sturgeon begins so
        ("prkn", None),  # parkinson begins so
        ("xyzw", None),
    ],
)
def test_a_word_without_vowels_stands_for_the_harmless_word_that_sounds_so(piece: str, whole: str | None) -> None:
    assert KNOWN.without_vowels(piece) == whole


@pytest.mark.parametrize(
    ("piece", "whole"),
    [("diam", "diameter"), ("stora", "storage"), ("nat", None), ("natu", "natuur"), ("park", None), ("di", None)],
)
def test_a_word_that_was_cut_off_stands_for_the_harmless_word_that_goes_on_from_there(
    piece: str, whole: str | None
) -> None:
    assert KNOWN.cut_off(piece) == whole


def test_the_shortest_word_is_taken_whatever_the_order_of_the_lists() -> None:
    words = ["parkeren", "parkeerplaats", "parkeervak"]
    assert {Abbreviations(set(order), ()).cut_off("parke") for order in (words, words[::-1])} == {"parkeren"}


def test_what_a_doubtful_word_begins_with_may_be_that_word() -> None:
    assert KNOWN.may_be_doubtful("nation")
    assert not KNOWN.may_be_doubtful("natuur")


def test_the_consonants_of_a_doubtful_word_are_it_whatever_they_are_made_of() -> None:
    assert KNOWN.are_consonants_of_doubtful("ntnlt")
    assert not KNOWN.are_consonants_of_doubtful("prkng")
    assert not KNOWN.are_consonants_of_doubtful("nationality")
