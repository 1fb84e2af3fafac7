# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table that somebody wants linked, as read from its file: its own columns, and the answers that stand in it.

A result is such a table too: rows that were added to it are linked, the others keep their answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from pandzicht.errors import DeliveryFaults, Fault, FaultsError
from pandzicht.exports.linked_columns import TYPES, answers_in
from pandzicht.exports.linked_sheets import EXPLANATION, RESULT
from pandzicht.exports.sheet import TITLE_ROWS
from pandzicht.language import message
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.readers.findings import Findings
from pandzicht.readers.signature import Kind, kind_of
from pandzicht.readers.xlsx_workbook import open_workbook
from pandzicht.sources.draft_file import recognise

_OF_A_DEFINITION = "under format"
"""How a reader says that something must be declared in the definition of a source, which a loose table has not."""


class TableFaults(FaultsError):
    """A table that was to be linked cannot be read, or does not say where its rows are."""

    heading = message("The file was not linked; nothing was written.")


@dataclass(frozen=True, slots=True)
class LooseTable:
    """The own columns of a table, all of text, and the answers of an earlier linking that stand in it, if any.

    `answers` has the columns of an answer and the key under their own names, a row per row of the table.
    """

    own: pa.Table
    answers: pa.Table | None = None


def read_loose_table(path: Path, *, part: str = "", skip: int = 0) -> LooseTable:
    """Read a table from whatever file some reader reads; `part` names a sheet or layer, `skip` lines above the header.

    Raises TableFaults with all that is wrong with the file.
    """
    if not path.is_file():
        raise TableFaults(str(path), [Fault(path.name, "", "does not exist, or is no file", "name the file to link")])
    try:
        if not part and not skip and _is_result(path):
            part, skip = RESULT, TITLE_ROWS
        table = recognise([path], part=part, skip=skip).delivered.table
    except DeliveryFaults as error:
        raise TableFaults(str(path), _faults(error)) from error
    except OSError as error:
        found = f"cannot be opened ({error.strerror or error})"
        raise TableFaults(str(path), [Fault(path.name, "", found, "close it elsewhere, or copy it first")]) from error
    own = table.drop_columns([name for name in PLACE_COLUMNS if name in table.column_names])
    answers = answers_in(own.column_names)
    rest = own.drop_columns(list(answers))
    if len(answers) < len(TYPES):  # without a key they are worth nothing, and an id among them would vouch for itself
        return LooseTable(rest)
    return LooseTable(rest, own.select(list(answers)).rename_columns(list(TYPES)))


def _is_result(path: Path) -> bool:
    """Tell whether a file is a workbook that linking wrote: its table stands on the first of two sheets."""
    with path.open("rb") as stream:
        content = stream.read(4096)
        if kind_of(content) not in {Kind.WORKBOOK, Kind.ZIP}:
            return False
        content += stream.read()
    if kind_of(content) is not Kind.WORKBOOK:
        return False
    sheets = open_workbook(content, Findings(path.name)).sheets
    return [sheet.name for sheet in sheets] == [RESULT, EXPLANATION]


def _faults(error: DeliveryFaults) -> Iterator[Fault]:
    for fault in error.faults:
        if _OF_A_DEFINITION in fault.remedy:
            yield replace(fault, remedy="name the right one with --sheet (lines above the header: --skip)")
        else:
            yield fault
