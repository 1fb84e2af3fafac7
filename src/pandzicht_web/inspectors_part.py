# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike inspectors look, on the page of the yield: in sentences, and what somebody does about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.exports.inspector_words import advice, said_inspectors
from pandzicht.runs.inspectors import InspectorsTold
from pandzicht_web.visit import Visit


@dataclass(frozen=True, slots=True)
class InspectorsPart:
    """What the page tells of inspectors, all together."""

    told: Sequence[str]
    to_do: Sequence[str]


def inspectors_part(visit: Visit, told: InspectorsTold) -> InspectorsPart:
    """Return what the page tells of how alike inspectors look."""
    return InspectorsPart(
        said_inspectors(visit.say, told.agreement, told.effect), advice(visit.say, told.agreement, told.effect)
    )
