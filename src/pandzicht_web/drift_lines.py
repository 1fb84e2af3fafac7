# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What moved between the two newest rounds of a check, on the page: a sentence, and what somebody does about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.exports.drift_words import TO_DO, said_drift
from pandzicht.learning.round_drift import RoundDrift, Told
from pandzicht_web.visit import Visit


@dataclass(frozen=True, slots=True)
class DriftLine:
    """One figure that moved."""

    said: str
    to_do: str


@dataclass(frozen=True, slots=True)
class DriftPart:
    """What moved since the round before, and the signals in which earlier lists come back."""

    moved: Sequence[DriftLine]
    fed: Sequence[str]
    count: int
    """Of how many figures it was looked at."""


def drift_part(visit: Visit, catalogue: Catalogue, found: Sequence[RoundDrift]) -> DriftPart | None:
    """Return what the page tells of drift; nothing where there is no round before to hold it against."""
    if not found:
        return None
    moved = [
        DriftLine(said_drift(visit.say, item, _label(visit, catalogue, item)), visit.say(TO_DO[item.told]))
        for item in found
        if item.has_moved
    ]
    fed = dict.fromkeys(_label(visit, catalogue, item) for item in found if item.is_fed)
    return DriftPart(moved, tuple(fed), len(found))


def _label(visit: Visit, catalogue: Catalogue, item: RoundDrift) -> str:
    if item.told in {Told.YES, Told.UNKNOWN} and item.name in catalogue.signals:
        return f"\u201c{catalogue.signals[item.name].question.in_(visit.language)}\u201d"
    source = catalogue.sources.get(item.name)
    return source.label.in_(visit.language) if source else item.name
