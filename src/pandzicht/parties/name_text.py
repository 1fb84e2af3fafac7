# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The letters of a name as they are compared: small, without accents and signs, words with one space between them."""

from __future__ import annotations

from collections.abc import Iterable

_LETTERS = ("ıłøđðħĳ", "ilodðhĳ")
_PAIRS = (("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"), ("ð", "d"), ("ĳ", "ij"))
_SIGNS = " *[^0-9a-z ][^0-9a-z]*|  +"
"""All that is no letter or digit, except for a single space between two: that stands as it should."""


def folded(column: str) -> str:
    """Return the SQL of a text in small letters and digits; `y` is written `ij`, whatever the language.

    `Łukasz` -> `lukasz`, `Yıldız` -> `ijildiz`, `Meyer-van 't Hof` -> `meijer van t hof`.
    """
    return f"trim({lettered(small(column))})"


def small(column: str) -> str:
    """Return the SQL of a text in small letters without accents, for `lettered`: best a column of its own."""
    return f"lower(strip_accents({column}))"


def lettered(column: str) -> str:
    """Return the SQL of a folded text, from its small letters, but for a space that may stand before or behind it."""
    # what no accent makes (dotless i, crossed l) is rare: only a text beyond ASCII is looked at letter by letter
    beyond = f"translate({column}, '{_LETTERS[0]}', '{_LETTERS[1]}')"
    for letter, pair in _PAIRS:
        beyond = f"replace({beyond}, '{letter}', '{pair}')"
    text = f"CASE WHEN strlen({column}) = length({column}) THEN {column} ELSE {beyond} END"
    return f"replace(regexp_replace({text}, '{_SIGNS}', ' ', 'g'), 'y', 'ij')"


def trimmed(column: str) -> str:
    """Return the SQL of a text without spaces before and behind it; most texts have none, which is seen at once."""
    return f"CASE WHEN {column} LIKE ' %' OR {column} LIKE '% ' THEN trim({column}) ELSE {column} END"


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of one of some words as they look when folded, the longest first.

    >>> any_of(["bv", "company"])
    '(?:companij|bv)'
    """
    looks = (word.replace("y", "ij") for word in words)
    return "(?:" + "|".join(sorted(looks, key=lambda word: (-len(word), word))) + ")"


def without(column: str, words: Iterable[str]) -> str:
    """Return the SQL of a folded text in which whole words are replaced by spaces."""
    return rf"regexp_replace({column}, '\b{any_of(words)}\b', ' ', 'g')"


def joined(column: str) -> str:
    """Return the SQL of a folded text without its spaces, null when nothing is left."""
    return f"nullif(replace({column}, ' ', ''), '')"
