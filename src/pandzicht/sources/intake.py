# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Strict intake: a delivery is read, judged and published as a whole, or nothing of it is kept."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.definitions.channel import Channel
from pandzicht.definitions.source import About, DeliveryKind, Source
from pandzicht.errors import DeliveryRefused
from pandzicht.governance.activity import activity_of_source
from pandzicht.governance.desk import Operation
from pandzicht.sources.delivery import (
    ACCOUNT,
    ROWS,
    DeliveredFile,
    Delivery,
    deliveries_of,
    in_order,
    named_files,
    published_of,
)
from pandzicht.sources.originals import Original, original_of, seal, sweep_orphans
from pandzicht.sources.persons import persons_in
from pandzicht.sources.row_intake import take_in_rows
from pandzicht.sources.spine_intake import is_mutation, take_in_spine
from pandzicht.sources.taken import Order, Taken
from pandzicht.store.content import file_sha256
from pandzicht.store.publish import fresh_folder, publish_folder, write_json
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.store.workspace import Workspace

Progress = Callable[[str, float], None]
"""Told what is being done and which part of the whole is behind us (0 to 1)."""

_INTAKE_KEYS = frozenset(
    {
        "source",
        "reader",
        "format",
        "about",
        "delivery",
        "key",
        "parts",
        "validity",
        "dated_by",
        "protected",
        "household",
        "dummies",
        "fields",
    }
    | {"ignored", "refused"}
)
"""The part of a definition that decides what a delivery becomes."""
_SAYS_NOTHING_OF_ROWS = frozenset({"label", "sensitivity", "legal_basis", "dpia", "purposes"})


def load_delivery(  # noqa: PLR0913 - a delivery is what, of whom, of when and of which kind; each is told by name
    workspace: Workspace,
    operation: Operation,
    source: Source,
    files: Sequence[Path],
    *,
    on: date,
    today: date,
    channel: Channel | None = None,
    full: bool = False,
    threads: int = 2,
    progress: Progress = lambda _label, _part: None,
) -> Delivery:
    """Take in the files of one delivery, dated `on`; what was taken in before, in any order, changes nothing.

    A source of a channel is given that channel and kept apart. A source of changes may begin with all that holds,
    `full`. Raises DeliveryRefused for what may not be taken in at all, DeliveryFaults with every fault of the files.
    """
    operation.allows(Action.LOAD)
    _refuse_unlawful(source, channel, on, today)
    workspace = workspace.within(source.channel)
    named = _named(source, files)
    with workspace.writing():
        sweep(workspace)
        progress("reading: hashes", 0.0)
        order = _order(workspace, source, files, named, on=on, full=full)
        if before := _loaded_before(workspace, order):
            return before.again()
        take_in = take_in_spine if source.about is About.SPINE else partial(take_in_rows, threads=threads)
        with _staging(workspace, order) as staging:
            folder = fresh_folder(staging / "delivery")
            taken = take_in(workspace, order, folder, progress=progress)
            progress("reading: encrypting the original", 0.85)
            delivery = _delivery(workspace, order, taken, today=today)
            _account(operation, source, folder, delivery)
            _keep_original(workspace, named, staging, delivery)
            publish_folder(folder, delivery.folder)
        progress("reading: done", 1.0)
    return delivery


def _account(operation: Operation, source: Source, folder: Path, delivery: Delivery) -> None:
    """Write the account of a delivery, and log every person whose rows are kept, before it stands."""
    write_json(folder / ACCOUNT, delivery.account())
    kept = [folder / ROWS] if (folder / ROWS).is_file() else []
    concerned, activity = persons_in(source, kept), activity_of_source(source)
    operation.concerns(concerned, activity=activity, sources=[source.source], run=delivery.id)


def sweep(workspace: Workspace) -> None:
    """Remove what a load left behind that was cut off: unfinished folders, and originals without a delivery."""
    for folder in sorted(workspace.staging.glob("load-*")):
        shutil.rmtree(folder)
    sweep_orphans(workspace)


@contextmanager
def _staging(workspace: Workspace, order: Order) -> Iterator[Path]:
    """Give a folder for unfinished work, of which nothing remains whatever happens."""
    folder = fresh_folder(workspace.staging / f"load-{order.id}")
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def intake_definition(source: Source) -> str:
    """Return the part of a source's definition that decides what a delivery becomes, as canonical JSON."""
    whole = source.model_dump(mode="json", by_alias=True, include=set(_INTAKE_KEYS))
    return json.dumps(_without(whole, _SAYS_NOTHING_OF_ROWS), sort_keys=True)


def _without(value: object, names: frozenset[str]) -> object:
    if isinstance(value, Mapping):
        return {key: _without(part, names) for key, part in value.items() if key not in names}
    return [_without(part, names) for part in value] if isinstance(value, list) else value


