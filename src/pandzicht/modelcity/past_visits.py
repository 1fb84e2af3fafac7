# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Past visits of a made-up city, of which it is known what makes a finding probable: to try a backtest on.

Three years of rounds: most visits go to who scores high by the points of experts, one in five is drawn by lot. The
inspectors differ in what they find; nothing here is of a real address.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

ROUNDS, ADDRESSES, VISITS = 36, 3_000, 100
CONTROL = 0.2
FIRST = date(2023, 1, 2)
HEADINGS = (
    "pand", "eigenaar", "datum", "ronde", "uitkomst", "kans", "loting", "score", "klachten", "leegstand_maanden",
    "bouwjaar", "soort", "inspecteur",
)  # fmt: skip
"""The columns of the table."""
DEFINITION = """\
# Wat de kolommen van bezoeken.csv betekenen, en wat er beoordeeld moet worden.
backtest: bezoeken
label: {nl: Bezoeken van een verzonnen stad, en: Visits of a made-up city}
table: bezoeken.csv
outcome: {column: uitkomst, found: [overtreding], not_found: [niets]}
day: {column: datum}
groups: [pand, eigenaar]
features:
  klachten: {column: klachten, direction: up}
  leegstand: {column: leegstand_maanden, direction: up}
  bouwjaar: {column: bouwjaar}
  soort: {column: soort, kind: words}
  inspecteur: {column: inspecteur, kind: words}
rule: {klachten: 3, leegstand: 1}
old_score: {column: score, since: 2023-01-01}
probability: kans
random_share: {column: loting, values: [ja]}
known_as_of: selection
windows: {count: 6, gap: P30D}
capacity: 0.2
"""
_INSPECTORS = {"A": -0.9, "B": 0.0, "C": 0.9}
_KINDS = ("woning", "bedrijf", "logies")


def past_visits(seed: int = 1) -> Iterator[Sequence[object]]:
    """Yield the rows of the table, its headings first; one seed gives one table."""
    rng = np.random.default_rng(seed)
    yield HEADINGS
    owners = rng.integers(0, ADDRESSES // 2, ADDRESSES)
    built, kinds = rng.integers(1890, 2020, ADDRESSES), rng.choice(3, ADDRESSES, p=[0.75, 0.15, 0.1])
    for number in range(ROUNDS):
        complaints = rng.poisson(0.35, ADDRESSES)
        empty = np.where(rng.random(ADDRESSES) < 0.15, rng.integers(1, 24, ADDRESSES), 0)
        points = 3 * (complaints > 0) + (empty > 0)
        odds = -2.8 + 0.9 * np.minimum(complaints, 3) + 0.06 * empty + 0.9 * (kinds == 2) + 0.5 * (built < 1930)
        drawn, chance, by_lot = _drawn(rng, points)
        for at in drawn:
            inspector = str(rng.choice(list(_INSPECTORS)))
            found = rng.random() < 1 / (1 + np.exp(-odds[at] - _INSPECTORS[inspector]))
            day = FIRST + timedelta(days=30 * number + int(rng.integers(0, 28)))
            yield (
                f"P{at:05d}", f"E{owners[at]:04d}", day.isoformat(), number + 1, "overtreding" if found else "niets",
                f"{chance[at]:.6f}", "ja" if by_lot[at] else "nee", points[at], complaints[at], empty[at], built[at],
                _KINDS[kinds[at]], inspector,
            )  # fmt: skip


def _drawn(rng: np.random.Generator, points: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return who is visited in a round, with which probability each was drawn, and who by lot.

    The top is drawn with a probability that rises with the points, so that nobody is certain or excluded.
    """
    top, lot = VISITS * (1 - CONTROL), VISITS * CONTROL / ADDRESSES
    weight = np.exp(0.8 * points)
    by_points = np.minimum(top * weight / weight.sum(), 1.0)
    chance = 1 - (1 - by_points) * (1 - lot)
    lots, others = rng.random(ADDRESSES) < lot, rng.random(ADDRESSES) < by_points
    return np.flatnonzero(lots | others), chance, lots & ~others
