# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public account: all that is told to registers and residents, as files, from what the workspace runs on.

(The account of a selection, which goes with an export, is in `account.py`.)
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pandzicht.definitions.catalogue import Catalogue, catalogue_of
from pandzicht.definitions.check import Check
from pandzicht.definitions.publication_standard import PublicationStatus
from pandzicht.definitions.source import Source
from pandzicht.errors import AccountFaults, ExportRefused, Fault, NotFound
from pandzicht.exports.algorithm_register import entry_faults, entry_of
from pandzicht.exports.disclosure import Disclosure, names_persons
from pandzicht.exports.privacy_statement import privacy_statement
from pandzicht.exports.processing_register import (
    ProcessingEntry,
    entry_of_check,
    entry_of_comparison,
    entry_of_intake,
    register_csv,
    register_document,
)
from pandzicht.exports.public_document import as_html, as_markdown
from pandzicht.exports.public_page import LastComparison, public_page
from pandzicht.exports.public_yield import PublicRound
from pandzicht.governance.activity import activity_of_check
from pandzicht.language import Language
from pandzicht.runs.finding import named_run
from pandzicht.signals.activation import activate
from pandzicht.store.organisation import NEEDED, Organisation
from pandzicht.store.publish import publish_folder, read_json
from pandzicht.store.workspace import Workspace

CONTENTS = "account.json"
"""What an account was made from: stands in its folder."""
Files = Mapping[str, str]
"""Path within the folder -> text."""


@dataclass(frozen=True, slots=True)
class PublicAccount:
    """The account of checks, before it is written or held against what was published."""

    files: Files
    gaps: tuple[Fault, ...]
    """What nobody filled in: refused outside a demo."""
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """From what an account is made."""

    workspace: Workspace
    catalogue: Catalogue
    on: date
    """The day on which it must be true which checks run."""
    only: str = ""
    """One check; empty: all that run or have a publication."""
    last: LastComparison | None = None
    """What was compared, when it is the account of a run."""
    rounds: Mapping[str, tuple[PublicRound, ...]] = field(default_factory=dict)
    """Check -> what its lists gave; nothing when that was not asked for."""


def asked_of_run(workspace: Workspace, run_id: str | None, only: str = "") -> Asked:
    """Return the account of a run, by default of the one in force: its own definitions, as of its peildatum.

    Nothing is read of addresses but how many there are. Raises NotFound when there is no such run.
    """
    folder = workspace.runs / named_run(workspace, run_id)
    manifest = read_json(folder / "manifest.json")
    on = date.fromisoformat(manifest["inputs"]["date"])
    last = LastComparison(folder.name, on, int(manifest["tables"]["addresses"]["rows"]))
    return Asked(workspace, catalogue_of(read_json(folder / "definitions.json")), on, only, last)


def make_account(asked: Asked) -> PublicAccount:
    """Return the account of all checks, or of one.

    Raises AccountFaults with everything that is untrue or that a register would refuse, and outside a demo also with
    everything that is not filled in; NotFound when the check is not there.
    """
    checks = checks_of(asked)
    told = tuple(Disclosure(asked.catalogue, check, asked.workspace.organisation) for check in checks)
    entries = {item.check.check: entry_of(item, activity_of_check(asked.catalogue, item.check.check)) for item in told}
    faults = [fault for check in checks for fault in _untrue(asked, check)]
    faults += [fault for name, entry in entries.items() if entry for fault in entry_faults(_register_file(name), entry)]
    gaps = tuple(_gaps(asked.workspace.organisation, told))
    if faults or (gaps and not asked.workspace.demo):
        raise AccountFaults("public account", [*faults, *(() if asked.workspace.demo else gaps)])
    files = {_register_file(name): _json(entry) for name, entry in entries.items() if entry}
    files |= _registers(asked, told) | {name: text for item in told for name, text in _pages(asked, item)}
    return PublicAccount(
        {**files, CONTENTS: _json(_contents(asked, told))}, gaps, tuple(item.check.check for item in told)
    )


def checks_of(asked: Asked) -> tuple[Check, ...]:
    """Return the checks that an account is about; raise NotFound when there is none."""
    if asked.only:
        return (asked.catalogue.named("checks", asked.only),)
    running = activate(asked.catalogue, on=asked.on, demo=asked.workspace.demo).checks
    found = tuple(c for name, c in sorted(asked.catalogue.checks.items()) if name in running or c.publication)
    if not found:
        raise NotFound("no check runs, and none has a publication: there is nothing to account for")
    return found


