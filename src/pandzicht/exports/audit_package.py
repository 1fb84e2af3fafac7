# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An audit package: files from which an outsider draws selections again and recomputes a yield (lawful.md 29).

All tables are CSV (comma, UTF-8, line feed) and all else is JSON, so that the standard library of any language reads
them. Units stand under pseudonyms of the package. Without Pandzicht `audit/recompute_yield.py` recomputes a package,
`audit/recompute_findings.py` what became of its findings, and `audit/recompute_uplift.py` the list of people.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from pandzicht.errors import ExportRefused
from pandzicht.exports.audit_readme import dictionary_rows, readme
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.language import Language
from pandzicht.ranking.findings import Findings
from pandzicht.ranking.outcome import Outcome
from pandzicht.ranking.slots import Slot
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.uplift import uplift_of
from pandzicht.ranking.yield_estimate import Drawn, Yield
from pandzicht.store.publish import publish_folder

FORMAT = "pandzicht-audit-package/1"
CONTENTS = "package.json"
UPLIFT = "uplift.json"
"""The order beside the list of people, per check: in a package of selections with slots only."""
ZIP = ".zip"
_TOLD = ("unit", "step", "result", "appeal", "severity", "weight")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The day of every file in an archive: equal packages are equal files."""


@dataclass(frozen=True, slots=True)
class AuditedSelection:
    """One selection as an outsider gets it, every unit under its pseudonym."""

    name: str
    design: Mapping[str, Any]
    """What was asked and how it was drawn: seed, size, shares, points, and the hashes of what is kept."""
    frame: pa.Table
    """unit, stratum, inclusion_probability, score, score_max, challenger, rank, draws, and the answer per signal."""
    units: Sequence[Drawn]
    outcomes: Mapping[str, Outcome]
    claims: Yield
    findings: Mapping[Stratum, Findings]
    definitions: Mapping[str, Any]
    """The definitions as of the run."""
    questions: Mapping[str, tuple[str, str]]
    """Signal -> its question in Dutch and in English."""
    slots: Sequence[Slot] = ()
    people: Sequence[str] = ()
    """The list of people that the order was held against in the slots, the first one first."""


def package_files(selections: Sequence[AuditedSelection], code: str) -> dict[str, str]:
    """Return the files of a package by name; the last one names all others with the SHA-256 of their bytes."""
    files = {"README.md": readme(Language.EN), "README.nl.md": readme(Language.NL)}
    questions = {name: told for item in selections for name, told in item.questions.items()}
    own = {item.name: dict(_selection_files(item)) for item in selections}
    tables = {name for tables in own.values() for name in tables}
    files["data-dictionary.csv"] = _csv(("file", "column", "nl", "en"), dictionary_rows(tables, questions))
    files |= {f"{selection}/{name}": text for selection, tables in own.items() for name, text in tables.items()}
    if any(item.slots for item in selections):
        files[UPLIFT] = _json(_uplift(selections))
    hashes = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in sorted(files.items())}
    told = {"format": FORMAT, "code": code, "selections": [item.name for item in selections], "files": hashes}
    return {**files, CONTENTS: _json(told)}


def _selection_files(item: AuditedSelection) -> Iterator[tuple[str, str]]:
    frame = item.frame.sort_by("unit")
    columns = (frame[name].to_pylist() for name in frame.column_names)
    yield "frame.csv", _csv(frame.column_names, zip(*columns, strict=True))
    units = sorted((unit.unit_id, unit.stratum.value, unit.probability) for unit in item.units)
    yield "selection.csv", _csv(("unit", "stratum", "inclusion_probability"), units)
    yield "outcomes.csv", _csv(_TOLD, (_told(unit, item.outcomes[unit]) for unit in sorted(item.outcomes)))
    if item.slots:
        slots = ((slot.number, slot.turn.value, slot.unit_id, str(slot.both).lower()) for slot in item.slots)
        yield "slots.csv", _csv(("slot", "turn", "unit", "both"), slots)
        yield "people.csv", _csv(("place", "unit"), enumerate(item.people, 1))
    yield "design.json", _json(item.design)
    yield "claims.json", _json(asdict(item.claims))
    yield "findings.json", _json({stratum.value: asdict(told) for stratum, told in item.findings.items()})
    yield "definitions.json", _json(item.definitions)


def _told(unit: str, told: Outcome) -> tuple[object, ...]:
    """Return the line of an outcome; no date of a visit is in it."""
    return unit, told.step, told.result.value, told.appeal.value, told.severity, told.weight


def _uplift(selections: Sequence[AuditedSelection]) -> dict[str, Any]:
    """Return per check its order beside the list of people, over the selections of the package."""
    checks = dict.fromkeys(str(item.design["check"]) for item in selections if item.slots)
    found = {
        check: uplift_of([(item.slots, item.outcomes) for item in selections if item.design["check"] == check])
        for check in checks
    }
    return {check: asdict(told) for check, told in found.items() if told}


def _csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return a table as CSV; a number as the shortest text that gives it back, no value as nothing."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return stream.getvalue()


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def refuse_place(to: Path, *, force: bool) -> None:
    """Raise ExportRefused when a package cannot be written there: an archive (.zip), or else a new folder."""
    if to.suffix.lower() == ZIP:
        refuse_unless_writable(to, (ZIP,), force=force)
    elif to.exists() and not (force and (to / CONTENTS).is_file()):
        raise ExportRefused(f"{to}: exists already; name a new folder, or replace a package with --force")
    elif not to.parent.is_dir():
        raise ExportRefused(f"{to}: the folder {to.parent} does not exist; make it first or name another")


def write_package(files: Mapping[str, str], to: Path, *, force: bool = False) -> None:
    """Write a package as a folder or an archive, whole or not at all; raises as `refuse_place`."""
    refuse_place(to, force=force)
    if to.suffix.lower() == ZIP:
        with whole_file(to) as place, zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in sorted(files.items()):
                archive.writestr(zipfile.ZipInfo(name, _LONG_AGO), text, zipfile.ZIP_DEFLATED)
        return
    beside = Path(tempfile.mkdtemp(prefix=".pandzicht-", dir=to.parent))
    try:
        for name, text in files.items():
            path = beside / "new" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        if to.exists():
            to.rename(beside / "old")
        publish_folder(beside / "new", to)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
