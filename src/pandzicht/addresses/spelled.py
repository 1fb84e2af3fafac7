# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spelling of one text at once: what `spelling` says of a column, for somebody who waits for the answer.

The rules and the abbreviations are those of `spelling`; planning its SQL for one text costs more than the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from pandzicht.addresses.spelling import GLUED, TWO_UNITS, abbreviations, endings

_NO_LETTER = re.compile("[^0-9a-z]+")
_NO_CAPITAL = re.compile("[^0-9A-Z]")
_LEADING_ZEROS = re.compile("(^|[A-Z])0+([0-9])")
_TWO = tuple(re.compile(two, re.ASCII) for two in TWO_UNITS)


def spelled_straat(text: str) -> str:
    """Return the spelling of a street, as `spelling.straat`; nothing for nothing.

    >>> spelled_straat("Burg. v.d. Brinkstr")
    'burgvdbrinkstraat'
    """
    return _replaced(_replaced(folded(text), _words("words")).replace(" ", ""), _endings())


def spelled_woonplaats(text: str) -> str:
    """Return the spelling of a woonplaats, as `spelling.woonplaats` without other names.

    >>> spelled_woonplaats("'s-Gravenhage")
    'sgravenhage'
    """
    return _replaced(folded(text), _words("towns")).replace(" ", "")


def spelled_unit(text: str) -> str:
    """Return the spelling of letter and addition, as `spelling.toevoeging`.

    >>> spelled_unit("a-02"), spelled_unit("1-2")
    ('A2', '1EN2')
    """
    unit = "".join(map(_capital, without_accents(text).strip(" ")))
    for two in _TWO:
        unit = two.sub(r"\1EN\2", unit)
    return _LEADING_ZEROS.sub(r"\1\2", _NO_CAPITAL.sub("", unit))


def without_accents(text: str) -> str:
    """Return text without accents.

    >>> without_accents("Fuchséstraße")
    'Fuchsestraße'
    """
    parts = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def _capital(sign: str) -> str:
    """Return the capital of a letter, where that is one letter too."""
    capital = sign.upper()
    return capital if len(capital) == 1 else sign


def folded(text: str) -> str:
    """Return small letters and digits without accents, in words with one space between them.

    >>> folded("'s-Gravenhage & Co.")
    's gravenhage en co'
    """
    plain = without_accents(text).lower().replace("&", " en ").replace("ĳ", "ij")
    return _NO_LETTER.sub(" ", plain).strip()


_Rules = Sequence[tuple[re.Pattern[str], str]]


def _replaced(text: str, rules: _Rules) -> str:
    for found, kept in rules:
        text = found.sub(kept, text)
    return text


@cache
def _words(part: str) -> _Rules:
    return tuple(
        (re.compile(rf"\b(?:{'|'.join(written)}) "), f"{kept} ") for kept, written in abbreviations()[part].items()
    )


@cache
def _endings() -> _Rules:
    return tuple(
        (re.compile(rf"([a-z]{{2}})(?:{'|'.join(written)})({GLUED})$"), rf"\g<1>{kept}\g<2>")
        for kept, written in endings()
    )
