# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of several sources joined to parties: a partition, whatever the order, and never over a conflict."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.errors import PurposeMissing
from pandzicht.parties.explanation import why_not_one_party, why_one_party
from pandzicht.parties.joining import Parties, join_parties
from pandzicht.parties.question import PartyQuestion
from pandzicht.store.engine import Engine
from tests.parties.people import COMPANIES, EVERYBODY, Row, company, deliver, person, rows

HOME = {"postcode": "2511AB", "huisnummer": 12}


def parted(
    *sources: Sequence[Row], question: PartyQuestion = EVERYBODY
) -> tuple[set[frozenset[tuple[str, int]]], Parties, dict[tuple[str, int], int]]:
    """The rows of each party as (source, row); all parties; and what each row says, by its number."""
    with Engine(threads=1) as engine:
        delivered = [deliver(engine, f"bron{at}", rows) for at, rows in enumerate(sources)]
        made = join_parties(engine, question, delivered)
        found = defaultdict(set)
        said = {}
        for source, row_no, said_id, party in engine.rows("SELECT source, row_no, said_id, party FROM party_members"):
            said[source, row_no] = said_id
            if party is not None:
                found[party].add((source, row_no))
        assert len(said) == sum(map(len, sources))
        return {frozenset(each) for each in found.values()}, made, said


def test_rows_of_three_sources_are_one_party_over_number_name_and_trade_name() -> None:
    land = [company("Veen Beheer B.V.", rsin="1", **HOME)]
    trade = [company("Veen Beheer B.V.", trade_name="De Kroon", rsin="1", kvk_number="27000001", **HOME)]
    permits = [company("De Kroon", **HOME), company("Duinzicht")]
    groups, parties, said = parted(land, trade, permits)
    assert groups == {frozenset({("bron0", 0), ("bron1", 0), ("bron2", 0)}), frozenset({("bron2", 1)})}
    way = why_one_party(parties, said["bron0", 0], said["bron2", 0])
    assert [step.reason.en.split(",")[0] for step in way] == [
        "the KVK number or RSIN is the same", "the name is another name of the company",
    ]  # fmt: skip
    assert why_one_party(parties, said["bron0", 0], said["bron2", 1]) == ()


def test_a_row_that_fits_two_companies_goes_to_neither_and_both_are_told() -> None:
    one, two = company("Veen Beheer", kvk_number="27000001"), company("Veen Beheer", kvk_number="27000002")
    groups, parties, said = parted([one, two, company("Veen Beheer")])
    assert groups == {frozenset({("bron0", at)}) for at in range(3)}
    doubt = why_not_one_party(parties, said["bron0", 0], said["bron0", 2])
    assert len(doubt) == 1
    assert "only this company has the name" in doubt[0].reason.en
    assert why_not_one_party(parties, said["bron0", 0], said["bron0", 1])[0].differs == ("identificatie",)


def test_a_silent_row_does_not_bridge_two_legal_forms_or_two_birthdays() -> None:
    forms = [company("Veen Beheer B.V."), company("Veen Beheer V.O.F."), company("Veen Beheer")]
    days = [person("Berg", **HOME), person("Berg", born=date(1999, 5, 14), **HOME), person("Berg", born=None, **HOME)]
    groups, _, _ = parted(forms, days)
    assert len(groups) == 6


def test_many_rows_that_say_the_same_are_compared_once() -> None:
    groups, parties, _ = parted([company("Veen Beheer B.V.", **HOME)] * 50, [company("Veen Beheer BV", **HOME)])
    assert len(groups) == 1
    assert len(parties.joins) == 1


def test_an_earlier_level_stands_when_a_later_one_is_in_conflict() -> None:
    sure = [company("Veen Beheer", kvk_number="27000001", **HOME), company("Veen Beheer B.V.", **HOME)]
    groups, _, _ = parted(sure, [company("Veen Beheer", kvk_number="27000002")])
    assert frozenset({("bron0", 0), ("bron0", 1)}) in groups


def test_two_parties_of_a_register_are_never_one_and_a_row_without_its_key_may_be_either() -> None:
    with Engine(threads=1) as engine:
        known = [company("Veen Beheer", party="a"), company("Veen Beheer BV", party="b")]
        known += [company("Duinzicht", party="c"), company("Duinzicht", party=None)]
        join_parties(engine, EVERYBODY, [deliver(engine, "kvk", known, key="party")])
        made = [row[0] for row in engine.rows("SELECT party FROM party_members ORDER BY row_no")]
    assert made[0] != made[1]
    assert made[2] == made[3]


def test_rows_beyond_the_question_are_in_no_party() -> None:
    groups, _, said = parted([person("Berg"), person("Berg"), company("Veen")], question=COMPANIES)
    assert groups == {frozenset({("bron0", 2)})}
    assert said["bron0", 0] is None


def test_a_source_beyond_the_purpose_is_refused() -> None:
    with Engine(threads=1) as engine:
        allowed = deliver(engine, "brk", [company("Veen")])
        other = deliver(engine, "bezoeken", [company("Veen")], purposes=["brandveiligheid"])
        with pytest.raises(PurposeMissing, match="'bezoeken' may not be read for purpose 'verhuur'"):
            join_parties(engine, EVERYBODY, [allowed, other])


@settings(max_examples=60)
@given(st.lists(rows(), max_size=9), st.lists(rows(), max_size=4), st.randoms(use_true_random=False))
def test_parties_are_a_partition_without_conflicts_whatever_the_order(one, two, random) -> None:  # type: ignore[no-untyped-def] # given draws them
    groups, parties, said = parted(one, two)
    members = [row for group in groups for row in group]
    assert sorted(members) == sorted(row for row, said_id in said.items() if said_id is not None)
    every = {("bron0", at): row for at, row in enumerate(one)} | {("bron1", at): row for at, row in enumerate(two)}
    for group in groups:
        told = [every[row] for row in group]
        assert len({row.kind for row in told}) == 1
        for field in ("pseudonym", "kvk_number", "rsin"):
            assert len({getattr(row, field) for row in told} - {None}) <= 1
        days = {row.born for row in told} - {None, date(1970, 1, 1)}
        assert len(days) <= 1
        assert len({row.born.year for row in told if row.born}) <= 1
        first = min(group)
        assert all(said[row] == said[first] or why_one_party(parties, said[first], said[row]) for row in group)
    order = random.sample(range(len(one)), len(one))
    again, _, _ = parted([one[at] for at in order], two)
    renamed = {frozenset((s, order[at]) if s == "bron0" else (s, at) for s, at in group) for group in again}
    assert renamed == groups
