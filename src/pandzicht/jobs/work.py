# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What work of one kind asks for: its arguments, the act that it is, and how it is carried out."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from pandzicht.definitions.action import Action
from pandzicht.definitions.words import Definition
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.subject import Subject
from pandzicht.store.workspace import Workspace

Tell = Callable[[str, float], None]
"""Told what is being done and which part is behind us (0 to 1)."""


@dataclass(frozen=True, slots=True)
class ActOf:
    """The act that a piece of work is: the desk is asked for exactly this."""

    action: Action
    subject: Subject
    purposes: Sequence[Purpose] = ()


class Work(Definition):
    """One piece of work by its arguments, which name things and no persons; a kind of work is a subclass.

    The workspace that it gets is the part that it is about.
    """

    label: ClassVar[str]
    writes: ClassVar[bool]
    """Whether it holds the workspace for itself: such work is done in the order in which it was asked."""

    channel: str = ""
    """The partnership whose part of the workspace it is about; empty for the municipality's own."""

    def prepare(self, workspace: Workspace, desk: Desk) -> None:
        """Bring what it works with up to date, at the desk of whoever asked; by default there is nothing to bring."""
        del workspace, desk

    @abstractmethod
    def act(self, workspace: Workspace) -> ActOf:
        """Return the act that it is; raises whatever is wrong with what is asked, before anything is done."""

    @abstractmethod
    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Do it, with a folder for files that it makes; return what it brought, as plain data."""
