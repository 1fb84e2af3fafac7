# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Audit packages of made-up frames, drawn and estimated by the product's own functions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pyarrow as pa

from pandzicht.exports.audit_package import AuditedSelection
from pandzicht.ranking.findings import findings_of
from pandzicht.ranking.outcome import Appeal, Outcome, Result
from pandzicht.ranking.strata import Draws, Stratum, draw_strata, shares_of
from pandzicht.ranking.yield_estimate import Drawn, yield_of

NAME = "wonen-2026-03-01-0123abcd"
POINTS = {"a": 3, "b": 1, "c": 1}
OTHER = {"b": 2, "c": 3}
STEPS = ("bureau", "brief", "bezoek")
RESULTS = tuple(Result)
WEIGHTS = {"bezoeken": {"licht": 1.0, "ernstig": 3.0, "zeer_ernstig": 9.0}}


def made_selection(seed: int) -> AuditedSelection:
    """A selection of a frame of some hundreds of units: with ties, gaps in the visits, and units added by hand."""
    rng = np.random.default_rng(seed)
    count, size = int(rng.integers(80, 300)), int(rng.integers(30, 80))
    answers = {name: rng.choice(["yes", "no", "unknown"], count, p=[0.25, 0.6, 0.15]) for name in POINTS}
    sums = {name: _points(answers, of, "yes") for name, of in {"score": POINTS, "challenger": OTHER}.items()}
    most = _points(answers, POINTS, "yes", "unknown")
    rank = np.empty(count, dtype=np.int64)
    rank[np.lexsort((rng.permutation(count), -sums["score"]))] = np.arange(1, count + 1)
    lots = [rng.integers(0, 2**63, count).astype(np.uint64) * np.uint64(2) for _ in range(2)]
    challenger = 0.1 if seed % 3 else 0.0
    control = (0.15, 0.3, 0.5)[seed % 3]
    other = sums["challenger"] if challenger else np.zeros(count, dtype=np.int64)
    shares = shares_of(size, control=control, challenger=challenger)
    drawn = draw_strata(sums["score"], other if challenger else None, shares, Draws(rank.astype(np.uint64), *lots))
    ids = [f"{value:016x}" for value in rng.permutation(count)]
    frame = pa.table(
        {
            "unit": ids,
            "score": sums["score"],
            "score_max": most,
            "challenger": other,
            "rank": rank,
            "draw_challenger": lots[0],
            "draw_control": lots[1],
            "stratum": drawn.stratum.tolist(),
            "inclusion_probability": drawn.probability,
            **{name: column.tolist() for name, column in answers.items()},
        }
    )
    chosen = np.flatnonzero(drawn.stratum != "")
    units = [Drawn(ids[at], Stratum(drawn.stratum[at]), float(drawn.probability[at])) for at in chosen]
    by_hand = [ids[at] for at in np.flatnonzero(drawn.stratum == "")[: seed % 4]]
    units += [Drawn(name, Stratum.MANUAL, None) for name in by_hand]
    outcomes = _outcomes(rng, units, mixed=seed % 2 == 0)
    design = {
        "frame_size": count,
        "size": size,
        "shares": {"control": str(control), "challenger": str(challenger)},
        "points": POINTS,
        "challenger_points": OTHER if challenger else {},
        "manual": sorted(by_hand),
        "severity_weights": WEIGHTS,
    }
    claims = yield_of(units, outcomes)
    questions = {name: (f"Is {name} zo?", f"Is {name} so?") for name in POINTS}
    findings = findings_of(units, outcomes, 9.0)
    return AuditedSelection(NAME, design, frame, units, outcomes, claims, findings, {"checks": {}}, questions)


def _points(answers: dict[str, np.ndarray], points: dict[str, int], *counted: str) -> np.ndarray:
    columns = [np.isin(answers[name], counted) * value for name, value in points.items()]
    return np.sum(columns, axis=0, dtype=np.int64)


def _outcomes(rng: np.random.Generator, units: list[Drawn], *, mixed: bool) -> dict[str, Outcome]:
    seen = rng.random(len(units)) < rng.choice([0.2, 0.8, 1.0])
    what = rng.choice(len(RESULTS), len(units), p=[0.3, 0.6, 0.1])
    step = rng.choice(len(STEPS), len(units)) if mixed else np.full(len(units), 2)
    plain = [Outcome(STEPS[step[at]], RESULTS[what[at]]) for at in range(len(units))]
    weighed = [_weighed(rng, told) for told in plain] if mixed or rng.random() < 0.8 else plain
    return {unit.unit_id: weighed[at] for at, unit in enumerate(units) if seen[at]}


def _weighed(rng: np.random.Generator, told: Outcome) -> Outcome:
    """An outcome of a source that tells severity and appeal; of a finding without a code the lightest weighs."""
    if told.result is not Result.ESTABLISHED:
        return replace(told, weight=0.0)
    code = str(rng.choice(["licht", "ernstig", "zeer_ernstig", ""], p=[0.5, 0.3, 0.1, 0.1]))
    appeal = tuple(Appeal)[rng.choice(3, p=[0.7, 0.15, 0.15])]
    return replace(told, appeal=appeal, severity=code, weight=WEIGHTS["bezoeken"].get(code, 1.0))
