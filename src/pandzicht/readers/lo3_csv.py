# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Personal lists of the BRP as GBA-V writes them to CSV: a column per LO3 element, a line per state.

The first line of a person bears a label and what holds now; lines below it without a label are history, newest first.
Columns keep their element (`08.11.80` is the adresseerbaar object); the untitled first column is `label`, the second
`06.88.10` of the layout is `06.88.10#2`. Computed columns:

- `persoon`: the BSN of the person a line belongs to, else the A-nummer, else the label;
- `actueel`: `J` for the first line of a person, `N` for history;
- `onjuist`: `J` for an address that was recorded in error (08.84.10);
- `eindeDoorOnderzoek`: the day from which the person is established not to live there (08.83.10 is 089999 or 589999);
- `einde`: the day (exclusive) on which the address of the line ended: the start (08.10.30, abroad 08.13.20) of the next
  newer address of the person that is not in error, the suspension of the list (07.67.10: death, emigration) or
  `eindeDoorOnderzoek`, whichever comes first. An address in error, and every address of a list opened in error or wiped
  (07.67.20 is F or W), ended on the day it began. Absent: it holds.

Dates stay text (`20120000`, `00000000`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

from pandzicht.definitions.source import Format
from pandzicht.readers.bundle import gathered
from pandzicht.readers.csv_lines import Defect, Dialect, Lines, Record, next_record
from pandzicht.readers.csv_table import SUFFIXES, read_content
from pandzicht.readers.delivered import Delivered
from pandzicht.readers.encoding import to_utf8
from pandzicht.readers.findings import Findings
from pandzicht.readers.json_columns import one_of
from pandzicht.readers.residence import NEVER_RESIDENT, earliest, end_by_investigation
from pandzicht.readers.signature import Kind, expect
from pandzicht.store.engine import Engine, quoted

LABEL = "label"
TWICE = "06.88.10"
"""The element that stands twice in the layout of GBA-V."""
PERSON = ("01.01.20", "01.01.10")
REQUIRED = ("08.10.30",)
_ELEMENT = re.compile(r"^\d\d\.(\d\d\.\d\d|H)$")
_REMEDY = "deliver the file with the header that GBA-V writes"


def read_lo3_csv(files: Sequence[Path], form: Format) -> Delivered:
    """Read personal lists. Raises DeliveryFaults, also for a column without a title and a line before any person."""
    delivered = gathered(files, lambda content, findings: _lines(content, form, findings), suffixes=SUFFIXES)
    with Engine() as engine:
        engine.run("SET preserve_insertion_order = true")
        engine.register("lines", delivered.table)
        computed = engine.table(_statement(delivered.fields))
    table = delivered.table
    for name in computed.column_names:
        table = table.append_column(name, computed[name])
    return Delivered(table, delivered.place)


def _lines(content: bytes, form: Format, findings: Findings) -> pa.Table:
    """Read one file under names of which each stands once."""
    expect(Kind.TEXT, content, findings)
    try:
        dialect = Dialect(form.delimiter, form.quote)
        header = next_record(Lines(to_utf8(content, form.encoding, findings)), dialect)
    except Defect as defect:
        raise findings.stop(defect.place, defect.found, defect.remedy) from defect
    if header is None:
        raise findings.stop("line 1", "no header and no rows", "deliver the file again")
    columns = _columns(header, header.fields(form.quote), findings)
    findings.raise_if_any()
    table = read_content(content, form.model_copy(update={"columns": columns, "header_lines": 1}), findings)
    if table.num_rows and not table[LABEL][0].is_valid:
        findings.add("line 2", "history before the first person: the line has no label", "deliver whole persons")
    return table


def _columns(header: Record, titles: Sequence[str], findings: Findings) -> tuple[str, ...]:
    """Return a name per column, noting titles that are missing, unknown or doubled."""
    names = [LABEL]
    first = titles[0].strip().lower()
    if first not in {"", LABEL}:
        findings.add(header.place(0), f"the first column is '{first}', expected the untitled column of labels", _REMEDY)
    for at, title in enumerate(titles[1:], 1):
        name = f"{TWICE}#2" if title == TWICE and TWICE in names else title
        wrong = _wrong_title(name, names, is_last=at == len(titles) - 1)
        if wrong:
            findings.add(
                header.place(header.starts[at]), f"column {at + 1}, after '{titles[at - 1]}', {wrong}", _REMEDY
            )
        names.append(name)
    absent = [element for element in REQUIRED if element not in names]
    if not set(PERSON) & set(names):
        absent.append(PERSON[0])
    for element in absent:
        findings.add("line 1", f"the column {element} is absent", _REMEDY)
    return tuple(names)


def _wrong_title(name: str, names: Sequence[str], *, is_last: bool) -> str:
    """Return what is wrong with a title; only the last column, empty by the sign at the end of a line, may lack one."""
    if not name:
        return "" if is_last else "has no title"
    if name in names:
        return f"has the title {name} again"
    return "" if _ELEMENT.match(name.removesuffix("#2")) else f"has the title '{name}', which is no LO3 element"


def _statement(fields: Sequence[str]) -> str:
    """Return the SQL that carries the person down to history and computes when an address ended."""
    address = " OR ".join(f"{quoted(name)} IS NOT NULL" for name in fields if name.startswith("08."))
    reason = one_of(fields, "07.67.20")
    never = ", ".join(f"'{code}'" for code in NEVER_RESIDENT)
    inquiry = end_by_investigation(one_of(fields, "08.83.10"), one_of(fields, "08.83.20"), one_of(fields, "08.83.30"))
    key = f"coalesce({', '.join(quoted(name) for name in (*PERSON, LABEL) if name in fields)})"
    return f"""
WITH numbered AS (
    SELECT file_no, record_no, label, {key} AS key, {reason} AS reason,
           CASE WHEN {reason} IS NOT NULL THEN {one_of(fields, "07.67.10")} END AS suspension,
           count(label) OVER (PARTITION BY file_no ORDER BY record_no) AS person_no,
           {address} AS is_address, {one_of(fields, "08.84.10")} IS NOT NULL AS is_wrong,
           coalesce({one_of(fields, "08.10.30")}, {one_of(fields, "08.13.20")}) AS began,
           {inquiry} AS "eindeDoorOnderzoek"
    FROM lines
), carried AS (
    SELECT * REPLACE (first_value(reason) OVER person AS reason),
           first_value(key) OVER person AS persoon,
           first_value(suspension) OVER person AS suspended,
           last_value(CASE WHEN is_address AND NOT is_wrong THEN coalesce(began, '00000000') END IGNORE NULLS)
               OVER (PARTITION BY file_no, person_no ORDER BY record_no
                     ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS next_began
    FROM numbered
    WINDOW person AS (PARTITION BY file_no, person_no ORDER BY record_no)
)
SELECT persoon, CASE WHEN label IS NULL THEN 'N' ELSE 'J' END AS actueel,
       CASE WHEN is_wrong THEN 'J' ELSE 'N' END AS onjuist, "eindeDoorOnderzoek",
       CASE WHEN NOT is_address THEN NULL
            WHEN is_wrong OR coalesce(reason IN ({never}), false) THEN coalesce(began, '00000000')
            ELSE {earliest("next_began", "suspended", '"eindeDoorOnderzoek"')} END AS einde
FROM carried ORDER BY file_no, record_no
"""
