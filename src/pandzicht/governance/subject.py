# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an act is done to: an address, a check, a source, a run, a definition, an account; never a person by name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What sort of thing an act is done to."""

    ADDRESS = "address"
    CHECK = "check"
    SOURCE = "source"
    DELIVERY = "delivery"
    RUN = "run"
    SELECTION = "selection"
    FILE = "file"
    DEFINITION = "definition"
    ACCOUNT = "account"
    PROPOSAL = "proposal"
    LOG = "log"
    JOB = "job"
    WORKSPACE = "workspace"


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing by its name; of an address also the area (buurtcode) that it lies in."""

    kind: Kind
    name: str
    area: str | None = None

    def __str__(self) -> str:
        return f"{self.kind.value}:{self.name}" if self.name else self.kind.value


def subject_of(text: str) -> Subject:
    """Return the subject that `str` of one gave; the area of an address is not in it.

    >>> subject_of("check:hennep")
    Subject(kind=<Kind.CHECK: 'check'>, name='hennep', area=None)
    """
    kind, _, name = text.partition(":")
    return Subject(Kind(kind), name)


WORKSPACE = Subject(Kind.WORKSPACE, "")
"""The workspace as a whole."""
