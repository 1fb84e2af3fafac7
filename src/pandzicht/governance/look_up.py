# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Look-ups of an address, and which tasks stand behind each: curiosity has none (BIO2 8.15; Awb art. 2:4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.governance.audit import Result
from pandzicht.governance.subject import Kind, subject_of
from pandzicht.language import message
from pandzicht.store.state_database import Transaction

LOOKING = (Action.HIT.value, Action.EXPLAIN.value, Action.SEE_FACTS.value, Action.MOTIVATE.value)


class Why(StrEnum):
    """What kind of task has somebody look at an address."""

    SELECTION = "selection"
    PROPOSAL = "proposal"
    NECESSITY = "necessity"


WHYS: Mapping[Why, str] = {
    Why.SELECTION: message("a selection"),
    Why.PROPOSAL: message("a proposal"),
    Why.NECESSITY: message("a reason of their own"),
}


@dataclass(frozen=True, slots=True)
class LookUp:
    """One address that one account looked at, and when."""

    account: str
    action: str
    address_id: str
    at: str


@dataclass(frozen=True, slots=True)
class Task:
    """A reason to look at an address from a moment on: for everybody, or for one account; until a moment or open."""

    address_id: str
    why: Why
    since: str
    account: str | None = None
    until: str | None = None

    def carries(self, found: LookUp) -> bool:
        """Tell whether it stands behind a look-up of its address."""
        in_time = self.since <= found.at and (self.until is None or found.at <= self.until)
        return in_time and self.account in {None, found.account}


def look_ups(lines: Iterable[Mapping[str, Any]]) -> Iterator[LookUp]:
    """Yield the look-ups among lines of the audit log: those that were carried out.

    >>> line = {"action": "hit", "object": "address:1", "result": "done", "actor": "jan", "time": "2026-03-01"}
    >>> [found.address_id for found in look_ups([line, line | {"result": "denied"}, line | {"action": "run"}])]
    ['1']
    """
    for line in lines:
        if line["action"] in LOOKING and line["result"] == Result.DONE.value:
            subject = subject_of(line["object"])
            if subject.kind is Kind.ADDRESS:
                yield LookUp(line["actor"], line["action"], subject.name, line["time"])


def tasks_behind(found: Iterable[LookUp], tasks: Iterable[Task]) -> list[tuple[LookUp, tuple[Why, ...]]]:
    """Return look-ups in their order, each with the kinds of task behind it; none at all is what to ask about."""
    known: dict[str, list[Task]] = {}
    for task in tasks:
        known.setdefault(task.address_id, []).append(task)
    return [
        (item, tuple(sorted({task.why for task in known.get(item.address_id, ()) if task.carries(item)})))
        for item in found
    ]


def kept_tasks(transaction: Transaction) -> Iterator[Task]:
    """Yield the tasks that the state holds: proposals about an address, and necessities that somebody recorded."""
    for row in transaction.rows("SELECT subject, proposed_at FROM proposal"):
        subject = subject_of(row["subject"])
        if subject.kind is Kind.ADDRESS:
            yield Task(subject.name, Why.PROPOSAL, row["proposed_at"])
    for row in transaction.rows("SELECT address_id, account, decided_at, until FROM necessity"):
        yield Task(row["address_id"], Why.NECESSITY, row["decided_at"], row["account"], row["until"])
