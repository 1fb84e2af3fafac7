# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Rows tied to the parties of a register: best one only if unique, and every row told what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.errors import PurposeMissing
from pandzicht.linking.tier import State
from pandzicht.parties.link import link_parties
from pandzicht.parties.party_tier import PARTY_MEANINGS, PartyTier
from pandzicht.parties.question import PartyQuestion
from pandzicht.store.engine import Engine
from tests.parties.people import COMPANIES, EVERYBODY, Row, company, deliver, person, rows

HOME = {"postcode": "2511AB", "huisnummer": 12}
COLUMNS = "row_no, state::VARCHAR, tier::VARCHAR, party, probability, disagreed, runner_up, gap"
Link = tuple[int, str, str, str | None, Decimal | None, str | None, str | None, Decimal | None]


def linked(asking: Sequence[Row], register: Sequence[Row], question: PartyQuestion = EVERYBODY) -> list[Link]:
    with Engine(threads=1) as engine:
        known, rows = deliver(engine, "kvk", register, key="party"), deliver(engine, "brk", asking)
        account = link_parties(engine, question, known, [rows])
        assert account.rows() == len(asking)
        found: list[Link] = engine.rows(f"SELECT {COLUMNS} FROM party_links ORDER BY row_no")  # type: ignore[assignment] # the columns above
        return found


def test_a_row_is_tied_to_the_only_party_that_fits_best() -> None:
    register = [person("Berg", prefix="van den", party="a", **HOME), person("Berg", prefix="van den", party="b",
                born=date(1971, 5, 14), **HOME)]  # fmt: skip
    (link,) = linked([person("v.d. Berg", "J.", **HOME)], register)
    assert link[1:4] == ("linked", "name_born_home", "a")
    assert link[4] is not None
    assert link[4] < 1
    assert link[6:] == ("b", link[4])


def slips(text: str) -> list[str]:
    """A text with one slip of the hand behind its first letter: a letter wrong, lost, doubled or exchanged."""
    places = range(1, len(text))
    found = [text[:at] + "x" + text[at + 1 :] for at in places] + [text[:at] + text[at + 1 :] for at in places]
    found += [text[:at] + text[at] + text[at:] for at in places]
    found += [text[:at] + text[at + 1] + text[at] + text[at + 2 :] for at in places[:-1]]
    return [spoiled for spoiled in found if spoiled != text]


def test_one_slip_anywhere_in_a_long_name_is_seen_and_at_the_same_address_overcome() -> None:
    register = [company("Veenmanoosterlingbouw", party="a", **HOME), person("Wiegersma", party="b", **HOME)]
    spoiled = slips("Veenmanoosterlingbouw")
    assert {link[1:4] for link in linked([company(name, **HOME) for name in spoiled], register)} == {
        ("linked", "alike_home_company", "a")
    }
    elsewhere = {link[2] for link in linked([company(name) for name in spoiled], register)}
    assert elsewhere <= {"alike_company", "too_little"}
    persons = {link[2] for link in linked([person(name, "J.", **HOME) for name in slips("Wiegersma")], register)}
    assert persons == {"alike_born_home"}


def test_two_parties_that_fit_as_well_leave_the_row_in_doubt_and_are_named() -> None:
    register = [company("Veen Beheer B.V.", party="a"), company("Veen Beheer B.V.", party="b")]
    (link,) = linked([company("Veen Beheer")], register)
    assert link[1:4] == ("doubtful", "several", None)
    assert link[6] == "a"
    assert link[4] is None


def test_the_same_party_in_two_rows_of_the_register_is_no_tie() -> None:
    register = [company("Veen Beheer B.V.", party="a", **HOME), company("Veen Beheer B.V.", party="a")]
    (link,) = linked([company("Veen Beheer BV")], register)
    assert link[1:4] == ("linked", "name_company", "a")


def test_a_row_of_the_register_without_a_key_is_a_party_of_its_own() -> None:
    register = [company("Veen Beheer B.V."), company("Veen Beheer B.V.", **HOME)]
    (link,) = linked([company("Veen Beheer", **HOME)], register)
    assert link[1:4] == ("linked", "name_home_company", "#1")


def test_a_changed_name_is_tied_by_its_number_and_says_that_the_name_differs() -> None:
    register = [company("Veen Beheer B.V.", kvk_number="27000001", party="a")]
    (link,) = linked([company("Duinzicht B.V.", kvk_number="27.00.00.01")], register)
    assert link[1:4] == ("linked", "number", "a")
    assert link[5] == "naam"


def test_a_former_name_in_the_register_is_known() -> None:
    register = [company("Duinzicht B.V.", former_name="Veen Beheer B.V.", party="a", **HOME)]
    (link,) = linked([company("Veen Beheer", **HOME)], register)
    assert link[1:4] == ("linked", "other_name_home", "a")


