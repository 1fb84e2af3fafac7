# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other ways in which the name of a street is written, made from the name itself: what a dictionary of streets adds.

An alias is never the name of another street, and several streets may share one: it is for linking to see which of them
a row can mean.
"""

from __future__ import annotations

from enum import IntEnum

from pandzicht.addresses import spelling
from pandzicht.addresses.spelling import abbreviations
from pandzicht.store.engine import Engine, literal


class Writing(IntEnum):
    """How far a writing lies from the name, the nearest first."""

    NAME = 0
    SHORT = 1
    """The short name that the register itself gives."""
    WHOLE = 2
    """The name with only some of it abbreviated: what is left of a spelling when a title or a particle has a slip."""
    REORDERED = 3
    """The same words: the particle behind the name, another article, initials for names, digits for Roman numbers."""
    REDUCED = 4
    """A word is missing: a title, a first name, an article."""


_WORDS = "string_split(naam, ' ')"
_LAST = "words[-1]"
_FORE = "array_to_string(words[:-2], ' ')"
_REST = "array_to_string(words[2:], ' ')"
_INITIALS = (
    "array_to_string(list_transform(words[:-2], lambda word: "
    "CASE WHEN regexp_matches(word, '^[A-Z][a-z]{2}') THEN left(word, 1) ELSE word END), ' ')"
)
_ARTICLE = "('de', 'het', '''t', 'it', 'den', 'd''')"
_PARTICLE = "('van', 'von', 'ter', 'ten', 'te', 'op', 'aan', 'in', 'bij', 'over', 'onder', 'naar', 'tot')"
_SPELLED_PARTICLES = frozenset({"vd", "vt", "v"})
"""Spellings of `van der`, `van het` and `van`."""
_SEVERAL = "len(words) > 1"
_CENTURY = r"\b19([0-9]{2})\b"
_ROMAN = (("III", "3"), ("IV", "4"), ("II", "2"), ("VI", "6"), ("VII", "7"), ("V", "5"))


def _kept_apart() -> str:
    """Return SQL for the first words that tell two streets apart: old and new, first and second, north and south."""
    kept = abbreviations()["apart"]
    texts = sorted({text for key, written in kept.items() for text in (key, *written)})
    return ", ".join(literal(text) for text in texts)


def _numerals() -> str:
    text = "naam"
    for roman, digit in _ROMAN:
        text = rf"regexp_replace({text}, '\b{roman}\b', '{digit}', 'g')"
    return text


def _writings() -> tuple[tuple[Writing, str, str], ...]:
    """Return the writings: how far, of which names, and the text."""
    is_apart = rf"regexp_matches(words[1], '[0-9]') OR lower(words[1]) IN ({_kept_apart()})"
    no_name = f"lower(words[1]) IN {_ARTICLE} OR lower(words[1]) IN {_PARTICLE}"
    return (
        (Writing.REORDERED, _SEVERAL, f"concat({_LAST}, ' ', {_FORE})"),
        (Writing.REORDERED, f"{_SEVERAL} AND NOT ({is_apart}) AND NOT ({no_name})",
         f"concat(left(words[1], 1), ' ', {_REST})"),
        (Writing.REORDERED, "len(words) > 2", f"concat({_INITIALS}, ' ', {_LAST})"),
        (Writing.REORDERED, f"{_SEVERAL} AND lower(words[1]) IN ('het', '''t')",
         f"concat(CASE lower(words[1]) WHEN 'het' THEN '''t' ELSE 'het' END, ' ', {_REST})"),
        (Writing.REORDERED, r"regexp_matches(naam, '\b[IV]{2,3}\b|\bV\b')", _numerals()),
        (Writing.REORDERED, rf"regexp_matches(naam, '{_CENTURY}')", rf"regexp_replace(naam, '{_CENTURY}', '\1', 'g')"),
        (Writing.REORDERED, f"{_SEVERAL} AND regexp_matches(words[1], '^[0-9]+e$')", f"concat('e ', {_REST})"),
        *((Writing.REORDERED, f"ends_with(lower(naam), {literal(own)})", f"left(naam, -{len(own)}) || {literal(dutch)}")
          for dutch, texts in abbreviations()["frisian"].items() for own in texts),
        (Writing.REDUCED, f"{_SEVERAL} AND NOT ({is_apart})", _REST),
        (Writing.REDUCED, f"len(words) > 2 AND NOT ({is_apart})", _LAST),
    )  # fmt: skip


def _wholes() -> tuple[str, ...]:
    """Return the spellings of a name in which titles, particles, their articles or all of these are written out."""
    words = frozenset(abbreviations()["words"])
    return (
        spelling.without_signs("naam"),
        *(
            spelling.straat_with("naam", kept)
            for kept in (_SPELLED_PARTICLES, words - _SPELLED_PARTICLES, words - {"vd", "vt"})
        ),
    )


def create_street_aliases(engine: Engine, streets: str) -> None:
    """Create `straat_aliases` (alias_norm, straat_norm, woonplaats_norm, rank) from a query of names of streets.

    The query has naam, naam_kort, straat_norm, woonplaats_norm. `rank` is a `Writing`; of several ways in which a text
    is a writing of the same street the nearest stands.
    """
    arms = " UNION ALL ".join(
        f"SELECT naam, {int(how)} AS rank, {text} AS writing FROM named WHERE {condition}"
        for how, condition, text in _writings()
    )
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE street_writings AS WITH named AS (SELECT naam, {_WORDS} AS words "
        f"FROM (SELECT DISTINCT naam FROM ({streets}) WHERE naam IS NOT NULL)), written AS ({arms}) "
        f"SELECT naam, rank, {spelling.straat('writing')} AS alias_norm FROM (SELECT DISTINCT * FROM written) "
        + " ".join(f"UNION ALL SELECT naam, {int(Writing.WHOLE)}, {text} FROM named" for text in _wholes())
    )
    engine.run(
        f"CREATE OR REPLACE TABLE straat_aliases AS WITH streets AS ({streets}), told AS ("
        f"SELECT {spelling.straat('naam_kort')} AS alias_norm, straat_norm, woonplaats_norm, "
        f"{int(Writing.SHORT)} AS rank FROM streets WHERE naam_kort IS NOT NULL UNION ALL "
        "SELECT w.alias_norm, s.straat_norm, s.woonplaats_norm, w.rank "
        "FROM streets s JOIN street_writings w USING (naam) ANTI JOIN streets n ON n.straat_norm = w.alias_norm) "
        "SELECT alias_norm, straat_norm, woonplaats_norm, min(rank)::TINYINT AS rank FROM told "
        "WHERE alias_norm <> straat_norm AND regexp_matches(alias_norm, '[a-z]{2}') GROUP BY ALL"
    )
    engine.run("DROP TABLE street_writings")
