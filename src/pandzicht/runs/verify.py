# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Recomputes what was promised: what is published of deliveries, runs, proxy tests, selections; and the logs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
from pandzicht.sources.delivery import all_deliveries
from pandzicht.store.content import file_sha256
from pandzicht.store.publish import read_json
from pandzicht.store.state_database import Transaction
from pandzicht.store.table_file import read_content
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one published thing is as it was."""

    thing: Text
    sound: bool
    finding: Text | None = None


def verify_workspace(workspace: Workspace) -> list[Verdict]:
    """Return a verdict on all that is published: deliveries, runs, proxy tests, selections, judgements, per channel."""
    channels = (workspace.within(name) for name in workspace.channels)
    return [*_verdicts(workspace), *(_of_channel(own, item) for own in channels for item in _verdicts(own))]


def _verdicts(workspace: Workspace) -> Iterator[Verdict]:
    yield from _deliveries(workspace)
    yield from _runs(workspace)
    yield from _proxy_tests(workspace)
    yield from _selections(workspace)
    yield from _judgements(workspace)


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


def _deliveries(workspace: Workspace) -> Iterator[Verdict]:
    try:
        deliveries = all_deliveries(workspace)
    except WorkspaceFault as fault:
        yield Verdict(Text.of("deliveries"), sound=False, finding=Text(nl=str(fault)))
        return
    for delivery in deliveries:
        thing = Text.of("delivery {source} {name}", source=delivery.source, name=delivery.id)
        try:
            changed = [
                name
                for name, kept in delivery.tables.items()
                if read_content(delivery.folder / name, without=PLACE_COLUMNS) != kept
            ]
        except (OSError, pa.ArrowException) as error:
            yield Verdict(thing, False, Text.of("cannot be read: {fault}", fault=str(error).splitlines()[0]))
            continue
        yield _verdict(thing, changed)


def _runs(workspace: Workspace) -> Iterator[Verdict]:
    for folder in _folders(workspace.runs):
        yield _verdict(Text.of("run {name}", name=folder.name), list(_changed_of_run(folder)))


def _changed_of_run(folder: Path) -> Iterator[str]:
    """Yield what of a run no longer gives the hash that stands for it, or the run's own name."""
    manifest = _document(folder / "manifest.json")
    inputs = manifest.get("inputs", {})
    if not inputs or inputs_hash(inputs) != manifest.get("inputs_hash") or run_name(inputs) != folder.name:
        yield "manifest.json"
    if document_hash(_document(folder / "definitions.json")) != inputs.get("definitions"):
        yield "definitions.json"
    yield from _changed(
        folder, {f"{name}.parquet": kept["sha256"] for name, kept in manifest.get("tables", {}).items()}
    )


def _proxy_tests(workspace: Workspace) -> Iterator[Verdict]:
    for run in _folders(workspace.proxy_tests):
        for folder in _folders(run):
            thing = Text.of("proxy test {name} of run {run}", name=folder.name, run=run.name)
            yield _verdict(thing, _changed_of_account(folder, "proxy_test.json"))


def _selections(workspace: Workspace) -> Iterator[Verdict]:
    for folder in _folders(workspace.selections):
        thing = Text.of("selection {name}", name=folder.name)
        yield _verdict(thing, _changed_of_account(folder, "selection.json"))


def _changed_of_account(folder: Path, account: str) -> list[str]:
    """Return which files of a folder are not as its account says, or the account where that cannot be read."""
    kept = _document(folder / account).get("files")
    return [account] if kept is None else _changed(folder, kept)


def _judgements(workspace: Workspace) -> Iterator[Verdict]:
    for folder in _folders(workspace.judgements):
        thing = Text.of("judgements {name}", name=folder.name)
        try:
            kept = read_judgements(folder)
        except WorkspaceFault:
            yield _verdict(thing, [ACCOUNT])
            continue
        renamed = [] if kept.name == kept.id == folder.name else [ACCOUNT]
        yield _verdict(thing, [*renamed, *_changed(folder, {ROWS: kept.sha256})])


def _document(path: Path) -> dict[str, Any]:
    """Return a document as it stands; empty when it is gone or cannot be read, so that it gives no hash."""
    try:
        return read_json(path)
    except (OSError, ValueError):
        return {}


def _changed(folder: Path, kept: Mapping[str, str]) -> list[str]:
    """Return the files of a folder that are gone or no longer have the SHA-256 that was kept of them."""
    return [name for name, sha in kept.items() if not (folder / name).is_file() or file_sha256(folder / name) != sha]


def _verdict(thing: Text, changed: Sequence[str]) -> Verdict:
    return Verdict(
        thing, not changed, Text.of("changed or missing: {files}", files=", ".join(changed)) if changed else None
    )


def _folders(home: Path) -> list[Path]:
    return sorted(path for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
