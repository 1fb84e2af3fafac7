# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The numbers of a workbook as the text that a person reads in its cells: dates, codes with zeros, plain numbers.

Excel keeps every number as a binary fraction of 15 digits and every date as a number of days; only the cell's format
tells which it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import from_excel

from pandzicht.readers.text_column import plain_number

_DIGITS = 15
_NO_SIGNS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]|am/pm|a/p', re.IGNORECASE)
"""Parts of a format that stand for themselves: quoted text, escaped signs, colours, currencies, the half of the day."""


class Shown(StrEnum):
    """What a format makes of a number."""

    NUMBER = "number"
    CODE = "code"
    """A whole number filled up with zeros."""
    DATE = "date"
    MOMENT = "moment"
    TIME = "time"
    PERIOD = "period"
    """Hours that run on above 24."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a number is shown, and for a code on how many digits."""

    shown: Shown = Shown.NUMBER
    digits: int = 0


class NoValue(ValueError):
    """A number that cannot be what its format says, or that Excel has already cut."""


def style_of(number: int, code: str | None) -> Style:
    """Return the style of a number format: its code, or that of a built-in format by its number.

    >>> style_of(14, None).shown, style_of(164, "00000"), style_of(164, '#,##0 "dagen"').shown
    (<Shown.DATE: 'date'>, Style(shown=<Shown.CODE: 'code'>, digits=5), <Shown.NUMBER: 'number'>)
    """
    signs = _NO_SIGNS.sub("", (code or BUILTIN_FORMATS.get(number, "General")).lower().split(";")[0])
    if re.search(r"\[[hms]+\]", signs):
        return Style(Shown.PERIOD)
    if signs == "general" or not re.search("[dmyhs]", signs):
        return Style(Shown.CODE, len(signs)) if re.fullmatch("00+", signs) else Style()
    has_time = re.search("[hs]", signs) is not None
    has_date = re.search("[dy]", signs) is not None or not has_time
    return Style(Shown.MOMENT if has_date and has_time else Shown.DATE if has_date else Shown.TIME)


def number_text(text: str, style: Style, epoch: datetime) -> str:
    """Return a number of a cell as text; raises NoValue.

    >>> from openpyxl.utils.datetime import WINDOWS_EPOCH as epoch
    >>> number_text("12.0", Style(), epoch), number_text("1.1000000000000001", Style(), epoch)
    ('12', '1.1')
    >>> number_text("46082", Style(Shown.DATE), epoch), number_text("363", Style(Shown.CODE, 4), epoch)
    ('2026-03-01', '0363')
    """
    try:
        value = float(text)
    except ValueError as error:
        raise NoValue(f"'{text}' is no number") from error
    if style.shown in (Shown.NUMBER, Shown.CODE):
        return _plain(value, style)
    try:
        return _moment(value, style.shown, epoch)
    except (OverflowError, ValueError) as error:
        raise NoValue(f"{text} is shown as a {style.shown}, but is none") from error


def _plain(value: float, style: Style) -> str:
    if not abs(value) < 10**_DIGITS:
        raise NoValue(f"a number of more than {_DIGITS} digits, of which Excel has kept {_DIGITS}")
    if value.is_integer():
        whole = int(value)
        return f"{whole:0{style.digits + (whole < 0)}d}" if style.shown is Shown.CODE else str(whole)
    return plain_number(f"{value:.{_DIGITS}g}")


def _moment(value: float, shown: Shown, epoch: datetime) -> str:
    if shown is Shown.PERIOD:
        seconds = round(value * 86_400)
        return f"{seconds // 3_600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    if value < 0 or (value < 1 and shown is not Shown.TIME):
        raise ValueError(value)
    moment: datetime | time = from_excel(value, epoch)
    if isinstance(moment, time):
        return _bare(moment.isoformat())
    day: date = moment.date()
    if shown is Shown.DATE and moment - datetime.combine(day, time()) == timedelta():
        return day.isoformat()
    return _bare(moment.isoformat())


def _bare(text: str) -> str:
    """Return a time without the zeros at the end of its fraction."""
    return text.rstrip("0") if "." in text else text
