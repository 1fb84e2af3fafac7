# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first step of reading: per check whether something is known of an address, and nothing of what (lawful.md 4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.definitions.action import Action
from pandzicht.governance.purpose import purpose_of
from pandzicht.language import Language
from pandzicht.runs.disputed import DISPUTED
from pandzicht.runs.opened import OpenRun


@dataclass(frozen=True, slots=True)
class Hit:
    """Whether a check has at least one signal that is yes, or disputed, for an address."""

    check: str
    label: str
    hit: bool


def hits(run: OpenRun, asked: str, checks: Sequence[str], language: Language = Language.NL) -> tuple[Hit, ...]:
    """Return per check whether something is known of an address; it is logged before it is given.

    Raises NotFound for an address outside the run or outside what whoever asks may see.
    """
    run.operation.allows(Action.HIT)
    number = run.find(asked)
    run.refuse_withheld(number)
    found = []
    for name in checks:
        check = run.catalogue.checks[name]
        run.operation.serves(purpose_of(check))
        signals = [item for item in check.points if item in run.manifest["active"]["signals"]]
        answers = run.signals.select(signals).slice(number, 1).to_pylist()[0] if signals else {}
        run.concerned([number], name)
        found.append(Hit(name, check.label.in_(language), bool({"yes", DISPUTED} & set(answers.values()))))
    return tuple(found)
