# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rounds of visits in a made-up city of which it is known what makes a finding probable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from pandzicht.learning.labels import Label, Labels

TRUTH = {"leegstand": 2.4, "melding": 1.6, "geen_bewoner": 0.8, "oud_label": 0.0}
"""Signal -> the log odds that it adds to a finding."""
EXPERT = {"oud_label": 3, "geen_bewoner": 2, "melding": 2, "leegstand": 2}
"""Points of experts who are wrong of one signal, and know little of the others."""
FRAME, TOP, CONTROL = 3_000, 60, 60
FIRST_DAY = date(2024, 1, 8).toordinal()
EVERY_DAYS = 28


def rounds(
    count: int, *, seed: int = 1, truth: Mapping[str, float] = TRUTH, expert: Mapping[str, int] = EXPERT
) -> list[Label]:
    """Return the labels of some rounds: the top by the experts, and a control share drawn by lot; all are visited."""
    rng = np.random.default_rng(seed)
    found = []
    for number in range(count):
        yes = rng.random((FRAME, len(truth))) < 0.15
        odds = -2.6 + yes @ np.array(list(truth.values()))
        held = rng.random(FRAME) < 1 / (1 + np.exp(-odds))
        score = yes @ np.array([expert[name] for name in truth]) + rng.random(FRAME) / 2
        top = np.argsort(-score)[:TOP]
        rest = np.setdiff1d(np.arange(FRAME), top)
        drawn = [(unit, 1.0) for unit in top]
        drawn += [(unit, CONTROL / len(rest)) for unit in rng.choice(rest, CONTROL, replace=False)]
        day = FIRST_DAY + number * EVERY_DAYS
        found += [
            Label(
                unit=f"{number:02d}-{unit:05d}",
                round=f"ronde {number:02d}",
                proposed=day,
                looked=day + 7,
                is_found=bool(held[unit]),
                chance=chance,
                capacity=(TOP + CONTROL) / FRAME,
                building=f"pand {number}-{unit // 3}",
                owner="",
                answers={name: "yes" if yes[unit, at] else "no" for at, name in enumerate(truth)},
            )
            for unit, chance in drawn
        ]
    return found


def labels(count: int, **asked: int) -> Labels:
    """Return the labels of some rounds as columns."""
    return Labels.of(rounds(count, seed=asked.get("seed", 1)), tuple(TRUTH))
