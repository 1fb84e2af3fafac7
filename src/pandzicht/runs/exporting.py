# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes a selection, or the whole wide table of a run for one check, as a file that other programs open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused
from pandzicht.exports.audience import Audience
from pandzicht.exports.csv_file import write_csv
from pandzicht.exports.described import DescribedTable
from pandzicht.exports.dossier import Book
from pandzicht.exports.geopackage import write_geopackage
from pandzicht.exports.parquet_file import write_parquet
from pandzicht.exports.selection_sheets import sheets_of
from pandzicht.exports.sqlite_file import write_described_sqlite
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.exports.wide import facts_of_selection, wide_of_run, wide_of_selection
from pandzicht.exports.workbook import write_workbook
from pandzicht.language import Language
from pandzicht.runs.account import account_of
from pandzicht.runs.dossiers import DossierMaker, UnitOfSelection
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.selecting import KeptSelection
from pandzicht.runs.wide import CheckOfRun

SELECTION_FORMS = (".xlsx", ".csv", ".parquet", ".gpkg")
RUN_FORMS = (".parquet", ".csv", ".sqlite", ".gpkg")

Progress = Callable[[str, float], None]
ACTION_FOR = {Audience.ANALIST: Action.EXPORT_SELECTION, Audience.TOEZICHTHOUDER: Action.EXPORT_FACTS}
"""Whom an export of a selection is for -> the act that it is."""


@dataclass(frozen=True, slots=True)
class ExportAsk:
    """Where an export goes, for whom, and how."""

    to: Path
    audience: Audience = Audience.ANALIST
    force: bool = False
    decimal_comma: bool = False
    rows: bool = True
    """Whether a workbook holds the source rows."""
    language: Language = Language.NL
    """Of the sentences, questions and labels; headings and notes are Dutch with English beside it in any case."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows and columns of the table, and the rows without coordinates that a map leaves out."""

    to: Path
    rows: int
    columns: int
    left_out: int = 0


def export_run(run: OpenRun, check: str, ask: ExportAsk) -> Exported:
    """Write the whole wide table of a check: one row per address of the run, with its indicators, signals and place.

    Raises ExportRefused for another audience than the analyst, or when the file cannot be written as asked.
    """
    run.operation.allows(Action.EXPORT_RUN)
    _refuse_odd(ask, RUN_FORMS)
    if ask.audience is not Audience.ANALIST:
        raise ExportRefused(
            "the whole table of a run holds points and places of every address and is for analysts only; "
            f"export a selection for {ask.audience.value}"
        )
    subject = CheckOfRun(run, check, ask.audience, ask.language)
    shown = [number for number in range(run.addresses.num_rows) if number not in run.withheld]
    table = wide_of_run(subject.tables(), subject.ranking(), subject.in_frame(), subject.about)
    if run.withheld:
        table = replace(table, table=table.table.take(pa.array(shown, pa.int64())))
    run.concerned(shown, check, subject.sources)
    return _write_table(table, ask)


def export_selection(run: OpenRun, kept: KeptSelection, ask: ExportAsk, *, progress: Progress) -> Exported:
    """Write a selection as a list or a workbook; for inspectors in the order of addresses, with facts only.

    Raises ExportRefused when the file cannot be written as asked.
    """
    run.operation.allows(ACTION_FOR[ask.audience])
    _refuse_odd(ask, SELECTION_FORMS)
    subject = CheckOfRun(run, kept.account["check"], ask.audience, ask.language)
    in_book = ask.to.suffix.lower() == ".xlsx"
    ranked = ask.audience is Audience.ANALIST and not in_book
    units = _units(subject, kept) if ranked else _by_address(subject, _units(subject, kept))
    table = _table(subject, kept, units)
    members = [number for unit in units for number in unit.members]
    if not in_book:
        run.concerned(members, subject.check.check, subject.sources)
        return _write_table(table, ask)
    sheets = sheets_of(_book(subject, kept, (units, table), ask, progress))
    run.concerned(members, subject.check.check, subject.sources)
    with whole_file(ask.to) as place:
        write_workbook(sheets, place, title=subject.about.title, created=run.on)
    return Exported(ask.to, table.table.num_rows, table.table.num_columns)


