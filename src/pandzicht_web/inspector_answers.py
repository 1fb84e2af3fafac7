# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike inspectors look, for machines: the figures of the page of the yield, of all inspectors together."""

from __future__ import annotations

from pydantic import Field

from pandzicht.ranking.double_visits import Unsaid
from pandzicht_web.call import Answer


class InspectorFigure(Answer):
    """A figure of all inspectors together with its interval of 95 %, and of how many it is."""

    value: float
    low: float
    high: float
    of: float


class NotSaid(Answer):
    """How alike inspectors look is not told, and why."""

    refused: Unsaid


class AgreementTold(Answer):
    """What two inspectors said who saw the same unit shortly after each other; kappa is the agreement beyond chance."""

    both_found: int
    both_nothing: int
    differ: int
    share: InspectorFigure | NotSaid
    kappa: InspectorFigure | NotSaid


class EffectTold(Answer):
    """How far all inspectors together differ in the share of addresses at which they find something; of none alone."""

    inspectors: int
    seen: int
    share: float
    spread: InspectorFigure = Field(description="Standard deviation of the share from inspector to inspector")
    part: InspectorFigure = Field(description="Part of all difference between looks (intraclass correlation)")
    middle_low: float = Field(description="Half of the inspectors lie between this share and middle_high")
    middle_high: float
    p: float = Field(description="Probability of such differences when all look alike")


class InspectorsTold(Answer):
    """How alike inspectors look, in all rounds together."""

    agreement: AgreementTold | NotSaid
    effect: EffectTold | NotSaid
