# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What takes four eyes: the closed list of matters; per matter who proposes, how many approve, how long it waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from pandzicht.definitions.action import Action
from pandzicht.definitions.words import Duration
from pandzicht.language import message


class Matter(StrEnum):
    """What a proposal is about."""

    DEFINITIONS = "definitions"
    LEARNED = "learned"
    OVERRIDE = "override"
    PROXY_BREACH = "proxy_breach"
    RETENTION_EXCEPTION = "retention_exception"
    DESTRUCTION = "destruction"
    RELEASE = "release"
    DISCRIMINATION = "discrimination"


AT_ONCE = Duration("P0D")


@dataclass(frozen=True, slots=True)
class Rule:
    """What a matter asks: by which acts it is proposed, how many persons approve, and how long it then waits."""

    label: str
    proposed_by: tuple[Action, ...]
    approvals: int = 1
    waits: Duration = AT_ONCE
    replaces: bool = False
    """Whether one of a subject is in force at a time: a later one takes its place, and voids what else is open."""


RULES: Mapping[Matter, Rule] = {
    Matter.DEFINITIONS: Rule(message("definitions"), (Action.PROPOSE,), replaces=True),
    Matter.LEARNED: Rule(message("learned points"), (Action.PROPOSE,), waits=Duration("P7D"), replaces=True),
    Matter.OVERRIDE: Rule(message("a refusal set aside"), (Action.PROPOSE, Action.SELECT)),
    Matter.PROXY_BREACH: Rule(message("a proxy that breaches its limit"), (Action.PROPOSE, Action.TEST_PROXIES)),
    Matter.RETENTION_EXCEPTION: Rule(message("keeping longer"), (Action.DESTROY, Action.DISPUTE)),
    Matter.DESTRUCTION: Rule(message("destruction"), (Action.DESTROY,), waits=Duration("P1D")),
    Matter.RELEASE: Rule(message("releasing a stopped check"), (Action.STOP,)),
    Matter.DISCRIMINATION: Rule(message("ending a report of discrimination"), (Action.STOP,), approvals=2),
}
"""Destruction waits a day, because it cannot be undone; a report of discrimination is ended by three persons."""
