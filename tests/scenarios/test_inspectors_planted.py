# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is told of inspectors is what was planted: of several made-up cities it is known how well each of them sees."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pytest

from pandzicht.modelcity import inspector
from pandzicht.modelcity.firms import build_firms
from pandzicht.modelcity.inspector import Staff, Tour, go_round, really_at, staff_of
from pandzicht.modelcity.owners import build_owners
from pandzicht.modelcity.town import Town, build_town
from pandzicht.modelcity.truth import Check, Truth, build_truth
from pandzicht.modelcity.visits import ESTABLISHED, NOT_SEEN, NOTHING
from pandzicht.ranking.double_visits import Agreement, LookBy, agreement_of, double_visit
from pandzicht.ranking.inspector_effect import InspectorEffect, SeenBy, inspector_effect
from pandzicht.ranking.outcome import Look, Result
from pandzicht.ranking.yield_estimate import Figure

HOUSING = Check.ONRECHTMATIG_WONEN
RESULTS = {ESTABLISHED: Result.ESTABLISHED, NOTHING: Result.NOTHING, NOT_SEEN: Result.NOT_SEEN}
SEEDS, ROUNDS, YES, NO = range(1, 6), 8, 100, 200
"""Cities, rounds of each, and of a round how many addresses at which there is something, and there is not."""


@dataclass
class Told:
    """What the figures say of one city, and what is so."""

    agreement: Agreement
    effect: InspectorEffect
    alike: float
    """How often two inspectors agree who are drawn by lot."""
    spread: float
    """The standard deviation of the share that an inspector finds."""


def looks_of(town: Town, truth: Truth) -> Iterator[tuple[int, list[LookBy]]]:
    """The looks at each address of every round."""
    rng = np.random.default_rng(7)
    dwellings = np.flatnonzero(town.objects.dwelling)
    really = really_at(town, truth, HOUSING, dwellings)
    for number in range(1, ROUNDS + 1):
        chosen = [rng.choice(dwellings[really > 0], YES, replace=False)]
        chosen.append(rng.choice(dwellings[really == 0], NO, replace=False))
        names = [str(name) for name in town.objects.ids[np.concatenate(chosen)]]
        visits = go_round(town, truth, Tour(number, HOUSING, names, town.today + 1, town.today + 31))
        by_unit: dict[int, list[LookBy]] = {}
        columns = (visits.at, visits.day, visits.inspector, visits.outcome)
        for at, day, who, outcome in zip(*(column.tolist() for column in columns), strict=True):
            on = date(2026, 1, 1) + timedelta(days=day - town.today)
            by_unit.setdefault(at, []).append(LookBy(Look(on.isoformat(), "bezoek", RESULTS[outcome]), str(who)))
        yield from ((number, looks) for looks in by_unit.values())


def told_of(seed: int, monkeypatch: pytest.MonkeyPatch, *, some_see_half: bool) -> Told:
    town = build_town(20_000, seed=seed, on=date(2026, 3, 2))
    truth = build_truth(town, build_owners(town), build_firms(town))
    people = staff_of(town)
    if some_see_half:
        people = Staff(people.sensitivity * np.where(np.arange(12) < 3, 0.5, 1.0), people.false_finding)
        monkeypatch.setattr(inspector, "staff_of", lambda _town: people)
    everything = list(looks_of(town, truth))
    pairs = (double_visit(looks) for _, looks in everything)
    effect = inspector_effect(
        SeenBy(first.by, str(number), first.look.result is Result.ESTABLISHED)
        for number, looks in everything
        if (first := min((item for item in looks if item.look.result is not Result.NOT_SEEN), default=None))
    )
    assert isinstance(effect, InspectorEffect)
    found = np.array([people.sensitivity, people.false_finding])
    weight = np.array([YES, NO]) / (YES + NO)
    both = (found.sum(axis=1) ** 2 - (found**2).sum(axis=1)) / (12 * 11)
    alike = 1 - 2 * float(weight @ (found.mean(axis=1) - both))
    spread = float((weight @ found).std(ddof=1))
    return Told(agreement_of(pair for pair in pairs if pair), effect, alike, spread)


def inside(figure: object, true: float) -> bool:
    assert isinstance(figure, Figure), figure
    return figure.low <= true <= figure.high


@pytest.mark.parametrize("some_see_half", [False, True])
def test_the_intervals_hold_what_was_planted(monkeypatch: pytest.MonkeyPatch, some_see_half: bool) -> None:
    """Of five cities at most one may fall outside an interval of 95 %."""
    told = [told_of(seed, monkeypatch, some_see_half=some_see_half) for seed in SEEDS]
    assert all(one.agreement.pairs > 60 for one in told), "one in twenty of those seen, and some are differently told"
    assert sum(inside(one.agreement.share, one.alike) for one in told) >= 4
    assert sum(inside(one.effect.spread, one.spread) for one in told) >= 4
    assert all(one.effect.inspectors == inspector.INSPECTORS for one in told)
    if some_see_half:
        assert all(one.effect.p < 0.001 for one in told), "three of twelve who see half are noticed"
        assert all(one.effect.spread.low > 0.02 for one in told)
    else:
        assert sum(one.effect.p < 0.05 for one in told) <= 1
