# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A job: long work that somebody asked for, where it stands and how far it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.language import message

WHOLE = 1000
"""Progress is kept in thousandths."""
STALE = timedelta(seconds=60)
"""A worker that was not heard of for so long has stopped, and another takes its job."""
AGAIN = timedelta(seconds=30)
"""How long a job that found the workspace in use waits."""
TRIES = 3
"""How often a job is taken whose worker stopped during it: the next time it would stop again."""


class Standing(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


STANDINGS: Mapping[Standing, str] = {
    Standing.WAITING: message("waiting"),
    Standing.RUNNING: message("busy"),
    Standing.DONE: message("done"),
    Standing.FAILED: message("failed"),
    Standing.CANCELLED: message("stopped at request"),
}


@dataclass(frozen=True, slots=True)
class Job:
    """One job as it is kept."""

    job_id: str
    kind: str
    action: Action
    """The act that it is."""
    arguments: Mapping[str, Any]
    account: str
    purposes: tuple[str, ...]
    asked_at: str
    begun_at: str | None
    ended_at: str | None
    standing: Standing
    phase: str
    """What is being done, as a text of the code that is said in the reader's language."""
    part: int
    """In thousandths: how much of it is behind us."""
    said: str
    """How it ended: a JSON document of a job that is done, the sentence of a fault of one that failed."""
    cancel_asked: bool
    tries: int
    worker: str

    @property
    def is_open(self) -> bool:
        """Tell whether it has not ended."""
        return self.standing in {Standing.WAITING, Standing.RUNNING}

    @property
    def result(self) -> dict[str, Any]:
        """What it brought, once it is done."""
        document: dict[str, Any] = json.loads(self.said) if self.standing is Standing.DONE else {}
        return document


def job_of(row: Mapping[str, Any]) -> Job:
    """Return a job from its row."""
    told = {name: row[name] for name in Job.__dataclass_fields__}
    return Job(
        **told
        | {
            "action": Action(row["action"]),
            "arguments": json.loads(row["arguments"]),
            "purposes": tuple(json.loads(row["purposes"])),
            "standing": Standing(row["standing"]),
            "cancel_asked": bool(row["cancel_asked"]),
        }
    )