def _refuse_odd(ask: ExportAsk, forms: Sequence[str]) -> None:
    refuse_unless_writable(ask.to, forms, force=ask.force)
    if ask.decimal_comma and ask.to.suffix.lower() != ".csv":
        raise ExportRefused(f"{ask.to}: a decimal comma is for .csv only; leave --decimal-comma out")


def _write_table(described: DescribedTable, ask: ExportAsk) -> Exported:
    left_out = 0
    with whole_file(ask.to) as place:
        match ask.to.suffix.lower():
            case ".csv":
                write_csv(described, place, decimal_comma=ask.decimal_comma)
            case ".parquet":
                write_parquet(described, place)
            case ".sqlite":
                write_described_sqlite(described, place)
            case _:
                left_out = write_geopackage(described, place)
    return Exported(ask.to, described.table.num_rows - left_out, described.table.num_columns, left_out)


def _units(subject: CheckOfRun, kept: KeptSelection) -> list[UnitOfSelection]:
    """Return the units in order of rank, each with its addresses in the frame (or the one that names it)."""
    run = subject.run
    framed = subject.in_frame() if subject.check.unit == "pand" else None
    found, twice = [], kept.second_visits
    for drawn in kept.units.to_pylist():
        named = run.find(str(drawn["address_id"]))
        if named in run.withheld:
            continue
        members: tuple[int, ...] = (named,)
        if framed is not None:
            pand = run.addresses["pand_no"][named].as_py()
            own = (number for number in run.panden.get(pand, ()) if framed[number] and number not in run.withheld)
            members = tuple(own) or members
        found.append(UnitOfSelection(drawn, members, has_second_visit=drawn["unit_id"] in twice))
    return found


def _by_address(subject: CheckOfRun, units: Sequence[UnitOfSelection]) -> list[UnitOfSelection]:
    """Return units in the order in which one walks past: an order that says nothing of why a unit was drawn."""
    names = ("woonplaats", "straat", "huisnummer", "huisletter", "huisnummertoevoeging", "address_id")
    columns = subject.run.addresses.select(list(names))

    def walked(unit: UnitOfSelection) -> list[tuple[bool, Any]]:
        address: Mapping[str, Any] = columns.slice(unit.members[0], 1).to_pylist()[0]
        return [(address[name] is not None, address[name] or 0) for name in names]

    return sorted(units, key=walked)


def _table(subject: CheckOfRun, kept: KeptSelection, units: Sequence[UnitOfSelection]) -> DescribedTable:
    """Return the addresses of the units, in the order of the units."""
    tables = subject.tables([number for unit in units for number in unit.members])
    place = {str(name): position for position, name in enumerate(kept.units["unit_id"].to_pylist())}
    positions = np.array([place[unit.unit_id] for unit in units for _ in unit.members], dtype=np.int64)
    shaped = wide_of_selection if subject.audience is Audience.ANALIST else facts_of_selection
    return shaped(tables, kept.units, subject.about, positions=positions)


def _book(
    subject: CheckOfRun,
    kept: KeptSelection,
    listed: tuple[Sequence[UnitOfSelection], DescribedTable],
    ask: ExportAsk,
    progress: Progress,
) -> Book:
    units, table = listed
    maker = DossierMaker(subject, units, with_rows=ask.rows)
    dossiers, analyses = [], {}
    for number, unit in enumerate(units):
        progress("workbook", number / len(units))
        dossiers.append(maker.dossier(unit))
        if ask.audience is Audience.ANALIST:
            analyses[unit.unit_id] = maker.analysis(unit)
    account = account_of(subject, kept)
    return Book(
        about=subject.about,
        selection=kept.selection_id,
        unit=subject.check.unit,
        table=table,
        dossiers=tuple(dossiers),
        account=account,
        analyses=analyses,
    )
