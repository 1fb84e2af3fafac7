# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why two sayings are one party: the shortest way, the same every time."""

from __future__ import annotations

from pandzicht.parties.explanation import why_not_one_party, why_one_party
from pandzicht.parties.joining import Parties, PartyJoin
from pandzicht.parties.party_tier import PartyTier


def join(one: int, other: int, tier: PartyTier = PartyTier.NAME_COMPANY, *, joined: bool = True) -> PartyJoin:
    return PartyJoin(one, other, tier, ("adres",), joined)


JOINS = (join(1, 2), join(2, 3), join(3, 4, PartyTier.NUMBER_NAME), join(1, 5), join(4, 5), join(4, 6, joined=False))
PARTIES = Parties({1: (1, 2, 3, 4, 5), 6: (6,)}, JOINS)


def test_the_shortest_way_is_told_step_by_step() -> None:
    way = why_one_party(PARTIES, 1, 4)
    assert [(step.one, step.other) for step in way] == [(1, 5), (5, 4)]
    assert {step.differs for step in way} == {("adres",)}
    assert [(step.one, step.other) for step in why_one_party(PARTIES, 4, 1)] == [(4, 5), (5, 1)]


def test_the_order_of_the_pairs_does_not_matter() -> None:
    turned = Parties(PARTIES.members, JOINS[::-1])
    assert why_one_party(turned, 1, 3) == why_one_party(PARTIES, 1, 3)


def test_no_way_and_nothing_to_explain_give_no_steps() -> None:
    assert why_one_party(PARTIES, 1, 6) == ()
    assert why_one_party(PARTIES, 1, 1) == ()
    assert why_one_party(PARTIES, 1, 99) == ()


def test_a_refused_pair_is_told_as_such() -> None:
    assert [step.reason.en for step in why_not_one_party(PARTIES, 6, 4)] == [
        "only this company has the name; the address is another one or was not delivered"
    ]
    assert why_not_one_party(PARTIES, 1, 6) == ()
