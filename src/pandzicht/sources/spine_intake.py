# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The spine is taken in: read in any of its forms, mutations applied to the spine before, judged and written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from pandzicht.addresses.spine_readers import SpineReader, read_spine
from pandzicht.addresses.spine_tables import ADRESSEERBAAR, SpineTables, stored_spine, write_spine
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Bounds
from pandzicht.errors import DeliveryFaults, DeliveryRefused, Fault
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.sources.delivery import SET_ASIDE, Delivery, deliveries_of
from pandzicht.sources.taken import Order, Taken
from pandzicht.store.table_file import write_table
from pandzicht.store.workspace import Workspace

_MUTATION_NAME = re.compile(r"BAG[A-Z]+\d*M-\d{8}-\d{8}|\d{4}(IO)?MUT\d{8}", re.IGNORECASE)
"""How the Kadaster names deliveries and files of mutations."""
_SHOWN = 50
_ASIDE = ("field", "found", "reason", "file_no")


def is_mutation(source: Source, names: Iterable[str]) -> bool:
    """Tell whether a delivery of the spine changes the one before, by its reader or by the names of its files.

    >>> [bool(_MUTATION_NAME.search(name)) for name in ("BAGNLDM-20042022-21042022.zip", "BAGNLDL-15092020.zip")]
    [True, False]
    """
    return source.reader == SpineReader.BAG_MUTATIONS or any(_MUTATION_NAME.search(name) for name in names)


def take_in_spine(workspace: Workspace, order: Order, folder: Path, *, progress: Callable[[str, float], None]) -> Taken:
    """Write the tables of a delivery of the spine into a folder; raise DeliveryFaults when it may not be taken in."""
    spine = _read(workspace, order, progress)
    _refuse_unhealthy(spine, order)
    progress("reading: writing", 0.6)
    written = write_spine(spine, folder)
    written[SET_ASIDE] = write_table(_set_aside(spine, order), folder / SET_ASIDE, by=_ASIDE, without=PLACE_COLUMNS)
    tables = {name: file.content for name, file in written.items()}
    return Taken(counts=_counts(spine), tables=tables, place="element {record_no}", current_only=spine.current_only)


@dataclass(frozen=True, slots=True)
class JudgedSpine:
    """A delivery of the spine that was read and not written: its counts, what it breaks, and its faults."""

    counts: Mapping[str, int]
    breaches: tuple[Fault, ...]
    faults: tuple[Fault, ...]


def judged_spine(workspace: Workspace, order: Order, *, progress: Callable[[str, float], None]) -> JudgedSpine:
    """Read a delivery of the spine and hold it against its expectations; nothing is written.

    Raises DeliveryFaults for files that cannot be read, DeliveryRefused for those of after the date of the delivery.
    """
    spine = _read(workspace, order, progress)
    return JudgedSpine(_counts(spine), tuple(_breached(spine, order)), tuple(spine.faults))


def _read(workspace: Workspace, order: Order, progress: Callable[[str, float], None]) -> SpineTables:
    progress("reading: files", 0.05)
    source = order.source
    reader, base = source.reader, None
    if order.mutates:
        reader, base = SpineReader.BAG_MUTATIONS.value, _base(workspace, order)
    spine = read_spine(reader, order.paths, dummies=source.dummies, ignored=source.ignored, base=base)
    _refuse_early(spine, order)
    return spine


def _counts(spine: SpineTables) -> dict[str, int]:
    rows, aside = _voorkomens(spine), spine.counts.get("set_aside", 0)
    own = {"delivered": rows + aside, "admitted": rows, "set_aside": aside, "objects": _objects(spine)}
    return {**own, **spine.counts}


def _base(workspace: Workspace, order: Order) -> SpineTables | None:
    """Return the spine that mutations change: the newest of the source, else the newest of the workspace's spine."""
    others = (delivery for delivery in deliveries_of(workspace, workspace.spine) if delivery.date <= order.on)
    found: list[Delivery] = [*others, *order.earlier]
    if not found:
        return None
    return replace(stored_spine(found[-1].folder), current_only=found[-1].current_only, on=found[-1].date)


def _refuse_early(spine: SpineTables, order: Order) -> None:
    """Refuse an extract that is dated before the day its files speak of: it would be known before it was."""
    if spine.on is not None and not spine.current_only and spine.on > order.on:
        raise DeliveryRefused(
            f"{', '.join(order.file_names)}: the files speak of {spine.on.isoformat()}, after the date given, "
            f"{order.on.isoformat()}; give the day the delivery is of"
        )


def _refuse_unhealthy(spine: SpineTables, order: Order) -> None:
    faults = list(_breached(spine, order))
    if faults:
        raise DeliveryFaults(f"delivery of '{order.source.source}'", [*faults, *spine.faults[:_SHOWN]])


def _breached(spine: SpineTables, order: Order) -> Iterator[Fault]:
    whole = ", ".join(order.file_names)
    for found in _breaches(spine, order):
        yield Fault(whole, "the whole delivery", found, "ask for the delivery again")


def _breaches(spine: SpineTables, order: Order) -> Iterator[str]:
    expect, objects = order.source.expect, _objects(spine)
    if not objects:
        yield "it holds no adresseerbaar object, and an empty spine would end every address"
    yield from _breach("objects", expect.rows, objects)
    aside = spine.counts.get("set_aside", 0)
    yield from _breach("share set aside", expect.set_aside, aside / max(1, _voorkomens(spine) + aside))
    groups = spine.counts.get("groepen", 0)
    if groups:
        share = spine.counts["groepen_was_wijkt_af"] / groups
        yield from _breach("share of groups that do not match the spine", expect.set_aside, share)
    before = order.earlier[-1] if order.earlier else None
    if before is not None and before.counts.get("objects"):
        yield from _breach("objects over those before", expect.change, objects / before.counts["objects"])


def _breach(what: str, bounds: Bounds, value: float) -> Iterator[str]:
    breach = bounds.breach(value)
    if breach:
        yield f"{what}: {breach}"


def _objects(spine: SpineTables) -> int:
    return sum(spine.counts[f"{soort}.objecten"] for soort in ADRESSEERBAAR)


def _voorkomens(spine: SpineTables) -> int:
    return sum(table.num_rows for table in spine.tables().values())


def _set_aside(spine: SpineTables, order: Order) -> pa.Table:
    numbers = {name: number for number, name in enumerate(order.file_names)}
    faults = spine.faults
    return pa.table(
        {
            "file_no": pa.array([numbers.get(fault.file, 0) for fault in faults], pa.int16()),
            "record_no": pa.nulls(len(faults), pa.int32()),
            "field": pa.array([fault.place for fault in faults], pa.string()),
            "found": pa.array([fault.found for fault in faults], pa.string()),
            "reason": pa.array([fault.remedy for fault in faults], pa.string()),
        }
    ).sort_by([(name, "ascending") for name in _ASIDE])
