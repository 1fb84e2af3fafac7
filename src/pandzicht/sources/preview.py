# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What taking in a delivery would do, told before anything of it is kept: no row, no value, no hash.

The same steps read and judge it as when it is taken in, so what is told here is what happens then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.channel import Channel
from pandzicht.definitions.source import About, DeliveryKind, Source
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.governance.activity import activity_of_source
from pandzicht.governance.desk import Operation
from pandzicht.sources.admission import ADMITTED
from pandzicht.sources.audit import FieldFate, fates_of
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.expectations import Judged, unhealthy
from pandzicht.sources.layout import key_columns
from pandzicht.sources.order import files_named, loaded_before, order_of
from pandzicht.sources.refusal import refuse_unlawful
from pandzicht.sources.row_intake import MEMORY_MIB, judged_rows
from pandzicht.sources.spine_intake import judged_spine
from pandzicht.sources.taken import Order
from pandzicht.sources.typed_table import SET_ASIDE_ROWS
from pandzicht.store.engine import Engine, parquet_list, quoted
from pandzicht.store.workspace import Workspace

Progress = Callable[[str, float], None]
FAULTS_TOLD = 50
ASIDE_TOLD = 100
"""Kinds of set aside rows, each a field and a reason, that are told."""


@dataclass(frozen=True, slots=True)
class Aside:
    """Rows that would be set aside for one reason: how many, and where the first of them stands; not what it says."""

    field: str
    reason: str
    rows: int
    first: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A delivery beside the full one before it, in things: by key where the source has one, else by whole rows."""

    before_on: date
    rows_before: int
    by_key: bool
    new: int
    gone: int
    """That stood in the delivery before and in this one no more."""
    changed: int
    """Of which the key stood there with other values."""
    same: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What taking in a delivery would do."""

    source: str
    on: date
    kind: DeliveryKind
    files: tuple[tuple[str, int], ...]
    """Names with their size in bytes."""
    already_loaded: bool = False
    columns: tuple[FieldFate, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    aside: tuple[Aside, ...] = ()
    difference: Difference | None = None
    faults: tuple[Fault, ...] = ()
    """What stops it; without any it can be taken in."""
    more_faults: int = 0

    @property
    def can_be_taken_in(self) -> bool:
        """Whether taking it in would change something."""
        return not self.faults and not self.already_loaded

    def document(self) -> dict[str, Any]:
        """Return it as plain data."""
        return asdict(self) | {"on": self.on.isoformat(), "can_be_taken_in": self.can_be_taken_in}


def preview_delivery(  # noqa: PLR0913 - as taking it in: what, of whom, of when and of which kind
    workspace: Workspace,
    operation: Operation,
    source: Source,
    files: Sequence[Path],
    *,
    on: date,
    today: date,
    channel: Channel | None = None,
    full: bool = False,
    progress: Progress = lambda _label, _part: None,
) -> Preview:
    """Return what taking in the files of one delivery, dated `on`, would do; nothing is kept and nothing changes.

    What stops it is told in the preview, all at once. Raises DeliveryRefused for what may not be read at all,
    NotApproved for a source that nobody else approved.
    """
    operation.allows(Action.LOAD)
    refuse_unlawful(operation, source, channel, on, today)
    workspace = workspace.within(source.channel)
    progress("reading: hashes", 0.0)
    order = order_of(workspace, source, files, files_named(source, files), on=on, full=full)
    sizes = tuple((file.name, file.bytes) for file in order.files)
    begun = Preview(source.source, order.on, order.kind, sizes)
    if loaded_before(workspace, order):
        return _with(begun, already_loaded=True)
    read = _of_spine if source.about is About.SPINE else _of_rows
    operation.concerns((), activity=activity_of_source(source), sources=[source.source])
    previewed = read(workspace, order, begun, progress)
    progress("reading: done", 1.0)
    return previewed


def _with(preview: Preview, faults: Iterable[Fault] = (), **told: Any) -> Preview:
    found = tuple(faults)
    more = max(0, len(found) - FAULTS_TOLD)
    return Preview(
        preview.source,
        preview.on,
        preview.kind,
        preview.files,
        faults=found[:FAULTS_TOLD],
        more_faults=more,
        **{"columns": preview.columns} | told,
    )


def _of_rows(workspace: Workspace, order: Order, begun: Preview, progress: Progress) -> Preview:
    columns: list[FieldFate] = []

    def seen(fields: Sequence[str]) -> None:
        columns.extend(fates_of(fields, order.source))

    with Engine(memory_mib=MEMORY_MIB) as engine:
        try:
            judged = judged_rows(engine, workspace, order, progress=progress, seen=seen)
        except DeliveryFaults as stopped:
            return _with(begun, stopped.faults, columns=tuple(columns))
        progress("reading: comparing", 0.75)
        return _with(
            begun,
            unhealthy(replace(judged, quotes=False)),
            columns=tuple(columns),
            counts=judged.admission.counts,
            aside=_aside(judged),
            difference=_difference(judged, order),
        )


def _of_spine(workspace: Workspace, order: Order, begun: Preview, progress: Progress) -> Preview:
    try:
        judged = judged_spine(workspace, order, progress=progress)
    except DeliveryFaults as stopped:
        return _with(begun, stopped.faults)
    counted: dict[tuple[str, str], list[Fault]] = {}
    for fault in judged.faults:
        counted.setdefault((fault.place, fault.remedy), []).append(fault)
    aside = [Aside(place, reason, len(found), found[0].file) for (place, reason), found in counted.items()]
    aside.sort(key=lambda item: (-item.rows, item.field))
    return _with(begun, judged.breaches, counts=judged.counts, aside=tuple(aside[:ASIDE_TOLD]))


def _aside(judged: Judged) -> tuple[Aside, ...]:
    found = judged.engine.rows(
        "SELECT field, reason, count(*), arg_min([file_no, record_no], file_no::BIGINT << 32 | record_no) "
        f"FROM {SET_ASIDE_ROWS} GROUP BY field, reason ORDER BY count(*) DESC, field, reason LIMIT ?",
        [ASIDE_TOLD],
    )
    return tuple(Aside(field, reason, rows, _place(judged, *first)) for field, reason, rows, first in found)


def _place(judged: Judged, file_no: int, record_no: int) -> str:
    place = judged.place.format(file_no=file_no, record_no=record_no)
    return f"{judged.files[file_no]}: {place}" if len(judged.files) > 1 and file_no < len(judged.files) else place


def _difference(judged: Judged, order: Order) -> Difference | None:
    """Return how a full delivery differs from the full one before; None where there is none, or it was made otherwise.

    A row is named by its content, so equal rows have one name in both; where the definition changed in between, or rows
    were destroyed, they do not, and nothing can be said.
    """
    before = judged.previous
    if order.kind is not DeliveryKind.FULL or before is None or not before.rows.is_file():
        return None
    if before.definition_hash != order.definition_hash or before.lacks:
        return None
    return _compared(judged.engine, before, key_columns(order.source))


def _compared(engine: Engine, before: Delivery, keys: Sequence[str]) -> Difference:
    earlier = parquet_list([before.rows])
    names = ", ".join(map(quoted, keys or ("row_id",)))
    now_only = f"SELECT {names} FROM {ADMITTED} EXCEPT SELECT {names} FROM {earlier}"
    then_only = f"SELECT {names} FROM {earlier} EXCEPT SELECT {names} FROM {ADMITTED}"
    shared = f"SELECT {names} FROM {ADMITTED} INTERSECT SELECT {names} FROM {earlier}"
    new, gone, known = (int(engine.value(f"SELECT count(*) FROM ({sql})")) for sql in (now_only, then_only, shared))
    changed = 0
    if keys:
        altered = f"SELECT {names} FROM {ADMITTED} WHERE row_id NOT IN (SELECT row_id FROM {earlier})"
        changed = int(engine.value(f"SELECT count(*) FROM ({altered} INTERSECT SELECT {names} FROM {earlier})"))
    counts = before.counts
    return Difference(
        before_on=before.date,
        rows_before=counts["admitted"] + counts.get("protected", 0),
        by_key=bool(keys),
        new=new,
        gone=gone,
        changed=changed,
        same=known - changed,
    )
