# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recomputes what was promised: what is published of deliveries, runs, proxy tests, selections; and the logs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa

from pandzicht.definitions.catalogue import document_hash
from pandzicht.definitions.words import Text
from pandzicht.errors import HeadFaults, StateFault, WorkspaceFault
from pandzicht.governance.log import Log
from pandzicht.governance.log_walk import log_faults
from pandzicht.governance.signed_heads import Heads
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.runs.judgements import ACCOUNT, ROWS, read_judgements
from pandzicht.runs.plan import inputs_hash, run_name
from pandzicht.sources.delivery import Delivery, all_deliveries
from pandzicht.store.content import file_sha256
from pandzicht.store.publish import read_json
from pandzicht.store.state_database import Transaction
from pandzicht.store.table_file import read_content
from pandzicht.store.tombstone import TOMBSTONE, Tombstone, tombstones_in
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one published thing is as it was."""

    thing: Text
    sound: bool
    finding: Text | None = None


Register = Mapping[str, str]
"""The register of what was destroyed: number of a line -> name of the thing."""


def verify_workspace(workspace: Workspace, register: Register | None = None) -> list[Verdict]:
    """Return a verdict on all that is published: deliveries, runs, proxy tests, selections, judgements, per channel.

    What was destroyed under a rule is told as that, and is sound when the register knows its tombstone.
    """
    known = register or {}
    channels = (workspace.within(name) for name in workspace.channels)
    return [
        *_verdicts(workspace, known),
        *(_of_channel(own, item) for own in channels for item in _verdicts(own, known)),
    ]


def _verdicts(workspace: Workspace, register: Register) -> Iterator[Verdict]:
    yield from _deliveries(workspace, register)
    yield from _runs(workspace, register)
    yield from _proxy_tests(workspace, register)
    yield from _selections(workspace, register)
    yield from _judgements(workspace, register)


def _of_channel(workspace: Workspace, verdict: Verdict) -> Verdict:
    said = Text(nl=f"{workspace.channel}: {verdict.thing.nl}", en=f"{workspace.channel}: {verdict.thing.en}")
    return replace(verdict, thing=said)


def verify_logs(transaction: Transaction, heads: Heads) -> list[Verdict]:
    """Return a verdict on both logs: their lines, their chains, and the signed heads that are kept outside."""
    return [_log(transaction, log, heads) for log in Log]


def _log(transaction: Transaction, log: Log, heads: Heads) -> Verdict:
    thing = Text.of("log {name}", name=log.value)
    try:
        signed = heads.read(transaction, log)
        faults = log_faults(transaction, log, signed)
    except (HeadFaults, StateFault) as fault:
        return Verdict(thing, sound=False, finding=Text(nl=str(fault)))
    if faults:
        return Verdict(thing, sound=False, finding=Text(nl="; ".join(faults)))
    if not signed:
        return Verdict(thing, sound=True, finding=Text.of("no head was signed yet, so it could be made anew unseen"))
    return Verdict(thing, sound=True, finding=Text.of("held against {count} signed heads", count=len(signed)))


def _deliveries(workspace: Workspace, register: Register) -> Iterator[Verdict]:
    try:
        deliveries = all_deliveries(workspace)
    except WorkspaceFault as fault:
        yield Verdict(Text.of("deliveries"), sound=False, finding=Text(nl=str(fault)))
        return
    for delivery in deliveries:
        thing = Text.of("delivery {source} {name}", source=delivery.source, name=delivery.id)
        place = _Place(workspace.part_name(f"{delivery.source}/{delivery.id}"), delivery.folder, register)
        try:
            yield _verdict(thing, place, _changed_of_delivery(delivery))
        except (OSError, pa.ArrowException) as error:
            yield Verdict(thing, False, Text.of("cannot be read: {fault}", fault=str(error).splitlines()[0]))


def _changed_of_delivery(delivery: Delivery) -> Iterator[str]:
    """Yield the tables of which the content is not what was delivered; what a tombstone tells is held against that."""
    told = {name for stone in delivery.tombstones for name in (*stone.gone, *stone.left)}
    for name, kept in delivery.tables.items():
        if name not in told and read_content(delivery.folder / name, without=PLACE_COLUMNS) != kept:
            yield name


def _runs(workspace: Workspace, register: Register) -> Iterator[Verdict]:
    for folder in _folders(workspace.runs):
        yield _verdict(
            Text.of("run {name}", name=folder.name),
            _Place(workspace.part_name(folder.name), folder, register),
            _changed_of_run(folder),
        )


def _changed_of_run(folder: Path) -> Iterator[str]:
    """Yield what of a run no longer gives the hash that stands for it, or the run's own name."""
    manifest = _document(folder / "manifest.json")
    inputs = manifest.get("inputs", {})
    if not inputs or inputs_hash(inputs) != manifest.get("inputs_hash") or run_name(inputs) != folder.name:
        yield "manifest.json"
    if document_hash(_document(folder / "definitions.json")) != inputs.get("definitions"):
        yield "definitions.json"
    tables = {f"{name}.parquet": kept["sha256"] for name, kept in manifest.get("tables", {}).items()}
    yield from _changed(folder, tables)


