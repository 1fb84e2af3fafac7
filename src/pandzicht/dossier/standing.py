# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where an address stands in the order of a check, and what would change that: for analysts, apart from the facts."""

from __future__ import annotations

from dataclasses import dataclass

from pandzicht.runs.explanation import CheckView


@dataclass(frozen=True, slots=True)
class Counted:
    """What one signal counts in the score."""

    question: str
    points: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    """The score and place that a unit would have if one answer were otherwise."""

    question: str
    becomes: str
    score: int
    rank: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The place of a unit (an object or a pand) in the order of a check, with what it is made of."""

    unit: str
    in_frame: bool
    empty_frame: str
    """Why no unit at all is in the frame; empty when there are some."""
    score: int
    score_max: int
    """The score if every unknown were yes."""
    rank: int | None
    of: int
    counted: tuple[Counted, ...]
    otherwise: tuple[Otherwise, ...]


def standing_of(view: CheckView) -> Standing:
    """Return the standing that an explanation tells."""
    questions = {answered.signal: answered.question for answered in view.answers}
    return Standing(
        unit=view.unit,
        in_frame=view.in_frame,
        empty_frame=view.empty_frame,
        score=view.score,
        score_max=view.score_max,
        rank=view.rank,
        of=view.of,
        counted=tuple(Counted(questions[signal], points) for signal, points in view.points.items()),
        otherwise=tuple(
            Otherwise(questions[change.signal], change.becomes, change.score, change.rank) for change in view.changes
        ),
    )
