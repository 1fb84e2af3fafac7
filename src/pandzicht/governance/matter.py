# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What takes four eyes: per matter who proposes it, and whether one takes the place of another.

How many approve and how long it waits, the catalogue says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pandzicht.definitions.action import Action
from pandzicht.definitions.approval import Matter
from pandzicht.language import message


@dataclass(frozen=True, slots=True)
class Rule:
    """What a matter is called, and by which acts it is proposed."""

    label: str
    proposed_by: tuple[Action, ...]
    replaces: bool = False
    """Whether one of a subject is in force at a time: a later one takes its place, and voids what else is open."""


RULES: Mapping[Matter, Rule] = {
    Matter.DEFINITIONS: Rule(message("definitions"), (Action.PROPOSE,), replaces=True),
    Matter.LEARNED: Rule(message("learned points"), (Action.PROPOSE,), replaces=True),
    Matter.OVERRIDE: Rule(message("a refusal set aside"), (Action.PROPOSE, Action.SELECT)),
    Matter.PROXY_BREACH: Rule(message("a proxy that breaches its limit"), (Action.PROPOSE, Action.TEST_PROXIES)),
    Matter.RETENTION_EXCEPTION: Rule(message("keeping longer"), (Action.DESTROY, Action.DISPUTE)),
    Matter.DESTRUCTION: Rule(message("destruction"), (Action.DESTROY,)),
    Matter.RELEASE: Rule(message("releasing a stopped check"), (Action.STOP,)),
    Matter.DISCRIMINATION: Rule(message("ending a report of discrimination"), (Action.STOP,)),
    Matter.HANDOVER: Rule(message("handing a selection over"), (Action.HAND_OVER,)),
    Matter.UNSEALING: Rule(message("taking an original out"), (Action.UNSEAL,)),
}

__all__ = ["RULES", "Matter", "Rule"]
