# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The packaged lists of names: no word twice, and each as it looks when it is compared."""

from __future__ import annotations

from collections import Counter

from pandzicht.parties.habits import name_habits
from pandzicht.parties.name_text import folded
from pandzicht.store.engine import Engine, literal


def test_no_word_stands_for_two_things() -> None:
    habits = name_habits()
    for group in (habits.forms, {**habits.forms_in_front}, {**habits.small_words, **habits.words}):
        written = Counter(word for words in group.values() for word in words)
        assert [word for word, times in written.items() if times > 1] == []
    assert len(set(habits.particles)) == len(habits.particles)


def test_every_word_is_written_as_it_is_compared() -> None:
    habits = name_habits()
    words = [*habits.particles, *habits.titles, *habits.states, *habits.numerals]
    words += [
        word for group in (habits.forms, habits.small_words, habits.words) for one in group.values() for word in one
    ]
    with Engine(threads=1) as engine:
        for word in words:
            assert engine.value(f"SELECT {folded(literal(word))}") == word.replace("y", "ij"), word
