# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work in a test: a clock that is set, an account that asks, a worker, and work that does nothing but tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, ClassVar

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.role import Role
from pandzicht.governance.accounts import make_account
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.door import Door
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.jobs.asking import ask, own_job
from pandzicht.jobs.job import Job
from pandzicht.jobs.kinds import KINDS
from pandzicht.jobs.work import ActOf, Tell, Work
from pandzicht.jobs.worker import Worker
from pandzicht.store.state_database import StateDatabase, moment
from pandzicht.store.workspace import Workspace
from tests.desk import ALL, APPROVALS, NOW, state_in


@dataclass
class Clock:
    """A clock that goes on a little with every look, so that no two moments are the same."""

    at: datetime = NOW

    def __call__(self) -> datetime:
        self.at += timedelta(microseconds=1)
        return self.at

    def on(self, **how: float) -> None:
        self.at += timedelta(**how)


class Telling(Work):
    """Work that tells some steps, and does at each of them what a test wants."""

    label = "load"
    writes = False
    at_step: ClassVar[Callable[[int], None]] = staticmethod(lambda _step: None)

    steps: int = 3
    action: Action = Action.VERIFY

    def act(self, workspace: Workspace) -> ActOf:
        return ActOf(self.action, Subject(Kind.WORKSPACE, ""))

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        for step in range(self.steps):
            type(self).at_step(step)
            tell(f"step {step}", step / self.steps)
        return {"steps": self.steps, "by": operation.act.account}


class Writing(Telling):
    """The same, of work that holds the workspace for itself."""

    writes = True


@dataclass
class Office:
    """A workspace whose state has an account of els, who may do everything."""

    space: Workspace
    state: StateDatabase
    clock: Clock
    roles: Mapping[str, Role] = field(default_factory=lambda: {"alles": ALL})
    notes: list[str] = field(default_factory=list)

    @property
    def door(self) -> Door:
        keys = SubjectKeys(self.space.keys)
        return Door(self.state, self.roles, keys, b"geheim", self.clock, "worker", demo=True, approvals=APPROVALS)

    def desk(self, account: str = "els") -> Desk:
        return self.door.desk(account)

    def worker(self, name: str = "een") -> Worker:
        return Worker(self.space, self.door, name, self.notes.append)

    def ask(self, kind: str = "telling", **arguments: Any) -> Job:
        return ask(self.desk(), self.space, kind, arguments)

    def job(self, job: Job) -> Job:
        """The job as it stands now."""
        return own_job(self.desk(job.account), job.job_id)


def office_in(space: Workspace, state: StateDatabase | None = None) -> Office:
    """A workspace in which els and jan may do everything."""
    known = state or state_in(space.state)
    with known.transaction() as transaction:
        for name in ("els", "jan"):
            make_account(transaction, name, person=name, name=name, at=moment(NOW))
            grant = {"account": name, "role": "alles", "granted_by": "x", "granted_at": moment(NOW)}
            transaction.insert("account_role", {**grant, "purposes": None, "areas": None, "until": None})
    return Office(space, known, Clock())


def told(patch: pytest.MonkeyPatch, at_step: Callable[[int], None] = lambda _step: None) -> None:
    """Let workers know the work that tells, and what it does at each step."""
    patch.setitem(KINDS, "telling", Telling)
    patch.setitem(KINDS, "writing", Writing)
    patch.setattr(Telling, "at_step", staticmethod(at_step))


def empty_space(folder: Path) -> Workspace:
    """A workspace without anything in it."""
    (folder / "pandzicht.toml").write_text("[workspace]\ndemo = true\n", encoding="utf-8")
    return Workspace(folder, "leeg", demo=True, spine="bag", catalogue=folder / "catalogue")


__all__ = ["Clock", "Office", "Telling", "Writing", "empty_space", "office_in", "told"]
