# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The unit within a building: letter and addition read as one identity, never as text that may be nearly equal.

Two units are the same only when letter and addition, written one after the other without leading zeros, are the same.
What a unit *could be a part of* is known too: a row that names `3` may have lost the `A` of `3 A`.
"""

from __future__ import annotations

_LEADING_ZERO = r"'(^|[A-Z])0+([0-9])', '\1\2', 'g'"
_RUN = "([A-Z]+|[0-9]+)"


def unit_of(letter: str, addition: str) -> str:
    """Return SQL for the unit of a letter and an addition, in whichever of the two fields each of them stands.

    >>> "coalesce(l, '') || coalesce(t, '')" in unit_of("l", "t")
    True
    """
    joined = f"coalesce({letter}, '') || coalesce({addition}, '')"
    return f"CASE WHEN contains({joined}, '0') THEN regexp_replace({joined}, {_LEADING_ZERO}) ELSE {joined} END"


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
