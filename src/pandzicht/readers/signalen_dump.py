# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports of the public space from the CSV dump of Signalen: four files, joined on their ids.

A row per line of `signals.csv`, its fields by their own names; those of its location, present status and category under
`location.`, `status.` and `category.`. The address of a location, JSON text in the dump, is taken apart
(`location.address.openbare_ruimte`). The text `null` is absent.

The dump writes the longitude into `lat` and the latitude into `lng`; here `location.lat` is the latitude and
`location.lng` the longitude (WGS84). `reporters.csv` is never read: a delivery that holds it is refused.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import numpy as np
import pyarrow as pa

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.archive import walk_archive
from pandzicht.readers.bundle import LIMITS, placed
from pandzicht.readers.csv_table import read_content
from pandzicht.readers.delivered import PLACE_COLUMNS, Delivered
from pandzicht.readers.findings import SHOWN, SUBJECT, Findings
from pandzicht.readers.json_columns import Table
from pandzicht.readers.json_records import Page, refuse_repeated_keys
from pandzicht.readers.json_shape import shape_of_records
from pandzicht.readers.wgs84 import Degrees, check_wgs84
from pandzicht.store.engine import Engine, quoted

REPORTERS = "reporters.csv"
FILES = {
    "signals.csv": "signal",
    "locations.csv": "location",
    "statusses.csv": "status",
    "statuses.csv": "status",
    "categories.csv": "category",
}
"""Name of a file -> what a line of it is; the source spells the third with a double s."""
ROLES = tuple(dict.fromkeys(FILES.values()))
KEYS = {"location": "location_id", "status": "status_id", "category": "category_assignment_id"}
"""What belongs to a report -> the field of the report that names it."""
REQUIRED = {"signal": ("id", *KEYS.values()), "location": ("id", "lat", "lng"), "status": ("id",), "category": ("id",)}
MAX_DANGLING = 0.01
"""The share of reports whose location, status or category may lack: files of a dump are written one after the other."""
SWAPPED_BACK = {"lat": "lng", "lng": "lat"}
"""Column of the result -> column of the dump that holds it."""
DEGREES = Degrees(
    "location.lng",
    "location.lat",
    swapped="the column lat of locations.csv holds the latitude, where the dump of Signalen has the longitude",
    remedy="deliver the file as Signalen writes it",
)


def read_signalen_dump(files: Sequence[Path], form: Format) -> Delivered:
    """Read a dump: a folder, a zip, or its files. Raises DeliveryFaults, also when reporters are in the delivery."""
    dump = _files(files, form)
    with Engine() as engine:
        engine.run("SET preserve_insertion_order = true")
        for role in ROLES:
            engine.register(role, dump.tables[role])
        faults: list[Fault] = []
        positions = {role: _positions(engine, role, dump.names[role], faults) for role in KEYS}
        if faults:
            raise DeliveryFaults(SUBJECT, faults)
        dump.tables["location"] = _with_addresses(engine, dump)
        table = _joined(dump, positions)
        check_wgs84(engine, dump.members, table, DEGREES)
        return Delivered(table, "signals.csv, record {record_no}")


@dataclass(slots=True)
class _Dump:
    tables: dict[str, pa.Table] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    members: list[str] = field(default_factory=list)


def _files(files: Sequence[Path], form: Format) -> _Dump:
    """Read the files of the dump by what they are, after a look at the names alone."""
    _refuse_reporters(files)
    dump = _Dump()
    parts: dict[str, list[pa.Table]] = {}
    faults: list[Fault] = []
    for number, member in enumerate(walk_archive(files, LIMITS)):
        findings = Findings(member.name)
        role = FILES.get(PurePosixPath(member.name).name.lower())
        dump.members.append(member.name)
        try:
            if role is None:
                raise findings.stop(
                    "", "is not read from a dump of Signalen", f"leave it out; read are {', '.join(FILES)}"
                )
            table = read_content(member.stream.read(), form, findings, absent=("null",))
            for name in REQUIRED[role]:
                if name not in table.column_names:
                    findings.add("header", f"the column '{name}' is absent", "deliver the dump as Signalen writes it")
            findings.raise_if_any()
            parts.setdefault(role, []).append(placed(table, number))
            dump.names.setdefault(role, member.name)
        except DeliveryFaults as found:
            faults.extend(found.faults)
    lacking = [name for name, role in FILES.items() if role not in dump.names and name != "statuses.csv"]
    if not faults:
        faults += [Fault(name, "", "is not in the delivery", "deliver the four files of one dump") for name in lacking]
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
    dump.tables = {role: pa.concat_tables(tables, promote_options="default") for role, tables in parts.items()}
    return dump


