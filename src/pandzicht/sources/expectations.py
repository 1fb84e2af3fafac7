# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a healthy delivery looks like: a delivery that breaks an expectation stops, with the figures that broke it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pandzicht.definitions.household import RELATION
from pandzicht.definitions.source import DeliveryKind, FieldType, Role, Source
from pandzicht.definitions.words import Bounds
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.sources.admission import ADMITTED, Admission
from pandzicht.sources.columns import interval_names
from pandzicht.sources.contradiction import CONTRADICTS, REMEDY
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.identity import REPEATS
from pandzicht.sources.layout import field_types
from pandzicht.sources.links import distinct_spelled
from pandzicht.sources.profile import LEAST_ROWS, swapped_fields
from pandzicht.sources.typed_table import ROW, SET_ASIDE_ROWS
from pandzicht.store.engine import Engine, quoted

SHOWN = 20
"""How many rows are told of one breach."""
_AGAIN = "ask for the delivery again"


@dataclass(frozen=True, slots=True)
class Judged:
    """A delivery that is held against its expectations, with its tables, and the full delivery before it, if any."""

    engine: Engine
    source: Source
    kind: DeliveryKind
    admission: Admission
    files: Sequence[str]
    place: str
    previous: Delivery | None
    quotes: bool = True
    """Whether rows are quoted that were set aside; not before anything of them is to be kept."""

    def fault(self, found: str, remedy: str, *, place: str = "") -> Fault:
        """Return a fault of the delivery as a whole, or of one field of it."""
        whole = f"the whole delivery of {self.admission.delivered:,} rows"
        return Fault(", ".join(self.files), place or whole, found, remedy)

    def fault_at(self, file_no: int, record_no: int, found: str, remedy: str) -> Fault:
        """Return a fault of one record."""
        file = self.files[file_no] if file_no < len(self.files) else ", ".join(self.files)
        return Fault(file, self.place.format(file_no=file_no, record_no=record_no), found, remedy)


def refuse_unhealthy(judged: Judged) -> None:
    """Raise DeliveryFaults with the figures and places of every expectation that a delivery breaks."""
    faults = unhealthy(judged)
    if faults:
        raise DeliveryFaults(f"delivery of '{judged.source.source}'", faults)


def unhealthy(judged: Judged) -> list[Fault]:
    """Return the figures and places of every expectation that a delivery breaks; none for a healthy one."""
    rules = (_rows, _set_aside, _repeated, _change, _filled, _malformed, _swapped, _swapped_names)
    return [fault for rule in rules for fault in rule(judged)]


def _rows(judged: Judged) -> Iterator[Fault]:
    count, expected = judged.admission.delivered, judged.source.expect.rows
    if not count and judged.kind is DeliveryKind.FULL:
        yield judged.fault("there are no rows, and a full delivery would end everything", _AGAIN)
        return
    breach = expected.breach(count)
    if breach:
        yield judged.fault(f"rows: {breach}", f"{_AGAIN}, or correct 'expect.rows'")


def _set_aside(judged: Judged) -> Iterator[Fault]:
    admission = judged.admission
    breach = _share_breach(judged.source.expect.set_aside, admission.set_aside, admission.delivered)
    if not breach:
        return
    yield judged.fault(f"rows set aside: {breach}", "correct the delivery, or the definition of its fields")
    if not judged.quotes:
        return
    query = f"SELECT * FROM {SET_ASIDE_ROWS} ORDER BY file_no, record_no, field LIMIT ?"
    for file_no, record_no, field, found, reason in judged.engine.rows(query, [SHOWN]):
        text = f"'{found}' {reason}" if found is not None else reason
        remedy = REMEDY if reason == CONTRADICTS else _field_remedy(judged.source, field)
        yield judged.fault_at(file_no, record_no, f"field '{field}': {text}", remedy)


