# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A backtest as one document for machines: every figure with its interval, or the ground on which there is none."""

from __future__ import annotations

from datetime import date
from typing import Any

from pandzicht.language import Language
from pandzicht.learning.backtest import Backtested, Judgement
from pandzicht.learning.frame import Round
from pandzicht.learning.interval import Judged, Refused
from pandzicht.learning.statement import Statement
from pandzicht.learning.trial import Standing

DIGITS = 6


def backtest_document(tested: Backtested, stated: tuple[Statement, ...]) -> dict[str, Any]:
    """Return a backtest as plain data."""
    division = tested.division
    return {
        "backtest": tested.asked.backtest,
        "rows": dict(tested.counts),
        "from": date.fromordinal(tested.first),
        "to": date.fromordinal(tested.last),
        "capacity": tested.asked.capacity,
        "statements": [
            {"kind": one.kind.value, "weight": one.weight.name.lower(), "text": one.told(Language.EN)} for one in stated
        ],
        "windows": _judgement(tested.rolling) if tested.rolling else None,
        "division": None
        if division is None
        else {
            "in_time": division.is_in_time,
            "shared_groups": division.shared,
            "judged": _judgement(division.judgement) if division.judgement else None,
        },
        "inadmissible": {name: carrier.value for name, carrier in tested.carriers.items()},
        "knows_the_outcome": sorted(tested.leaks),
        "moved": [each.feature for each in tested.drifts if each.moved],
        "points": _points(tested),
    }


def _judgement(judged: Judgement) -> dict[str, Any]:
    windows = zip(judged.windows, judged.visited, judged.found, judged.rounds, strict=True)
    return {
        "windows": [
            {
                "from": date.fromordinal(window.first),
                "to": date.fromordinal(window.last),
                "visited": visited,
                "found": found,
                "learned_from": len(window.learned),
                **_round(each),
            }
            for window, visited, found, each in windows
        ],
        "skipped": judged.skipped,
        "first_half_as_done": figure(judged.as_done),
        "whole": _round(judged.whole),
        "orders": {
            contender.value: {
                **_standing(standing),
                "of_all": {
                    "hajek": figure(judged.values[contender].hajek),
                    "doubly_robust": figure(judged.values[contender].doubly_robust),
                    "naive": _rounded(judged.values[contender].naive),
                    "effective_sample": _rounded(judged.values[contender].sample),
                    "lift": figure(judged.lifts[contender]),
                },
            }
            for contender, standing in judged.standings.items()
        },
    }


def _standing(standing: Standing) -> dict[str, Any]:
    return {
        "at_capacity": figure(standing.pooled),
        "sure_at_least": _rounded(standing.at_least),
        "median": _rounded(standing.median),
        "worst": _rounded(standing.worst),
        "per_window": [figure(each) for each in standing.per_window],
        "learned_less_this": figure(standing.less_than_model) if standing.less_than_model else None,
        "first_half": figure(standing.first_half),
        "days_earlier": figure(standing.days_earlier),
    }


def _round(each: Round) -> dict[str, Any]:
    return {"chosen": figure(each.chosen), "frame": figure(each.frame), "lift": figure(each.lift)}


def _points(tested: Backtested) -> list[dict[str, Any]]:
    return [
        {
            "feature": column.feature,
            "at_least": column.at_least,
            "word": column.word or None,
            "points": _rounded(points),
        }
        for column, points in (tested.card.points() if tested.card else ())
    ]


def figure(judged: Judged) -> dict[str, Any]:
    """Return a figure with its interval, or on which ground it is refused."""
    if isinstance(judged, Refused):
        return {"refused": judged.ground.value, "of": _rounded(judged.of)}
    names = ("value", "low", "high", "of")
    return {name: _rounded(getattr(judged, name)) for name in names}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DIGITS)
