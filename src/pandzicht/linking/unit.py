# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The unit within a building: letter and addition read as one identity, never as text that may be nearly equal.

Two units are the same only when letter and addition, written one after the other without leading zeros, are the same.
What a unit *could be a part of* is known too: a row that names `3` may have lost the `A` of `3 A`.
Only where no unit is the same are other words for one looked at: `huis` for `HS`, `2 hoog` for `II`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from pandzicht.addresses.spelling import abbreviations
from pandzicht.store.engine import literal

_LEADING_ZERO = r"'(^|[A-Z])0+([0-9])', '\1\2', 'g'"
_RUN = "([A-Z]+|[0-9]+)"


def unit_of(letter: str, addition: str) -> str:
    """Return SQL for the unit of a letter and an addition, in whichever of the two fields each of them stands.

    >>> "coalesce(l, '') || coalesce(t, '')" in unit_of("l", "t")
    True
    """
    joined = f"coalesce({letter}, '') || coalesce({addition}, '')"
    return (
        f"CASE WHEN {letter} IS NULL AND {addition} IS NULL THEN '' "
        f"WHEN contains({joined}, '0') THEN regexp_replace({joined}, {_LEADING_ZERO}) ELSE {joined} END"
    )


def parts_of(letter: str, addition: str, unit: str) -> str:
    """Return SQL for the list of what may be left of a unit when letter or addition is lost, in whole or by its half.

    The parts are: nothing, the letter, the addition, and the unit without its first or last run of letters or digits.
    """
    return (
        f"list_filter(list_distinct(['', {letter}, regexp_replace({addition}, {_LEADING_ZERO}), "
        f"regexp_extract({unit}, '^{_RUN}'), regexp_replace({unit}, '^{_RUN}', ''), "
        f"regexp_extract({unit}, '{_RUN}$'), regexp_replace({unit}, '{_RUN}$', '')]), "
        f"lambda part: part <> {unit})"
    )


def reworded(unit: str) -> str:
    """Return SQL for the sign under which words for a unit fall together: `HUIS`, `BG` -> `H`; `2HOOG`, `II` -> `2`.

    A word that only says what stands there (`WW` for a woonwagen) falls together with no unit at all.
    """
    arms = " ".join(f"WHEN {literal(text)} THEN {literal(sign)}" for text, sign in sorted(_signs().items()))
    return f"CASE {unit} {arms} ELSE regexp_replace({unit}, '^BIS', 'BS') END"


def other_words(unit: str) -> str:
    """Return what `reworded` says of one unit.

    >>> other_words("HUIS"), other_words("BISA"), other_words("A2")
    ('H', 'BSA', 'A2')
    """
    sign = _signs().get(unit)
    return re.sub("^BIS", "BS", unit) if sign is None else sign


@cache
def _signs() -> Mapping[str, str]:
    """Return word -> sign."""
    words = abbreviations()
    kept = {_key(text): sign.upper() for sign, written in words["units"].items() for text in written}
    return kept | {_key(text): "" for written in words["kinds"].values() for text in written}


def has_other_words(unit: str) -> str:
    """Return SQL for whether a unit, or what it falls together with, can be written in other words at all."""
    words = abbreviations()
    signs = {sign.upper() for sign in words["units"]}
    told = {_key(text) for part in ("units", "kinds") for written in words[part].values() for text in written}
    return f"({unit} IN ({', '.join(literal(text) for text in sorted(signs | told))}) OR starts_with({unit}, 'B'))"


def _key(text: str) -> str:
    """Return a written unit as `addresses.spelling` spells it.

    >>> _key("1e verdieping")
    '1EVERDIEPING'
    """
    return text.replace(" ", "").upper()
