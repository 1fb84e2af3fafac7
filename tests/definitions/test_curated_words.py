# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The curated lists agree with each other: what is harmless in one is not what another keeps out."""

from __future__ import annotations

from pandzicht.definitions.curated_words import (
    Entry,
    Words,
    abbreviations,
    innocent_words,
    person_words,
    proxy_entries,
    refused_entries,
    words_beside_persons,
)


def test_words_together_need_one_of_each_list() -> None:
    entry = Entry(reason="origin", together=((("geb",), ("land", "country")),))
    assert entry.certain("gebland", Words({"geb", "land", "oms"})) == ("geb", "land")
    assert entry.certain("landweg", Words({"land", "weg"})) == ()


def test_doubtful_words_together_are_no_certain_hit() -> None:
    entry = Entry(reason="religion", unsure_together=((("zondag",), ("rust", "dienst")),))
    assert entry.doubtful("zondagrust", Words({"zondag", "rust"})) == ("zondag", "rust")
    assert entry.certain("zondagrust", Words({"zondag", "rust"})) == ()


def test_a_category_lists_its_elements() -> None:
    entry = Entry(reason="origin", elements=("04.", "01.03.20"))
    assert entry.lists("04.05.10")
    assert entry.lists("01.03.20")
    assert not entry.lists("01.03.10")


def test_no_harmless_word_is_refused_or_doubtful_by_itself() -> None:
    """A word of two lists would be admitted by one and kept out by the other: someone must decide which."""
    own = innocent_words() - {phrase for entry in refused_entries() for phrase in entry.harmless}
    proxies = {word for entry in proxy_entries() for word in (*entry.vocabulary, *entry.starts, *entry.stems)}
    both = {word for entry in refused_entries() for word in (entry.words | entry.unsure) & own}
    assert both - proxies == set()


def test_what_may_be_said_of_a_person_is_a_short_list_of_words_of_things() -> None:
    assert words_beside_persons() & person_words() == set()
    assert {"aantal", "peildatum", "sinds"} <= words_beside_persons()
    assert {"status", "type", "klasse", "land"} & words_beside_persons() == set()


def test_an_abbreviation_never_stands_for_a_person_or_for_what_may_stand_in() -> None:
    assert abbreviations().without_vowels("hrdr") is None  # huurder
    assert abbreviations().cut_off("postco") is None
    assert abbreviations().without_vowels("prkng") == "parking"
