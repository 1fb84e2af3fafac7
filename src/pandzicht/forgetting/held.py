# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the folders of a workspace keep that has a term: what was delivered, made, judged, and left unfinished."""

from __future__ import annotations

import calendar
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from pandzicht.forgetting.due import Held, Kind
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.runs.judgements import read_judgements
from pandzicht.sources.delivery import Delivery, all_deliveries
from pandzicht.sources.originals import original_of
from pandzicht.store.content import file_sha256
from pandzicht.store.publish import read_json
from pandzicht.store.tombstone import TOMBSTONE
from pandzicht.store.workspace import Workspace

STAYS: Mapping[Kind, frozenset[str]] = {
    Kind.DELIVERY: frozenset({"delivery.json", TOMBSTONE}),
    Kind.RUN: frozenset({"manifest.json", "definitions.json", "timings.json", TOMBSTONE}),
    Kind.SELECTION: frozenset({"selection.json", TOMBSTONE}),
    Kind.PROXY_TEST: frozenset({"proxy_test.json", TOMBSTONE}),
    Kind.JUDGEMENTS: frozenset({"judgements.json", TOMBSTONE}),
}
"""What stays of a folder when it is destroyed: its account with the hashes of what it was, and the tombstone."""


def parts_of(workspace: Workspace) -> tuple[Workspace, ...]:
    """Return the municipality's own part of a workspace and that of each channel: each has its own folders and lock."""
    return (workspace, *(workspace.within(channel) for channel in workspace.channels))


def folder_of(workspace: Workspace, kind: Kind, name: str) -> Path:
    """Return the folder of a published thing, of an exported file or of unfinished work by its name."""
    part, own = workspace.part_of(name)
    homes = {
        Kind.ROWS: part.deliveries,
        Kind.DELIVERY: part.deliveries,
        Kind.RUN: part.runs,
        Kind.SELECTION: part.selections,
        Kind.PROXY_TEST: part.proxy_tests,
        Kind.JUDGEMENTS: part.judgements,
        Kind.EXPORT: part.exports,
        Kind.UNFINISHED: part.staging,
    }
    return homes[kind] / own


def personal_files(folder: Path, kind: Kind) -> tuple[Path, ...]:
    """Return the files of a published folder that go when it is destroyed."""
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in STAYS[kind]))


def held_in(workspace: Workspace, keys: SubjectKeys) -> Iterator[Held]:
    """Yield everything in the folders of a workspace, and of its channels, that has a term and is still there."""
    for key_id in keys.known():
        was = hashlib.sha256(keys.path(key_id).read_bytes()).hexdigest()
        yield Held(Kind.SUBJECT_KEY, key_id, until=_last_day(key_id), was=was, rule="log.keeps")
    for part in parts_of(workspace):
        for item in _held_in_part(part):
            yield replace(item, name=part.part_name(item.name), channel=part.channel or "")


def _held_in_part(workspace: Workspace) -> Iterator[Held]:
    for delivery in all_deliveries(workspace):
        yield from _of_delivery(workspace, delivery)
    for kind in (Kind.RUN, Kind.SELECTION, Kind.JUDGEMENTS):
        for folder in _folders(folder_of(workspace, kind, workspace.part_name(""))):
            if personal_files(folder, kind):
                yield _published(kind, folder)
    yield from _proxy_tests(workspace)
    for kind, home in ((Kind.EXPORT, workspace.exports), (Kind.UNFINISHED, workspace.staging)):
        for folder in _folders(home):
            yield Held(kind, folder.name, since=_touched(folder))


def _of_delivery(workspace: Workspace, delivery: Delivery) -> Iterator[Held]:
    name = f"{delivery.source}/{delivery.id}"
    original = original_of(workspace, delivery.id)
    if original.key.exists() or original.sealed.exists():
        was = hashlib.sha256("\n".join(sorted(file.sha256 for file in delivery.files)).encode()).hexdigest()
        rule = f"{delivery.source}.raw_retention"
        yield Held(Kind.ORIGINAL, name, until=delivery.original_until, was=was, rule=rule)
    if personal_files(delivery.folder, Kind.DELIVERY):
        was = delivery.lacks or delivery.content_hash
        yield Held(Kind.DELIVERY, name, since=delivery.date, source=delivery.source, was=was)


def _published(kind: Kind, folder: Path) -> Held:
    if kind is Kind.RUN:
        inputs = read_json(folder / "manifest.json")
        return Held(kind, folder.name, date.fromisoformat(inputs["inputs"]["known"]), was=inputs["inputs_hash"])
    if kind is Kind.SELECTION:
        path = folder / "selection.json"
        return Held(kind, folder.name, date.fromisoformat(read_json(path)["on"]), was=file_sha256(path))
    judgements = read_judgements(folder)
    return Held(kind, folder.name, judgements.on, was=judgements.content)


def _proxy_tests(workspace: Workspace) -> Iterator[Held]:
    """Yield the proxy tests, each of the peildatum with which the name of its run begins."""
    for folder in (folder for run in _folders(workspace.proxy_tests) for folder in _folders(run)):
        if personal_files(folder, Kind.PROXY_TEST):
            run = folder.parent.name
            was = file_sha256(folder / "proxy_test.json")
            yield Held(Kind.PROXY_TEST, f"{run}/{folder.name}", date.fromisoformat(run[:10]), was=was)


def _folders(home: Path) -> list[Path]:
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []


def _touched(folder: Path) -> date:
    times = [path.stat().st_mtime for path in (folder, *folder.rglob("*"))]
    return datetime.fromtimestamp(max(times), UTC).date()


def _last_day(month: str) -> date:
    year, number = map(int, month.split("-"))
    return date(year, number, calendar.monthrange(year, number)[1])
