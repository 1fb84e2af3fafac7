# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The packaged lists of how names are written: particles, titles, legal forms, numerals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pandzicht.definitions.yaml_file import yaml_data

Spellings = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Habits:
    """Lists of words in the spelling of names; of a mapping the key is kept and its values are written for it."""

    particles: Sequence[str]
    particle_letters: Sequence[str]
    titles: Sequence[str]
    joiners: Sequence[str]
    """Patterns between the halves of a double name."""
    forms: Spellings
    forms_in_front: Spellings
    states: Sequence[str]
    silent: Sequence[str]
    small_words: Spellings
    words: Spellings
    other_names: Sequence[str]
    """Patterns between a name and another name of the same company."""
    numerals: Sequence[str]
    """Roman numbers, from one upwards."""


@cache
def name_habits() -> Habits:
    """Return the packaged habits.

    >>> name_habits().numerals[3]
    'iv'
    """
    text = files("pandzicht.parties").joinpath("names.yaml").read_text(encoding="utf-8")
    return Habits(**yaml_data(text))
