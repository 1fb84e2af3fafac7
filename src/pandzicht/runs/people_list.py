# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list that people made of units to look at, the best one first and each with its reason, read from a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.errors import Fault, FaultsError, NotAvailable, NotFound
from pandzicht.language import message
from pandzicht.ranking.selection import Manual
from pandzicht.runs.loose_table import TableFaults, read_loose_table
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import unit_names

UNIT = ("eenheid", "unit", "unit_id", "adres", "address", "address_id")
"""What the column is called that names a unit: by its id, or by its line of address in any spelling."""
REASON = ("reden", "reason")
"""What the column is called that says why people would look there."""
_ELSE = "give its id, or street, number and woonplaats; check the spelling"


class ListFaults(FaultsError):
    """A list that people made cannot be used: a column is absent, or a line has no unit or no reason."""

    heading = message("The list cannot be used; nothing was drawn.")


def people_list(run: OpenRun, check: Check, path: Path) -> tuple[Manual, ...]:
    """Return the units of a list in a file, in its order, each with its reason.

    Raises ListFaults with all that is wrong; what is protected or may not be seen is as what does not exist.
    """
    try:
        table = read_loose_table(path).own
    except TableFaults as error:
        raise ListFaults(str(path), error.faults) from error
    columns = _columns(table.column_names, path.name)
    rows = zip(*(table[name].to_pylist() for name in columns), strict=True)
    return _units(run, check, rows, Fault(path.name, "record {number}, column '{column}'", ""), columns)


def pasted_list(run: OpenRun, check: Check, text: str) -> tuple[Manual, ...]:
    """Return the units of a list that somebody pasted: a unit per line, and its reason behind a tab or a semicolon.

    Raises ListFaults as `people_list` does, with the number of the line.
    """
    lines = [re.split(r"[\t;]", line, maxsplit=1) for line in text.splitlines()]
    rows = ((line[0], line[1] if len(line) > 1 else "") for line in lines)
    return _units(run, check, rows, Fault("list", "line {number}, {column}", ""), (UNIT[1], REASON[1]))


def _units(
    run: OpenRun, check: Check, rows: Iterable[Sequence[str | None]], at: Fault, columns: tuple[str, str]
) -> tuple[Manual, ...]:
    """Return the units of rows that each have a unit and a reason; rows without either are none."""
    run.operation.allows(Action.SELECT)
    named = _naming(run, check)
    found: dict[str, Manual] = {}
    faults: list[Fault] = []
    for number, row in enumerate(rows, 1):
        text, reason = (str(value or "").strip() for value in row)
        if not text and not reason:
            continue
        unit = named(text)
        wrong = list(_wrong(columns, text, reason, unit, is_double=unit in found))
        faults += (Fault(at.file, at.place.format(number=number, column=name), said, do) for name, said, do in wrong)
        if unit is not None:
            found.setdefault(unit, Manual(unit, reason))
    if faults or not found:
        raise ListFaults(at.file, faults or [Fault(at.file, "", "names no unit", "name a unit and a reason per line")])
    return tuple(found.values())


def _columns(there: Sequence[str], file: str) -> tuple[str, str]:
    """Return the columns of the unit and of the reason, whatever their capitals."""
    by_name = {column.strip().lower(): column for column in there}
    unit, reason = (next((by_name[name] for name in names if name in by_name), "") for names in (UNIT, REASON))
    absent = [names for names, column in ((UNIT, unit), (REASON, reason)) if not column]
    if absent:
        remedies = ((names[0], "add it; it may be called " + ", ".join(names)) for names in absent)
        raise ListFaults(file, [Fault(file, "", f"has no column '{name}'", remedy) for name, remedy in remedies])
    return unit, reason


def _naming(run: OpenRun, check: Check) -> Callable[[str], str | None]:
    """Return what gives the unit that a text names, None when there is none that whoever asks may see."""
    names = unit_names(run, check)
    hidden = {names[number] for number in run.withheld}
    units: Mapping[str, None] = dict.fromkeys(names)

    def named(text: str) -> str | None:
        unit = text
        if text not in units:
            try:
                unit = names[run.book.find(text)]
            except (NotFound, NotAvailable):
                return None
        return None if unit in hidden else unit

    return named


def _wrong(
    columns: tuple[str, str], text: str, reason: str, unit: str | None, *, is_double: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield per column what is wrong in one line, and what to do."""
    if not text:
        yield columns[0], "is empty", "name the unit"
    elif unit is None:
        yield columns[0], f"'{text}' names no unit of this run", _ELSE
    elif is_double:
        yield columns[0], f"'{text}' is a unit that stands in the list before", "name every unit once"
    if not reason:
        yield columns[1], "is empty", "say why people would look there"
