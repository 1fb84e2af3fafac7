# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""When somebody stops to live at an address according to the BRP, as SQL over dates in the form of the GBA.

Dates are `yyyymmdd` with 00 for what is not known (Logisch Ontwerp GBA, elements 08.10.30, 08.83.10 to 08.83.30).
"""

from __future__ import annotations

NOT_AT_THE_ADDRESS = ("089999", "589999")
"""Data in investigation that mean: established not to live at the address."""
NEVER_RESIDENT = ("F", "W")
"""Reasons of suspension of a list that was opened in error or wiped: its person never lived anywhere."""


def end_by_investigation(code: str, start: str, end: str) -> str:
    """Return the SQL of the day on which an investigation ended the residence: its start, unless it has ended itself.

    Haal Centraal BRP bewoning: with code 089999 or 589999 somebody is a resident until the start of the investigation
    and not after; an investigation that has ended is ignored.
    """
    codes = ", ".join(f"'{known}'" for known in NOT_AT_THE_ADDRESS)
    return f"CASE WHEN {code} IN ({codes}) AND {end} IS NULL THEN {start} END"


def earliest(*dates: str) -> str:
    """Return the SQL of the first of some dates, a wholly unknown one (00000000) only when there is no other.

    >>> earliest("a", "b")
    "coalesce(least(nullif(a, '00000000'), nullif(b, '00000000')), a, b)"
    """
    known = ", ".join(f"nullif({date}, '00000000')" for date in dates)
    return f"coalesce(least({known}), {', '.join(dates)})"
