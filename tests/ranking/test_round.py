# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever the rounds are, a look counts for at most one of them, and for one that proposed its unit by then."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pandzicht.ranking.outcome import Outcome, Result
from pandzicht.ranking.round import Part, Round, round_of
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Drawn, yield_of

UNITS = {name: Drawn(name, Stratum.TOP, 1.0) for name in "abc"}
days = st.integers(1, 28).map(lambda number: f"2026-03-{number:02d}")
drawn_rounds = st.lists(st.tuples(days, st.one_of(st.just(""), days), st.sets(st.sampled_from("abc"))), max_size=5).map(
    lambda told: [
        Round(str(at), since, until, {name: UNITS[name] for name in sorted(names)})
        for at, (since, until, names) in enumerate(sorted(told, key=lambda one: one[0]))
    ]
)


@given(drawn_rounds, st.sampled_from("abc"), days)
def test_a_look_counts_for_the_last_round_that_proposed_its_unit(rounds: list[Round], unit: str, day: str) -> None:
    proposed = [at for at, one in enumerate(rounds) if one.since <= day and unit in one.units]
    had = [at for at in proposed if not rounds[at].until or day <= rounds[at].until]
    assert round_of(rounds, unit, day) == (max(had) if had else max(proposed, default=None))


@given(drawn_rounds, st.sampled_from("abc"), days, days)
def test_what_counted_for_a_round_stays_with_it_when_a_later_one_begins(
    rounds: list[Round], unit: str, day: str, later: str
) -> None:
    after = [*rounds, Round("later", max([later, *(one.since for one in rounds)]), "", UNITS)]
    if day < after[-1].since:
        assert round_of(after, unit, day) == round_of(rounds, unit, day)
    else:
        assert round_of(after, unit, day) == len(rounds)


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from(Result)))
def test_the_parts_of_a_round_are_those_that_its_yield_counts(results: dict[str, Result]) -> None:
    outcomes = {name: Outcome("bezoek", result) for name, result in results.items()}
    own = yield_of(tuple(UNITS.values()), outcomes).strata[Stratum.TOP]
    counted = {part: sum(part.holds(outcomes.get(name)) for name in UNITS) for part in Part}
    assert counted == {
        Part.SELECTED: own.selected,
        Part.NOT_YET: own.selected - own.visited,
        Part.VISITED: own.visited,
        Part.NO_ACCESS: own.visited - own.entered,
        Part.ENTERED: own.entered,
        Part.NOTHING: own.entered - own.established,
        Part.ESTABLISHED: own.established,
    }
