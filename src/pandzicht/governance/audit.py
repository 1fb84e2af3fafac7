# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit log: who did what to which thing, from where, when, and how it ended (BIO2 8.15.01); no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.governance.log import Entry
from pandzicht.governance.subject import Subject


class Result(StrEnum):
    """How an act stands: first whether it was allowed, then how it ended."""

    ALLOWED = "allowed"
    DENIED = "denied"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one person: what the lines about it have in common."""

    operation_id: str
    trace_id: str
    account: str
    origin: str
    action: Action
    subject: Subject
    purposes: Sequence[str] = ()

    def entry(self, result: Result, at: str, *, roles: Sequence[str] = (), why: str = "") -> Entry:
        """Return the line of the audit log that says how the act stands at a moment."""
        line: dict[str, Any] = {
            "time": at,
            "actor": self.account,
            "origin": self.origin,
            "action": self.action.value,
            "object": str(self.subject),
            "result": result.value,
            "operation_id": self.operation_id,
            "trace_id": self.trace_id,
        }
        extra = {"purposes": list(self.purposes), "roles": list(roles), "why": why}
        return Entry(self.operation_id, at, line | {name: value for name, value in extra.items() if value})
