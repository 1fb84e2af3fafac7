# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The policy for ties and conflicts as a rule of values: any graph of pairs, any traits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pandzicht.parties.clusters import Level, Traits, join_by_level, may_be_one

IDS = st.integers(0, 12)
TRAITS = st.builds(
    Traits,
    st.frozensets(st.sampled_from([("kvk", 1), ("kvk", 2), ("rsin", 1), ("rsin", 2)]), max_size=2).filter(
        lambda told: len({name for name, _ in told}) == len(told)
    ),
    st.frozensets(st.sampled_from([("form", "bv"), ("form", "vof")]), max_size=1),
)
SAYINGS = st.dictionaries(IDS, TRAITS, min_size=2)
LEVELS = st.lists(st.tuples(st.lists(st.tuples(IDS, IDS)), st.booleans()), max_size=4)


def levels_over(sayings: dict[int, Traits], drawn: list[tuple[list[tuple[int, int]], bool]]) -> list[Level]:
    return [
        Level(str(at), [pair for pair in pairs if set(pair) <= set(sayings)], by_identifier=sure)
        for at, (pairs, sure) in enumerate(drawn)
    ]


@given(SAYINGS, LEVELS, st.randoms(use_true_random=False))
def test_any_graph_gives_a_partition_without_conflicts_in_any_order(sayings, drawn, random) -> None:  # type: ignore[no-untyped-def] # given draws them
    levels = levels_over(sayings, drawn)
    made = join_by_level(sayings, levels)
    assert sorted(each for members in made.members.values() for each in members) == sorted(sayings)
    assert {each: party for party, members in made.members.items() for each in members} == made.party_of
    for members in made.members.values():
        assert may_be_one([sayings[each] for each in members], by_identifier=True)
    shuffled = dict(random.sample(list(sayings.items()), len(sayings)))
    turned = [
        Level(level.name, [pair[::-1] for pair in random.sample(list(level.pairs), len(level.pairs))],
              by_identifier=level.by_identifier)
        for level in levels
    ]  # fmt: skip
    assert join_by_level(shuffled, turned).members == made.members


@given(SAYINGS, LEVELS)
def test_every_pair_is_joined_or_refused_and_a_joined_one_is_within_a_party(sayings, drawn) -> None:  # type: ignore[no-untyped-def] # given draws them
    levels = levels_over(sayings, drawn)
    made = join_by_level(sayings, levels)
    assert len(made.joined) + len(made.refused) == sum(len(level.pairs) for level in levels)
    assert all(made.party_of[one] == made.party_of[other] for _, (one, other) in made.joined)


def test_a_saying_between_two_numbers_joins_neither() -> None:
    sayings = {1: Traits(frozenset({("kvk", 1)})), 2: Traits(frozenset({("kvk", 2)})), 3: Traits()}
    made = join_by_level(sayings, [Level("name", [(1, 3), (2, 3)])])
    assert made.members == {1: (1,), 2: (2,), 3: (3,)}
    assert len(made.refused) == 2


def test_what_was_joined_on_surer_grounds_stays() -> None:
    sayings = {1: Traits(frozenset({("kvk", 1)})), 2: Traits(frozenset({("kvk", 2)})), 3: Traits()}
    made = join_by_level(sayings, [Level("name and address", [(1, 3)]), Level("name", [(1, 3), (2, 3)])])
    assert made.members == {1: (1, 3), 2: (2,)}