def _refuse_reporters(files: Sequence[Path]) -> None:
    names = [member.name for member in walk_archive(files, LIMITS)]
    faults = [
        Fault(name, "", "holds who reported, which is never read", "take it out of the delivery and destroy it")
        for name in names
        if PurePosixPath(name).name.lower() == REPORTERS
    ]
    if faults:
        raise DeliveryFaults(SUBJECT, faults)


def _positions(engine: Engine, role: str, name: str, faults: list[Fault]) -> pa.Array:
    """Return for every report where in its file that lies which belongs to it, noting ids that stand twice or lack."""
    key = quoted(KEYS[role])
    remedy = "deliver the four files of one dump, each once"
    found = engine.table(
        f"SELECT o.position, s.record_no, s.key IS NOT NULL AND o.id IS NULL AS lacks "
        f"FROM (SELECT {key} AS key, record_no, row_number() OVER () AS turn FROM signal) AS s "
        f"LEFT JOIN (SELECT id, row_number() OVER () - 1 AS position FROM {role}) AS o ON o.id = s.key ORDER BY s.turn"
    )
    if found.num_rows != engine.value("SELECT count(*) FROM signal"):
        twice = f"SELECT id, max(record_no) FROM {role} WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1"
        doubled = engine.rows(f"{twice} ORDER BY 2 LIMIT ?", [SHOWN])
        faults += [
            Fault(name, f"record {record}", f"the id {double} stands here again", remedy) for double, record in doubled
        ]
    lacking = found.filter(found["lacks"])
    if lacking.num_rows > MAX_DANGLING * found.num_rows:
        first = lacking["record_no"][0]
        said = f"{lacking.num_rows:,} of {found.num_rows:,} reports name a {KEYS[role]} that is not in it"
        faults.append(Fault(name, "", f"{said}, the first in record {first}", remedy))
    return found["position"].combine_chunks()


def _with_addresses(engine: Engine, dump: _Dump) -> pa.Table:
    """Return the locations with their address, JSON text, taken apart."""
    locations = dump.tables["location"]
    if "address" not in locations.column_names:
        return locations
    engine.run(
        "CREATE OR REPLACE TABLE records AS SELECT file_no, record_no, TRY_CAST(address AS JSON) AS record "
        "FROM location WHERE address IS NOT NULL"
    )
    broken = engine.rows(
        "SELECT file_no, record_no FROM records WHERE coalesce(json_type(record), '') <> 'OBJECT' ORDER BY ALL LIMIT ?",
        [SHOWN],
    )
    if broken:
        found, remedy = "the address is no JSON object", "deliver the dump as Signalen writes it"
        raise DeliveryFaults(SUBJECT, [Fault(dump.members[no], f"record {at}", found, remedy) for no, at in broken])
    refuse_repeated_keys(engine, dump.members)
    parts = Table(shape_of_records(engine, [Page(name, 0, "") for name in dump.members])).read(engine)
    positions = engine.table(
        "SELECT CASE WHEN address IS NOT NULL THEN count(address) OVER (ORDER BY turn) - 1 END AS position "
        "FROM (SELECT address, row_number() OVER () AS turn FROM location) ORDER BY turn"
    )["position"].combine_chunks()
    for name in parts.column_names:
        if name not in PLACE_COLUMNS:
            locations = locations.append_column(f"address.{name}", _gathered(parts[name], positions))
    return locations.drop_columns(["address"])


def _joined(dump: _Dump, positions: Mapping[str, pa.Array]) -> pa.Table:
    """Return a row per report with what belongs to it; the columns are gathered one after the other."""
    reports = dump.tables["signal"]
    columns = {name: reports[name] for name in reports.column_names if name not in PLACE_COLUMNS}
    for role in KEYS:
        found = dump.tables[role]
        swap = SWAPPED_BACK if role == "location" else {}
        for name in found.column_names:
            if name not in PLACE_COLUMNS:
                columns[f"{role}.{name}"] = _gathered(found[swap.get(name, name)], positions[role])
    return pa.table(columns | {name: reports[name] for name in PLACE_COLUMNS})


def _gathered(column: pa.ChunkedArray, positions: pa.Array) -> pa.ChunkedArray:
    """Return the values at some positions, null where there is none; as they are when the order is the same."""
    if positions.null_count == 0 and len(positions) == len(column):
        numbers = np.frombuffer(positions.buffers()[1], np.int64)[positions.offset :][: len(positions)]
        if np.array_equal(numbers, np.arange(len(numbers))):
            return column
    return column.take(positions)
