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
from pandzicht.definitions.source import About, Source
from pandzicht.governance.activity import activity_of_source
from pandzicht.governance.desk import Operation
from pandzicht.sources.delivery import ACCOUNT, ROWS, Delivery
from pandzicht.sources.order import files_named, loaded_before, order_of
from pandzicht.sources.originals import Original, original_of, seal, sweep_orphans
from pandzicht.sources.persons import persons_in
from pandzicht.sources.refusal import refuse_unlawful
from pandzicht.sources.row_intake import take_in_rows
from pandzicht.sources.spine_intake import take_in_spine
from pandzicht.sources.taken import Order, Taken
from pandzicht.store.publish import fresh_folder, publish_folder, write_json
from pandzicht.store.workspace import Workspace

Progress = Callable[[str, float], None]
"""Told what is being done and which part of the whole is behind us (0 to 1)."""


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
    `full`. Raises DeliveryRefused for what may not be taken in, NotApproved for a source that nobody else approved,
    DeliveryFaults with every fault of the files.
    """
    operation.allows(Action.LOAD)
    refuse_unlawful(operation, source, channel, on, today)
    workspace = workspace.within(source.channel)
    named = files_named(source, files)
    with workspace.writing():
        sweep(workspace)
        progress("reading: hashes", 0.0)
        order = order_of(workspace, source, files, named, on=on, full=full)
        if before := loaded_before(workspace, order):
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
