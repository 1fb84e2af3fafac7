# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the logs say: of one address or person, of one act, since a day; and as files for auditors and citizens."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pandzicht.governance.log import Log, canonical
from pandzicht.governance.log_walk import entries_of
from pandzicht.governance.processing import lines
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.store.state_database import Transaction


class Form(StrEnum):
    """How a log is written for others."""

    ENTRIES = "entries"
    """As it is kept, for `audit/verify_log.py`: one entry per line, with its subjects and chain."""
    LDV = "ldv"
    """As Logboek dataverwerkingen has it: one line per data subject. Of the processing log only."""


@dataclass(frozen=True, slots=True)
class Processed:
    """One processing that concerned somebody: what, when, for which activity, and the act that it belongs to."""

    operation_id: str
    name: str
    activity: str
    at: str


def exported(transaction: Transaction, log: Log, form: Form) -> Iterator[str]:
    """Yield the lines of a log in a form, each ending in a line feed."""
    for entry in entries_of(transaction, log):
        if form is Form.LDV:
            yield from (canonical(line) + "\n" for line in lines(entry.document, entry.subjects))
        else:
            subjects = [subject.hex() for subject in entry.subjects]
            line = {"entry": entry.number, "line": entry.line, "subjects": subjects, "chain": entry.chain.hex()}
            yield json.dumps(line, ensure_ascii=False) + "\n"


def processed_about(transaction: Transaction, keys: SubjectKeys, subject: bytes) -> tuple[Processed, ...]:
    """Return what was processed about somebody, oldest first, as far as it is not forgotten."""
    found: list[Processed] = []
    for key_id, hidden in keys.each(subject):
        rows = transaction.rows(
            "SELECT e.line FROM processing_entry e JOIN processing_subject s ON s.entry_no = e.entry_no "
            "AND s.subject = :subject WHERE e.key_id = :key ORDER BY e.entry_no",
            subject=hidden,
            key=key_id,
        )
        found += (_processed(json.loads(row["line"])) for row in rows)
    return tuple(sorted(found, key=lambda item: item.at))


def acts(transaction: Transaction, operation_ids: Iterator[str] | None = None, since: str = "") -> list[dict[str, Any]]:
    """Return the lines of the audit log: of some acts, or all since a moment, oldest first."""
    if operation_ids is None:
        rows = transaction.rows(
            "SELECT line FROM audit_entry WHERE written_at >= :since ORDER BY entry_no", since=since
        )
        return [json.loads(row["line"]) for row in rows]
    found = []
    for name in dict.fromkeys(operation_ids):
        rows = transaction.rows("SELECT line FROM audit_entry WHERE operation_id = :name ORDER BY entry_no", name=name)
        found += [json.loads(row["line"]) for row in rows]
    return found


def _processed(line: Mapping[str, Any]) -> Processed:
    activity = str(line["attributes"]["dpl.core.processing_activity_id"])
    return Processed(line["operation_id"], line["name"], activity, line["end_time"])
