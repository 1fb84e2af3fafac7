# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A worklist as a file: exactly the units and columns that somebody looks at, in the same order, all pages of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pyarrow as pa

from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused
from pandzicht.exports.csv_file import write_csv
from pandzicht.exports.described import ColumnNote, DescribedTable
from pandzicht.exports.described_sheet import CLOSING as SAID_IN_TITLE
from pandzicht.exports.described_sheet import described_sheet
from pandzicht.exports.parquet_file import write_parquet
from pandzicht.exports.sheet import MAX_ROWS
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.exports.wide import CLOSING, INDICATOR_PREFIX, closing_columns
from pandzicht.exports.workbook import write_workbook
from pandzicht.runs.exporting import ExportAsk, Exported
from pandzicht.runs.opened import OpenRun
from pandzicht.worklist.columns import chosen_columns, values_of
from pandzicht.worklist.filters import Filtered
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.listing import log_shown, refuse_analysis
from pandzicht.worklist.rows import Row, rows_of
from pandzicht.worklist.units import Numbers
from pandzicht.worklist.view import View

FORMS = (".xlsx", ".csv", ".parquet")
SHEET = "Werkvoorraad"
_BATCH = 20_000
_Value = Callable[[Row], object]
_WHY = "waarom"
_FIXED: Sequence[tuple[ColumnNote, pa.DataType, _Value]] = (
    (ColumnNote("adres", "Adres", "Address"), pa.string(), lambda row: row.adres),
    (ColumnNote("unit_id", "Eenheid", "Unit: the address or the building"), pa.string(), lambda row: row.unit_id),
    (
        ColumnNote("address_id", "Adresseerbaar object", "Id of the addressable object (BAG)"),
        pa.string(),
        lambda row: row.address_id,
    ),
    (ColumnNote(_WHY, "Waarom staat het hier", "Why it is here"), pa.string(), lambda row: row.why),
    (ColumnNote("ja", "Signalen ja", "Signals that are yes"), pa.int32(), lambda row: row.yes),
    (ColumnNote("onbekend", "Signalen onbekend", "Signals that are unknown"), pa.int32(), lambda row: row.unknown),
    (ColumnNote("betwist", "Signalen betwist", "Signals that are disputed"), pa.int32(), lambda row: row.disputed),
    (ColumnNote("object", "Object", "The object in words"), pa.string(), lambda row: row.what),
    (ColumnNote("adressen", "Adressen", "Addresses that the check looks at"), pa.int32(), lambda row: row.objects),
    (ColumnNote("gebied", "Gebied", "Neighbourhood"), pa.string(), lambda row: row.area),
    (
        ColumnNote("laatst_bezocht", "Laatst bezocht", "Last visited; empty: never"),
        pa.date32(),
        lambda row: row.last_visit,
    ),
    (
        ColumnNote("stand", "Stand", "new, drawn, disputed"),
        pa.string(),
        lambda row: ", ".join(row.statuses),
    ),
)
"""The columns that every list has, with their type and how they follow from a row."""
_ANALYSED: Sequence[tuple[ColumnNote, pa.DataType, _Value]] = (
    (ColumnNote("plaats", "Plaats", "Place in the order of the check"), pa.int32(), lambda row: _of(row, "place")),
    (ColumnNote("punten", "Punten", "Points of the signals that are yes"), pa.int32(), lambda row: _of(row, "score")),
    (
        ColumnNote("punten_hoogst", "Punten, ten hoogste", "Points if every unknown were yes"),
        pa.int32(),
        lambda row: _of(row, "score_max"),
    ),
)
_TAKEN = {note.name for note, _, _ in (*_FIXED, *_ANALYSED)}


def write_list(run: OpenRun, check: str, view: View, ask: ExportAsk, *, analysed: bool = False) -> Exported:
    """Write all units that a view asks of a check, with its columns; whom it concerns is logged first.

    Raises ExportRefused when the file cannot be written as asked, CriteriaFaults for what cannot be asked of the check,
    AccessDenied for places and points to who may not export a selection.
    """
    run.operation.allows(Action.EXPORT_LIST)
    refuse_unless_writable(ask.to, FORMS, force=ask.force)
    listed = ListedCheck(run, check, ask.language)
    if analysed:
        refuse_analysis(listed)
    units = Filtered(listed, view).units
    order = listed.order(view.order)
    found = order[units[order]]
    if ask.to.suffix.lower() == ".xlsx" and len(found) > MAX_ROWS:
        raise ExportRefused(
            f"{ask.to}: the list has {len(found):,} units, and a workbook holds at most {MAX_ROWS:,} rows per sheet; "
            "filter further, or write it as .parquet or .csv"
        )
    described = _described(listed, found, chosen_columns(listed, view.columns), analysed=analysed)
    log_shown(listed, found.tolist())
    with whole_file(ask.to) as place:
        match ask.to.suffix.lower():
            case ".csv":
                write_csv(described, place, decimal_comma=ask.decimal_comma)
            case ".parquet":
                write_parquet(described, place)
            case _:
                notes = [note for note in described.notes if note.name not in SAID_IN_TITLE]
                sheet = described_sheet(described, SHEET, _title(described, view), notes, wide=[_WHY])
                write_workbook([sheet], place, title=described.about.title, created=run.on)
    return Exported(ask.to, described.table.num_rows, described.table.num_columns)


def _described(
    listed: ListedCheck, positions: Numbers, chosen: Sequence[ColumnNote], *, analysed: bool
) -> DescribedTable:
    told = [*_FIXED, *(_ANALYSED if analysed else ())]
    own = [replace(note, name=f"{INDICATOR_PREFIX}{note.name}") if note.name in _TAKEN else note for note in chosen]
    notes = (*(note for note, _, _ in told), *own, *CLOSING)
    about = listed.subject.about
    parts = []
    for begin in range(0, max(len(positions), 1), _BATCH):
        some = positions[begin : begin + _BATCH]
        rows = list(rows_of(listed, some, analysed=analysed))
        fixed = [pa.array([value(row) for row in rows], kind) for _, kind, value in told]
        values = values_of(listed, [note.name for note in chosen], some)
        columns = [*fixed, *values.columns, *closing_columns(about, len(some))]
        parts.append(pa.table(columns, names=[note.name for note in notes]))
    return DescribedTable(pa.concat_tables(parts), notes, about, name="werkvoorraad")


def _title(described: DescribedTable, view: View) -> str:
    about = described.about
    said = [SHEET, about.title, f"peildatum {about.on:%d-%m-%Y}", f"run {about.run}", *_filtered(view)]
    said.append("een plaats op deze lijst is een reden om te kijken, geen bewijs")
    return " · ".join([*said, *([about.caveat] if about.caveat else [])])


def _filtered(view: View) -> Iterator[str]:
    asked = view.model_copy(update={"page": 1, "size": 50, "columns": ()}).query
    if asked:
        yield f"filter {asked}"


def _of(row: Row, name: str) -> object:
    return getattr(row.analysis, name) if row.analysis else None