def _untrue(asked: Asked, check: Check) -> Iterator[Fault]:
    """Yield what a publication says of the use of a check that is otherwise."""
    activation = activate(asked.catalogue, on=asked.on, demo=asked.workspace.demo)
    publication, file = check.publication, f"checks/{check.check}.yaml"
    if publication is None:
        return
    runs, said = check.check in activation.checks, publication.status
    if said is PublicationStatus.USED and not runs:
        reason = activation.idle[check.check].en
        found = f"says '{said.value}', and the check does not run: {reason}"
        yield Fault(file, "publication.status", found, "correct the status, or what stops the check")
    if said is not PublicationStatus.USED and runs:
        found = f"says '{said.value}', and the check runs"
        yield Fault(file, "publication.status", found, f"write '{PublicationStatus.USED.value}', or end the check")


def _gaps(organisation: Organisation, told: Sequence[Disclosure]) -> Iterator[Fault]:
    """Yield what the texts need and nobody said."""
    for name in NEEDED:
        if not getattr(organisation, name):
            yield Fault("pandzicht.toml", f"[organisation] {name}", "is not filled in", "add it")
    for item in told:
        if item.check.publication is None:
            remedy = "add it: see docs/do/publish-the-account.md"
            yield Fault(f"checks/{item.check.check}.yaml", "publication", "is not there", remedy)
    for name, source in sorted(_sources(told).items()):
        if names_persons(source) and not source.concerns:
            found = "has fields about persons and does not say whom they are about"
            yield Fault(f"sources/{name}.yaml", "concerns", found, "add 'concerns', in Dutch and English")


def _sources(told: Sequence[Disclosure]) -> dict[str, Source]:
    return {source.source: source for item in told for source in item.sources}


def _register_file(check: str) -> str:
    return f"algoritmeregister/{check}.json"


def _registers(asked: Asked, told: tuple[Disclosure, ...]) -> dict[str, str]:
    """Return the processing register: of one check, or of everything."""
    entries: list[ProcessingEntry] = [
        entry_of_check(item, activity_of_check(asked.catalogue, item.check.check)) for item in told
    ]
    if not asked.only:
        organisation = asked.workspace.organisation
        entries.append(entry_of_comparison(asked.catalogue, told, organisation))
        for _, source in sorted(asked.catalogue.sources.items()):
            if source.is_supplied:
                readers = [item for item in told if source in item.sources]
                entries.append(entry_of_intake(source, readers, organisation))
    return {
        "verwerkingsregister.json": _json(register_document(entries)),
        "verwerkingsregister.csv": register_csv(entries),
    }


def _pages(asked: Asked, told: Disclosure) -> Iterator[tuple[str, str]]:
    """Yield the privacy statement and the public page of a check, in both languages."""
    activity, name = activity_of_check(asked.catalogue, told.check.check), told.check.check
    for language in Language:
        spoken = Disclosure(told.catalogue, told.check, told.organisation, language)
        page = public_page(spoken, activity, asked.last, asked.rounds.get(name, ()))
        yield f"privacyverklaring/{name}.{language.value}.md", as_markdown(privacy_statement(spoken))
        yield f"pagina/{name}.{language.value}.md", as_markdown(page)
        yield f"pagina/{name}.{language.value}.html", as_html(page)


def _contents(asked: Asked, told: Sequence[Disclosure]) -> dict[str, Any]:
    activities = [activity_of_check(asked.catalogue, item.check.check) for item in told]
    run = asked.last.run if asked.last else ""
    return {"check": asked.only, "run": run, "yields": bool(asked.rounds), "activities": activities}


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def write_account(account: PublicAccount, folder: Path, *, force: bool = False) -> None:
    """Write an account as a folder, whole or not at all; raise ExportRefused when something else stands there.

    With `force` an earlier account in the same place is replaced.
    """
    if folder.exists() and not (force and (folder / CONTENTS).is_file()):
        if (folder / CONTENTS).is_file():
            raise ExportRefused(f"{folder}: holds an account already; replace it with --force, or name another folder")
        raise ExportRefused(f"{folder}: exists already and is no account; name another folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=".pandzicht-", dir=folder.parent))
    try:
        for name, text in account.files.items():
            path = beside / "new" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if folder.exists():
            folder.rename(beside / "old")
        publish_folder(beside / "new", folder)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