def _loaded_before(workspace: Workspace, order: Order) -> Delivery | None:
    """Return the delivery if it stands there already; raise DeliveryRefused when it was destroyed under a rule."""
    published = published_of(workspace, order.source.source)
    before = next((delivery for delivery in published if delivery.id == order.id), None)
    stone = whole_tombstone(before.folder) if before else None
    if stone is not None:
        raise DeliveryRefused(
            f"delivery {order.id} of '{order.source.source}' was destroyed under {stone.rule} ({stone.basis}) on "
            f"{stone.on}; what may not be kept is not taken in again"
        )
    return before


def _named(source: Source, files: Sequence[Path]) -> dict[str, Path]:
    absent = [path for path in files if not path.exists()]
    if absent:
        raise DeliveryRefused(f"{absent[0]}: does not exist; name the files of the delivery of '{source.source}'")
    named = named_files(files)
    if not named:
        raise DeliveryRefused(f"source '{source.source}': no file to read; name the files of the delivery")
    return named


def _refuse_unlawful(source: Source, channel: Channel | None, on: date, today: date) -> None:
    _refuse_outside_channel(source, channel, on, today)
    if not source.is_supplied:
        raise DeliveryRefused(
            f"source '{source.source}' has no basis for its delivery (supply: none), so nothing was read; "
            "a statutory or covenant basis must stand in its definition first"
        )
    if on > today:
        raise DeliveryRefused(
            f"a delivery of '{source.source}' dated {on.isoformat()} lies after today, {today.isoformat()}; "
            "give the day the delivery is of"
        )


def _refuse_outside_channel(source: Source, channel: Channel | None, on: date, today: date) -> None:
    """Refuse a delivery of a partnership outside its term, and one whose partnership is not known (lawful.md 6)."""
    if source.channel != (channel.channel if channel else None):
        raise DeliveryRefused(
            f"source '{source.source}' is of channel '{source.channel or 'none'}' and was offered to "
            f"'{channel.channel if channel else 'none'}', so nothing was read; load it through its own channel"
        )
    closed = [day for day in (on, today) if channel and not channel.is_open(day)]
    if channel and closed:
        raise DeliveryRefused(
            f"channel '{channel.channel}' (covenant {channel.covenant}) runs from {channel.starts_on} to "
            f"{channel.ends_on}, and {closed[0]} lies outside, so nothing was read; "
            "a new covenant must stand in its definition first"
        )


def _order(
    workspace: Workspace,
    source: Source,
    files: Sequence[Path],
    named: Mapping[str, Path],
    *,
    on: date,
    full: bool,
) -> Order:
    delivered = tuple(DeliveredFile(name, path.stat().st_size, file_sha256(path)) for name, path in named.items())
    mutates = source.about is About.SPINE and is_mutation(source, named)
    kind = DeliveryKind.FULL if full else DeliveryKind.CHANGES if mutates else source.delivery
    definition = hashlib.sha256(intake_definition(source).encode()).hexdigest()
    content = [*sorted(file.sha256 for file in delivered), definition, kind.value]
    number = hashlib.sha256("\n".join(content).encode()).hexdigest()[:12]
    earlier = deliveries_of(workspace, source.source)
    return Order(
        source=source,
        paths=in_order(files),
        files=delivered,
        on=on,
        kind=kind,
        id=f"{on.isoformat()}-{number}",
        definition_hash=definition,
        mutates=mutates,
        earlier=tuple(delivery for delivery in earlier if delivery.date <= on),
        sequence=1 + max((one.sequence for one in published_of(workspace, source.source)), default=0),
    )


def _delivery(workspace: Workspace, order: Order, taken: Taken, *, today: date) -> Delivery:
    tables = json.dumps(taken.tables, sort_keys=True)
    return Delivery(
        source=order.source.source,
        id=order.id,
        date=order.on,
        sequence=order.sequence,
        kind=order.kind,
        files=order.files,
        definition_hash=order.definition_hash,
        counts=taken.counts,
        malformed=taken.malformed,
        content_hash=hashlib.sha256(tables.encode()).hexdigest(),
        tables=taken.tables,
        place=taken.place,
        current_only=taken.current_only,
        original_until=order.source.raw_retention.after(today),
        folder=workspace.deliveries / order.source.source / order.id,
    )


def _keep_original(workspace: Workspace, named: Mapping[str, Path], staging: Path, delivery: Delivery) -> None:
    """Seal the files in staging, then move the sealed bytes and their key to their places, just before publishing."""
    staged = Original(staging / "original.enc", staging / "original.key")
    seal(named, staged.sealed, staged.key)
    target = original_of(workspace, delivery.id)
    for path in (target.sealed, target.key):
        path.parent.mkdir(parents=True, exist_ok=True)
    staged.key.rename(target.key)
    staged.sealed.rename(target.sealed)