def test_a_number_of_one_company_with_the_name_of_another_is_in_doubt() -> None:
    register = [company("Veen Beheer B.V.", kvk_number="27000001", party="a"), company("Duinzicht B.V.", party="b")]
    (link,) = linked([company("Duinzicht B.V.", kvk_number="27000001")], register)
    assert link[1:4] == ("doubtful", "contradicted", None)


def test_numbers_that_differ_are_never_tied_however_alike_the_rest() -> None:
    register = [company("Veen Beheer B.V.", kvk_number="27000001", party="a", **HOME)]
    (link,) = linked([company("Veen Beheer B.V.", kvk_number="27000002", **HOME)], register)
    assert link[1:4] == ("doubtful", "identifiers_differ", None)
    assert link[5] == "identificatie"


def test_a_person_and_a_company_of_one_name_never_meet() -> None:
    register = [company("Jan Berg", party="a", **HOME)]
    (link,) = linked([person("Jan Berg", **HOME)], register)
    assert link[1:3] == ("unlinked", "not_found")


def test_another_unit_at_the_same_number_is_another_address() -> None:
    register = [person("Berg", party="a", toevoeging="A", **HOME)]
    same, other = linked([person("Berg", born=None, toevoeging=unit, **HOME) for unit in ("a", "B")], register)
    assert same[1:3] == ("linked", "name_home")
    assert other[1] == "doubtful"


def test_persons_are_not_looked_at_when_the_question_is_about_companies() -> None:
    register = [person("Berg", party="a", pseudonym="x"), company("Veen Beheer B.V.", party="b")]
    asking = [person("Berg", pseudonym="x"), company("Veen Beheer B.V.")]
    first, second = linked(asking, register, COMPANIES)
    assert first[1:] == ("unlinked", "not_asked", None, None, None, None, None)
    assert second[1:4] == ("linked", "name_company", "b")


def test_a_row_without_a_kind_gets_one_from_what_only_one_kind_has() -> None:
    register = [company("Veen Beheer B.V.", party="a", kvk_number="27000001")]
    asking = [Row(name="Veen Beheer BV"), Row(name="Veen", kvk_number="27000001"), Row(name="Veen Beheer"), Row()]
    assert [link[2] for link in linked(asking, register)] == ["name_company", "number", "kind_unknown", "kind_unknown"]


def test_a_row_that_says_nothing_is_told_so() -> None:
    (link,) = linked([company(None, **HOME)], [company("Veen Beheer", party="a", **HOME)])
    assert link[1:3] == ("unlinked", "no_name")


def test_a_source_beyond_the_purpose_is_refused_before_anything_is_read() -> None:
    with Engine(threads=1) as engine:
        known = deliver(engine, "kvk", [company("Veen")], purposes=["brandveiligheid"])
        asking = deliver(engine, "brk", [company("Veen")], purposes=["hennep"])
        with pytest.raises(PurposeMissing, match=r"(?s)'kvk'.*verhuur.*'brk'.*AVG art. 5"):
            link_parties(engine, EVERYBODY, known, [asking])
        assert engine.rows("SELECT 1 FROM duckdb_tables() WHERE table_name LIKE 'party%'") == []


def test_what_the_words_say_is_held_against_numbers_and_only_lowers_what_was_assumed() -> None:
    register = [company(f"Veen{at:02} Beheer B.V.", kvk_number=str(27_000_001 + at), party=str(at)) for at in range(60)]
    wrong = [replace(row, name=register[(at + 1) % 60].name) for at, row in enumerate(register[:30])]
    chances = []
    for asking in ([*register, *register], wrong):
        with Engine(threads=1) as engine:
            known = deliver(engine, "kvk", register, key="party")
            account = link_parties(engine, COMPANIES, known, [deliver(engine, "brk", asking)])
        chances.append({each.tier: each for each in account.measured}[PartyTier.NAME_COMPANY])
    prior = PARTY_MEANINGS[PartyTier.NAME_COMPANY].prior
    assert (chances[0].rows, chances[0].right, chances[0].probability) == (60, 60, prior)
    assert (chances[1].rows, chances[1].right) == (30, 0)
    assert chances[1].probability < Decimal("0.4")


@settings(max_examples=40)
@given(st.lists(rows(), max_size=8), st.lists(rows(), max_size=6), st.randoms(use_true_random=False))
def test_every_row_comes_out_once_and_its_order_does_not_matter(asking, register, random) -> None:  # type: ignore[no-untyped-def] # given draws them
    register = [replace(row, party=str(at)) for at, row in enumerate(register)]
    found = linked(asking, register)
    assert [link[0] for link in found] == list(range(len(asking)))
    for link in found:
        meaning = PARTY_MEANINGS[PartyTier(link[2])]
        assert link[1] == meaning.state
        assert (link[3] is not None) == (meaning.state is State.LINKED) == (link[4] is not None)
        assert link[4] is None or 0 < link[4] < 1
    order = random.sample(range(len(asking)), len(asking))
    again = linked([asking[at] for at in order], random.sample(register, len(register)))
    assert [link[1:] for link in again] == [found[at][1:] for at in order]