def _proxy_tests(workspace: Workspace, register: Register) -> Iterator[Verdict]:
    for run in _folders(workspace.proxy_tests):
        for folder in _folders(run):
            thing = Text.of("proxy test {name} of run {run}", name=folder.name, run=run.name)
            place = _Place(workspace.part_name(f"{run.name}/{folder.name}"), folder, register)
            yield _verdict(thing, place, _changed_of_account(folder, "proxy_test.json"))


def _selections(workspace: Workspace, register: Register) -> Iterator[Verdict]:
    for folder in _folders(workspace.selections):
        thing = Text.of("selection {name}", name=folder.name)
        place = _Place(workspace.part_name(folder.name), folder, register)
        yield _verdict(thing, place, _changed_of_account(folder, "selection.json"))


def _changed_of_account(folder: Path, account: str) -> list[str]:
    """Return which files of a folder are not as its account says, or the account where that cannot be read."""
    kept = _document(folder / account).get("files")
    return [account] if kept is None else _changed(folder, kept)


def _judgements(workspace: Workspace, register: Register) -> Iterator[Verdict]:
    for folder in _folders(workspace.judgements):
        thing = Text.of("judgements {name}", name=folder.name)
        place = _Place(workspace.part_name(folder.name), folder, register)
        try:
            kept = read_judgements(folder)
        except WorkspaceFault:
            yield _verdict(thing, place, [ACCOUNT])
            continue
        renamed = [] if kept.name == kept.id == folder.name else [ACCOUNT]
        yield _verdict(thing, place, [*renamed, *_changed(folder, {ROWS: kept.sha256})])


def _document(path: Path) -> dict[str, Any]:
    """Return a document as it stands; empty when it is gone or cannot be read, so that it gives no hash."""
    try:
        return read_json(path)
    except (OSError, ValueError):
        return {}


def _changed(folder: Path, kept: Mapping[str, str]) -> list[str]:
    """Return the files of a folder that are gone or no longer have the SHA-256 that was kept of them."""
    return [name for name, sha in kept.items() if not (folder / name).is_file() or file_sha256(folder / name) != sha]


@dataclass(frozen=True, slots=True)
class _Place:
    """A published folder, by what name the register knows it, and the register."""

    name: str
    folder: Path
    register: Register


def _verdict(thing: Text, place: _Place, changed: Iterable[str]) -> Verdict:
    """Return the verdict on a folder of which files are not as they were, in the light of its tombstones."""
    try:
        stones = tombstones_in(place.folder)
    except WorkspaceFault:
        return _wrong(thing, [TOMBSTONE])
    if any(place.register.get(stone.number) != place.name for stone in stones):
        return _wrong(thing, [TOMBSTONE])
    gone = {name for stone in stones for name in stone.gone if not (place.folder / name).exists()}
    left = {name: sha for stone in stones for name, sha in stone.left.items() if name not in gone}
    wrong = [*(name for name in changed if name not in gone), *_changed(place.folder, left)]
    if wrong:
        return _wrong(thing, wrong)
    return Verdict(thing, True, _told(stones[-1]) if stones else None)


def _wrong(thing: Text, changed: Sequence[str]) -> Verdict:
    return Verdict(thing, False, Text.of("changed or missing: {files}", files=", ".join(changed)))


def _told(stone: Tombstone) -> Text:
    told = {"rule": stone.rule, "on": stone.on}
    if stone.is_whole:
        return Text.of("destroyed under {rule} on {on}", **told)
    return Text.of("{count} rows destroyed under {rule} on {on}", count=stone.rows, **told)


def _folders(home: Path) -> list[Path]:
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
