# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The account of what a check yielded, as plain data: the same for the command line and for machines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from pandzicht.ranking.estimate import Estimate
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import StratumYield
from pandzicht.runs.burden import burden
from pandzicht.runs.fairness import Fairness, fairness_of
from pandzicht.runs.inspectors import inspectors_told
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.round_drift import round_drift
from pandzicht.runs.rounds import HandedRound
from pandzicht.runs.uplift import uplift_over


def yield_account(run: OpenRun, check_name: str, rounds: Iterable[HandedRound]) -> dict[str, Any]:
    """Return the rounds with their strata, the estimate of the frame and the lift, and on whom and where it all fell.

    Beside them stands how what the check reads differs between the two newest rounds, how alike inspectors look, and
    the list of people where one was compared.

    A figure has a value, its interval of 95 % and of how many it is; one that is not claimed says why (`refused`).
    """
    told = tuple(rounds)
    uplift = uplift_over(run, told)
    return {
        "check": check_name,
        "run": run.run_id,
        "on": run.on.isoformat(),
        "rounds": [_round(run, one) for one in told],
        "burden": [asdict(item) for item in burden(run, told)] if told else [],
        "drift": [asdict(item) for item in round_drift(run, check_name, told)],
        "inspectors": asdict(inspectors_told(run, told)),
        "uplift": asdict(uplift) if uplift else None,
    }


def _round(run: OpenRun, one: HandedRound) -> dict[str, Any]:
    return {
        "number": one.number,
        "selection_id": one.selection_id,
        "on": one.round.since,
        "handed_at": one.handover.handed_at,
        "taken_back_on": one.round.until or None,
        "is_destroyed": one.is_destroyed,
        "steps": dict(one.told.steps),
        "strata": [_stratum(one, stratum, own) for stratum, own in one.told.strata.items()],
        "frame": asdict(one.told.frame),
        "lift": asdict(one.told.lift),
        "fairness": None if one.is_destroyed else _fairness(fairness_of(run, one)),
    }


def _fairness(told: Fairness) -> dict[str, Any]:
    return {
        "refused": told.refused.value if told.refused else None,
        "groups": [
            {
                "group": item.group,
                "label": {"nl": item.label.nl, "en": item.label.en or None},
                "measure": item.measure.value,
                "fifths": list(item.shares.rates),
                "last_over_first": _estimate(item.shares.ratio),
            }
            for item in told.groups
        ],
        "areas": [
            {"area": item.area, "frame": item.frame, "visited": item.visited}
            | {measure.value: asdict(share) for measure, share in item.shares.items()}
            for item in told.areas
        ],
    }


def _estimate(told: Estimate | None) -> dict[str, float] | None:
    return {"value": told.value, "low": told.low, "high": told.high} if told else None


def _stratum(one: HandedRound, stratum: Stratum, own: StratumYield) -> dict[str, Any]:
    contrast = one.contrasts.get(stratum)
    return {
        "stratum": stratum.value,
        **asdict(own),
        "not_yet": own.not_yet,
        "no_access": own.no_access,
        "nothing": own.nothing,
        "findings": asdict(one.findings[stratum]),
        "days": asdict(one.delays[stratum]),
        "ratio_to_control": asdict(contrast.ratio) if contrast else None,
        "difference_with_control": asdict(contrast.difference) if contrast else None,
    }
