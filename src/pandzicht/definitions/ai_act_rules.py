# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check says of itself under the AI act must fit its points: what outcomes taught was inferred."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.ai_act import RiskClass
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.errors import Fault

INFERRED = "AI-verordening art. 3 lid 1"
_OTHERS = ", ".join(risk.value for risk in RiskClass if risk is not RiskClass.NO_AI)


def uses_learned_points(check: Check) -> bool:
    """Tell whether a check chooses by points that outcomes taught: its own, or those that it tries."""
    return check.learned or (check.challenger is not None and check.challenger.learned)


def says_nothing_inferred(check: Check) -> bool:
    """Tell whether a check says of itself that it is no AI system, or says nothing of it."""
    return check.ai_act is None or check.ai_act.risk in {None, RiskClass.NO_AI}


def ai_act_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every check with learned points that says that it is no AI system (Regulation 2024/1689 art. 3(1))."""
    for check in catalogue.checks.values():
        if uses_learned_points(check) and check.ai_act is not None and check.ai_act.risk is RiskClass.NO_AI:
            where = "'learned'" if check.learned else "'challenger.learned'"
            found = f"class '{RiskClass.NO_AI.value}', and {where} says that outcomes taught the points ({INFERRED})"
            remedy = f"write what it is ({_OTHERS}), and in 'reasons' that points were learned and why it is this class"
            yield catalogue.fault("checks", check.check, ("ai_act", "class"), found, remedy)
