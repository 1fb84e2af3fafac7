# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One file with addresses becomes another: the same rows, each with the address it belongs to or why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.errors import ExportRefused, Fault
from pandzicht.exports.csv_file import write_csv
from pandzicht.exports.described import About, ColumnNote, DescribedTable
from pandzicht.exports.harmless import harmless
from pandzicht.exports.linked_columns import TYPES, answer_notes
from pandzicht.exports.linked_sheets import linked_sheets
from pandzicht.exports.parquet_file import write_parquet
from pandzicht.exports.sheet import MAX_CELLS, MAX_ROWS
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.exports.workbook import write_workbook
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.governance.desk import Operation
from pandzicht.language import Language
from pandzicht.runs.link_account import explanation_lines
from pandzicht.runs.link_table import LinkAsk, LinkedTable, Progress, link_table
from pandzicht.runs.loose_table import LooseTable, TableFaults, read_loose_table
from pandzicht.runs.wide import no_bag
from pandzicht.store.workspace import Workspace

FORMS = (".xlsx", ".csv", ".parquet")


@dataclass(frozen=True, slots=True)
class FileAsk:
    """Which file is linked, into which, and how: the options of the command.

    `part` names a sheet or layer, `skip` counts the lines above the header, `roles` says what columns mean as
    `ROLE=COLUMN`, `earlier` is a result whose answers are taken over where they still hold.
    """

    file: Path
    out: Path
    on: date
    known: date
    roles: Sequence[str] = ()
    part: str = ""
    skip: int = 0
    earlier: Path | None = None
    force: bool = False
    language: Language = Language.NL


def link_file(
    workspace: Workspace,
    operation: Operation,
    catalogue: Catalogue,
    ask: FileAsk,
    *,
    threads: int = 2,
    progress: Progress = lambda _label, _part: None,
) -> LinkedTable:
    """Link a file to the addresses of a workspace, write the result, and return it.

    Raises ExportRefused when the result cannot be written as asked, TableFaults with all that is wrong with a file,
    NotAvailable when no addresses are loaded. In each case nothing is written.
    """
    operation.allows(Action.LINK)
    refuse_unless_writable(ask.out, FORMS, force=ask.force)
    if ask.out.exists() and ask.file.exists() and ask.out.samefile(ask.file):
        raise ExportRefused(f"{ask.out}: is the file that is to be linked; name another, so that it stays as it is")
    progress("reading: files", 0.0)
    table = read_loose_table(ask.file, part=ask.part, skip=ask.skip)
    _refuse_too_large(ask.out, table)
    earlier = _earlier(ask.earlier) if ask.earlier else None
    how = LinkAsk(on=ask.on, known=ask.known, name=ask.file.name, roles=ask.roles, language=ask.language)
    linked = link_table(
        workspace, operation, catalogue, table, how, earlier=earlier, threads=threads, progress=progress
    )
    operation.concerns((), activity=activity_of_comparison(catalogue))
    progress("reading: writing", 0.9)
    write_linked(linked, ask.out, name=ask.file.name)
    return linked


def write_linked(linked: LinkedTable, to: Path, *, name: str) -> None:
    """Write a linked table in the form that the name of the file asks for; `name` is what was linked."""
    described = _described(linked, name)
    with whole_file(to) as place:
        match to.suffix.lower():
            case ".csv":
                write_csv(_with_harmless_names(described), place)
            case ".parquet":
                write_parquet(described, place)
            case _:
                sheets = linked_sheets(described, list(explanation_lines(linked, name)))
                write_workbook(sheets, place, title=name, created=linked.on)


def _earlier(path: Path) -> LooseTable:
    table = read_loose_table(path)
    if table.answers is None:
        found = "is no result of linking: its last columns are others"
        remedy = f"name a result whose last columns are {', '.join(TYPES)}, or leave --earlier out"
        raise TableFaults(str(path), [Fault(path.name, "", found, remedy)])
    return table


def _refuse_too_large(out: Path, table: LooseTable) -> None:
    rows, columns = table.own.num_rows, table.own.num_columns + len(TYPES)
    if out.suffix.lower() == ".xlsx" and (rows > MAX_ROWS or rows * columns > MAX_CELLS):
        raise ExportRefused(
            f"{out}: would have {rows:,} rows of {columns} columns, and a workbook that opens well holds at most "
            f"{MAX_ROWS:,} rows and {MAX_CELLS:,} cells; end the name with .csv or .parquet"
        )


def _described(linked: LinkedTable, name: str) -> DescribedTable:
    own = linked.table.column_names[: -len(linked.added)]
    notes = (*(ColumnNote(column, column) for column in own), *answer_notes(linked.added))
    caveats = (no_bag(linked.stands_in),) if linked.stands_in else ()
    about = About(title=name, run="", on=linked.on, known=linked.on, caveats=caveats)
    return DescribedTable(linked.table, notes, about, name="gekoppeld")


def _with_harmless_names(described: DescribedTable) -> DescribedTable:
    """Return the table with headings that no spreadsheet carries out: those of a file are as little to be trusted."""
    names = [harmless(name) for name in described.table.column_names]
    notes = tuple(ColumnNote(name, name) for name in names)
    table: pa.Table = described.table.rename_columns(names)
    return DescribedTable(table, notes, described.about, described.name)
