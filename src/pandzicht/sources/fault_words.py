# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the faults of a delivery are said in another language: the usual ones by their pattern, the others as they are.

A fault is made as an English sentence with what was found in it. Here stand the sentences whose parts are known, so
that an analyst reads the fault of a file in their own language, with its line and column.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pandzicht.errors import Fault
from pandzicht.language import Say, message

_PLACES = (
    message("line {line}, column {column}"),
    message("line {line}"),
    message("record {record}"),
    message("field '{field}'"),
    message("field {field}"),
    message("the whole delivery of {rows} rows"),
    message("the whole delivery"),
)
_KINDS = (
    message("an Excel workbook (.xlsx)"),
    message("an Excel workbook of before 2007 (.xls), or a locked one"),
    message("a zip"),
    message("a gzip"),
    message("a Parquet file"),
    message("a GeoPackage or another SQLite database"),
    message("a PDF"),
    message("a web page or XML document"),
    message("text"),
)
_REASONS = (
    message("is required and absent"),
    message("begins with '=', as the formula of a spreadsheet does"),
    message("holds a NUL"),
    message("is longer than {count} characters"),
    message("is not one of the declared codes"),
    message("is not a whole number written without separators"),
    message("is not a number with decimal sign '{sign}' and without thousands separators"),
    message("is below the minimum {bound}"),
    message("is above the maximum {bound}"),
    message("is not a date written as {formats}"),
    message("is another day in each of {formats}"),
    message("is a date before the year 1000"),
    message("is none of {words}"),
    message("has no geometry"),
    message("ends before it begins"),
    message("is of after the delivery, which is of {day}"),
    message("is part of the key and absent"),
    message("has the key of another row of the delivery and says something else"),
)
_FOUND = (
    message("is {found}, expected {wanted}"),
    message("the file is empty"),
    message("no header and no rows"),
    message("no rows"),
    message("a header and no rows"),
    message("this looks like JSON"),
    message("NUL bytes ({bytes} in all): this is not text"),
    message("one column, whose name holds {sign}; the declared delimiter is {delimiter}"),
    message("the quote that opens here is never closed"),
    message("the file ends within a character"),
    message("{byte} is no UTF-8 ({reason})"),
    message("{byte} is no {encoding} ({reason})"),
    message("declared as {declared}, but the file is {wanted}"),
    message("{fields} fields where the header has {wanted}"),
    message("is a damaged or cut workbook ({why})"),
    message("is a damaged or cut zip ({why})"),
    message("merged cells"),
    message("is delivered but not read: neither used, ignored nor refused"),
    message("is not delivered, but field '{field}' reads it"),
    message("is not delivered, but protection or household needs it"),
    message("is delivered twice"),
    message("there are no rows, and a full delivery would end everything"),
    message("rows: {figures}"),
    message("rows set aside: {figures}"),
    message("rows that occurred before: {figures}"),
    message("rows with a value: {figures}"),
    message("{now} rows where the delivery of {day} had {before}: {figures}"),
    message("is the same as {place} of {file}"),
)
_FIGURES = (
    message("{part} of {whole}, a share of {figures}"),
    message("{value} is below the minimum {bound}"),
    message("{value} is above the maximum {bound}"),
)
_REMEDIES = (
    message("ask for the delivery again"),
    message("ask for the delivery again, or correct the name in the definition"),
    message("ask for the delivery again, or correct 'expect.rows'"),
    message("ask for the delivery again, or widen 'expect.change' when so much has really changed"),
    message("correct the delivery, or the definition of its fields"),
    message("deliver every row once"),
    message("deliver it again"),
    message("deliver the file again"),
    message("deliver a file with rows, or no file"),
    message("deliver it again as text"),
    message("ask for the table itself"),
    message("it may be a sign-in or error page: ask for the table itself"),
    message("save it as .xlsx without a password"),
    message("declare 'reader: {reader}'"),
    message("declare the reader of this format"),
    message("declare {sign} as 'delimiter' when that is what it is"),
    message("declare 'encoding: {encoding}' when that is what it is"),
    message("close it; or the file was cut off"),
    message("the file may have been cut"),
    message("it was cut off: deliver it again"),
    message("correct {field} at the source"),
    message("correct it at the source"),
    message("add it to 'fields', 'ignored' or 'refused' of source '{source}'"),
    message("add it to 'refused' of source '{source}' ({why})"),
    message("split them, and fill every cell"),
)
_ROWS = (message("field '{field}': {reason}"), message("'{found}' {reason}"))
_ALL = (*_PLACES, *_KINDS, *_REASONS, *_FOUND, *_FIGURES, *_REMEDIES, *_ROWS)
_SAID_TOO = frozenset({"found", "wanted", "figures", "reason", "place"})
"""The parts of a sentence that are sentences of this list themselves."""
_LETTERS = {"%Y": "yyyy", "%m": "mm", "%d": "dd", "%y": "yy", "%H": "hh", "%M": "mm", "%S": "ss"}


def said_fault(fault: Fault, say: Say) -> str:
    """Return a fault in the language of a speaker: the file, the place, what was found and what to do.

    >>> from pandzicht.language import Language, speaker
    >>> fault = Fault("in.csv", "line 2, column 3", "the quote that opens here is never closed", "deliver it again")
    >>> said_fault(fault, speaker(Language.NL))
    'in.csv, regel 2, teken 3: het aanhalingsteken dat hier begint wordt nergens gesloten. Lever het opnieuw aan.'
    """
    where = ", ".join(part for part in (fault.file, said_text(fault.place, say)) if part)
    said = f"{where}: {said_text(fault.found, say)}."
    remedy = said_text(fault.remedy, say)
    return f"{said} {remedy[:1].upper()}{remedy[1:]}." if remedy else said


def said_text(text: str, say: Say) -> str:
    """Return what a fault or a reason says in the language of a speaker; as it is where no pattern is known.

    >>> from pandzicht.language import Language, speaker
    >>> said_text("is an Excel workbook (.xlsx), expected text", speaker(Language.NL))
    'is een Excel-werkmap (.xlsx), verwacht wordt tekst'
    """
    for pattern, template in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return say(template, **{name: _said_part(name, part, say) for name, part in found.groupdict().items()})
    return text


def _said_part(name: str, part: str, say: Say) -> str:
    """Return a part of a sentence: a sentence itself, forms of dates as people write them, or as it is."""
    if name == "formats":
        forms = re.split(r", | or ", part)
        for code, letters in _LETTERS.items():
            forms = [form.replace(code, letters) for form in forms]
        return ", ".join(dict.fromkeys(forms))
    return said_text(part, say) if name in _SAID_TOO else part


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(template), template) for template in _ALL)


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of a sentence: its words as they stand, its parts whatever they are."""
    parts = re.split(r"\{(\w+)\}", template)
    return re.compile(
        "".join(f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts)), re.DOTALL
    )
