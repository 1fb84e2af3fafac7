# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sayings joined to parties, level by level, the surest first: the policy for ties and conflicts, as a pure rule.

At each level the pairs of one tier would join some parties made so far. All that would be joined into one party at that
level is looked at together: if it may be one, it is; if it holds two identifiers, two days of birth, or a person and a
company, *none* of it is joined at that level, and its pairs are left in doubt. So a saying that fits two parties goes
to neither, no order of rows plays a part, and what was joined on surer grounds stays.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Pair = tuple[int, int]
Trait = tuple[str, Hashable]


@dataclass(frozen=True, slots=True)
class Traits:
    """What a party has one of: (name, value).

    Of `fixed` traits (kind, identifiers, day of birth) a party never has two values. Of `loose` ones (legal form,
    number behind the name, initial) parties that are joined by their words share one; an identifier may join parties
    that differ in them.
    """

    fixed: frozenset[Trait] = frozenset()
    loose: frozenset[Trait] = frozenset()


@dataclass(frozen=True, slots=True)
class Level:
    """The pairs of one tier; by identifier, loose traits are not looked at."""

    name: str
    pairs: Sequence[Pair]
    by_identifier: bool = False


@dataclass(slots=True)
class Clusters:
    """The parties made so far: each saying's party, named by its lowest saying, and its members and traits."""

    party_of: dict[int, int]
    members: dict[int, tuple[int, ...]]
    traits: dict[int, Traits]
    joined: list[tuple[str, Pair]] = field(default_factory=list)
    refused: list[tuple[str, Pair]] = field(default_factory=list)


def join_by_level(sayings: Mapping[int, Traits], levels: Iterable[Level]) -> Clusters:
    """Return the parties of sayings: every saying in one, conflicting traits never in one, whatever the order.

    >>> made = join_by_level({1: Traits(), 2: Traits(), 3: Traits()}, [Level("name", [(3, 1)])])
    >>> made.members
    {1: (1, 3), 2: (2,)}
    """
    clusters = Clusters(
        party_of={each: each for each in sayings},
        members={each: (each,) for each in sorted(sayings)},
        traits=dict(sayings),
    )
    for level in levels:
        _join(clusters, level)
    return clusters


def may_be_one(parties: Sequence[Traits], *, by_identifier: bool) -> bool:
    """Return whether parties may be one: no fixed trait with two values, and loose traits that they share.

    >>> bv, vof = Traits(loose=frozenset({("form", "bv")})), Traits(loose=frozenset({("form", "vof")}))
    >>> may_be_one([bv, vof], by_identifier=False), may_be_one([bv, vof], by_identifier=True)
    (False, True)
    """
    fixed = frozenset().union(*(party.fixed for party in parties))
    if len({name for name, _ in fixed}) < len(fixed):
        return False
    return by_identifier or all(_shared(name, parties) for name in {name for one in parties for name, _ in one.loose})


def _shared(name: str, parties: Sequence[Traits]) -> bool:
    told = [{value for key, value in party.loose if key == name} for party in parties]
    return bool(set.intersection(*(values for values in told if values)))


def _join(clusters: Clusters, level: Level) -> None:
    beside: dict[int, set[int]] = {}
    for one, other in level.pairs:
        mine, theirs = clusters.party_of[one], clusters.party_of[other]
        if mine != theirs:
            beside.setdefault(mine, set()).add(theirs)
            beside.setdefault(theirs, set()).add(mine)
    joins = {party: group for group in _groups(beside) for party in group}
    may = {
        id(group): may_be_one([clusters.traits[party] for party in group], by_identifier=level.by_identifier)
        for group in joins.values()
    }
    for pair in sorted(level.pairs):
        mine, theirs = (clusters.party_of[each] for each in pair)
        if mine == theirs:
            clusters.joined.append((level.name, pair))
        else:
            (clusters.joined if may[id(joins[mine])] else clusters.refused).append((level.name, pair))
    for group in {id(group): group for group in joins.values() if may[id(group)]}.values():
        _merge(clusters, group)


def _groups(beside: Mapping[int, set[int]]) -> list[tuple[int, ...]]:
    """Return the parties that hang together, each group from low to high."""
    found, seen = [], set()
    for start in sorted(beside):
        if start in seen:
            continue
        group, open_ = {start}, [start]
        while open_:
            more = beside[open_.pop()] - group
            group |= more
            open_.extend(more)
        seen |= group
        found.append(tuple(sorted(group)))
    return found


def _merge(clusters: Clusters, group: Sequence[int]) -> None:
    name = group[0]
    members = tuple(sorted(member for party in group for member in clusters.members[party]))
    traits = [clusters.traits[party] for party in group]
    for party in group[1:]:
        del clusters.members[party], clusters.traits[party]
    clusters.members[name] = members
    clusters.traits[name] = Traits(
        frozenset().union(*(each.fixed for each in traits)), frozenset().union(*(each.loose for each in traits))
    )
    clusters.party_of.update(dict.fromkeys(members, name))