def _repeated(judged: Judged) -> Iterator[Fault]:
    admission = judged.admission
    breach = _share_breach(judged.source.expect.repeated, admission.repeated, admission.admitted)
    if not breach:
        return
    yield judged.fault(f"rows that occurred before: {breach}", "deliver every row once")
    query = f"SELECT * EXCLUDE ({ROW}, row_id) FROM {REPEATS} ORDER BY {ROW} LIMIT ?"
    for file_no, record_no, first_file, first_record in judged.engine.rows(query, [SHOWN]):
        file = judged.files[first_file] if first_file < len(judged.files) else "the delivery"
        first = f"{judged.place.format(file_no=first_file, record_no=first_record)} of {file}"
        yield judged.fault_at(file_no, record_no, f"is the same as {first}", "deliver every row once")


def _change(judged: Judged) -> Iterator[Fault]:
    if judged.source.delivery is not DeliveryKind.FULL or judged.previous is None:
        return
    before = judged.previous.counts["admitted"] + judged.previous.counts["protected"]
    now = judged.admission.admitted + judged.admission.protected
    breach = judged.source.expect.change.breach(now / before) if before else ""
    if breach:
        found = f"{now:,} rows where the delivery of {judged.previous.date.isoformat()} had {before:,}: {breach}"
        yield judged.fault(found, f"{_AGAIN}, or widen 'expect.change' when so much has really changed")


def _filled(judged: Judged) -> Iterator[Fault]:
    admitted = judged.admission.admitted
    for name, bounds in judged.source.expect.filled.items():
        column = _first_column(judged.source, name)
        filled = judged.engine.value(f"SELECT count({quoted(column)}) FROM {ADMITTED}")
        breach = _share_breach(bounds, filled, admitted)
        if breach:
            yield judged.fault(f"rows with a value: {breach}", _AGAIN, place=f"field '{name}'")


def _malformed(judged: Judged) -> Iterator[Fault]:
    for name, (wrong, given) in judged.admission.malformed.items():
        breach = _share_breach(judged.source.expect.malformed, wrong, given)
        if breach and given >= LEAST_ROWS:
            role = judged.source.fields[name].role
            found = f"texts that are no {role.value if role else 'value'}: {breach}"
            yield judged.fault(
                found, "the columns may have been swapped, or the role be wrong", place=f"field '{name}'"
            )


def _swapped(judged: Judged) -> Iterator[Fault]:
    if judged.previous is None or not judged.previous.rows.exists():
        return
    types = {name: kind for name, kind in field_types(judged.source).items() if name != RELATION and kind != "BLOB"}
    for one, other in swapped_fields(judged.engine, types, judged.previous.rows):
        found = f"holds what '{other}' held on {judged.previous.date.isoformat()}, and the other way round"
        yield judged.fault(found, "the columns were swapped; " + _AGAIN, place=f"field '{one}'")


def _swapped_names(judged: Judged) -> Iterator[Fault]:
    """Tell a street and a woonplaats that were taken for each other: no town has more towns than streets."""
    streets, towns = (distinct_spelled(judged.engine, judged.source, role) for role in (Role.STRAAT, Role.WOONPLAATS))
    if streets is not None and towns is not None and towns > max(2 * streets, LEAST_ROWS):
        found = f"{towns:,} different places and only {streets:,} streets"
        yield judged.fault(found, "street and place may have been swapped; " + _AGAIN)


def _first_column(source: Source, name: str) -> str:
    return interval_names(name)[0] if source.fields[name].type is FieldType.PARTIAL_DATE else name


def _share_breach(bounds: Bounds, part: int, whole: int) -> str:
    breach = bounds.breach(part / whole) if whole else ""
    return f"{part:,} of {whole:,}, a share of {breach}" if breach else ""


def _field_remedy(source: Source, field: str) -> str:
    names = source.fields[field].origins if field in source.fields else ()
    return f"correct {' or '.join(names)} at the source" if names else "correct it at the source"
