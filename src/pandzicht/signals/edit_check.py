# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A definition that somebody is changing, held against every rule and its examples, as `pandzicht check` does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pandzicht.definitions.catalogue import Catalogue, Rule
from pandzicht.definitions.edit import Edit, Edited, edited
from pandzicht.signals.scenarios import Tried, faults_of, tried


@dataclass(frozen=True, slots=True)
class CheckedEdit:
    """A changed definition with every fault of it, and the examples of the signals that it touches."""

    edited: Edited
    tried: tuple[Tried, ...] = ()
    """Empty as long as anything else is wrong: what cannot be read cannot be tried."""

    @property
    def is_sound(self) -> bool:
        """Whether it can be proposed."""
        return not self.edited.faults


def checked_edit(base: Catalogue, edit: Edit, rules: Sequence[Rule]) -> CheckedEdit:
    """Return a changed definition held against rules and examples; raises as `edited`."""
    found = edited(base, edit, rules)
    if found.faults:
        return CheckedEdit(found)
    examples = tuple(tried(found.catalogue, found.affected))
    return CheckedEdit(replace(found, faults=tuple(faults_of(found.catalogue, examples))), examples)
