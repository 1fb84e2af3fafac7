# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is due follows from what is kept, the terms, and the day: no more and no less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from pandzicht.definitions.retention import DatedTerm, Kept, Retention
from pandzicht.definitions.words import Text
from pandzicht.forgetting.due import AGAIN, FOUR_EYES, TERMED, Due, Held, Kind, Plan, what_is_due
from tests.forgetting.filled_workspace import catalogue_with, terms
from tests.sources.making import a_source

START = date(2025, 3, 1)
LAST = date(2026, 3, 1)
"""A year after the start: the last day of a term of a year."""


def plan(*held: Held, on: date = LAST + timedelta(days=1), ended: tuple[Due, ...] = (), **how: object) -> Plan:
    registered = how.pop("registered", frozenset())
    return what_is_due(held, ended, registered, catalogue_with(a_source(), **how), on)  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", TERMED)
def test_the_last_day_of_a_term_is_within_it(kind: Kind) -> None:
    held = Held(kind, "x", since=START)
    assert plan(held, on=LAST).due == ()
    (due,) = plan(held).due
    assert (due.kind, due.due_on, due.rule, due.basis) == (
        kind, LAST, f"{TERMED[kind].value} P1Y", "Bewaarbesluit art. 1"
    )  # fmt: skip


def test_a_delivery_has_the_term_of_its_source_and_takes_its_original_along() -> None:
    delivery = Held(Kind.DELIVERY, "register/d", since=START, source="register", was="aa")
    original = Held(Kind.ORIGINAL, "register/d", until=date(2030, 1, 1), was="bb", rule="register.raw_retention")
    found = plan(delivery, original)
    assert [(item.kind, item.rule, item.was) for item in found.due] == [
        (Kind.DELIVERY, "register.retention P1Y", "aa"), (Kind.ORIGINAL, "register.retention P1Y", "bb")
    ]  # fmt: skip
    rows = Due(Kind.ROWS, "register/d", "register.ends 1", "art.", LAST, rows=(1,))
    assert plan(delivery, ended=(rows,)).due == (found.due[0],)
    assert plan(delivery, ended=(rows,), on=LAST).due == (rows,)


def test_what_has_no_term_is_kept_and_named() -> None:
    held = (Held(Kind.RUN, "r", since=START), Held(Kind.DELIVERY, "weg/d", since=START, source="weg"))
    found = plan(*held, retention=terms(without=(Kept.RUNS,)))
    assert (found.due, found.without_term) == ((), ("retention/runs", "sources/weg"))


def test_the_term_in_force_on_the_day_counts() -> None:
    dated = (
        DatedTerm.model_validate({"keep": "P1Y", "from": "2020-01-01", "to": "2026-02-28", "article": "art. 1"}),
        DatedTerm.model_validate({"keep": "P2Y", "from": "2026-03-01", "article": "art. 2"}),
    )
    runs = {"runs": Retention(retention=Kept.RUNS, label=Text(nl="r"), terms=dated)}
    held = Held(Kind.RUN, "r", since=date(2025, 1, 1))
    assert [item.basis for item in plan(held, on=date(2026, 2, 28), retention=runs).due] == ["art. 1"]
    assert plan(held, on=date(2026, 3, 1), retention=runs).due == ()
    with pytest.raises(ValueError, match="two terms hold on 2026-02-01"):
        Retention(
            retention=Kept.RUNS,
            label=Text(nl="r"),
            terms=(dated[0], dated[1].model_copy(update={"start": date(2026, 2, 1)})),
        )


def test_what_came_back_after_it_was_destroyed_goes_again_without_a_second_person() -> None:
    held = Held(Kind.RUN, "r", since=LAST)
    (due,) = plan(held, registered={("run", "r")}).due
    assert (due.rule, due.is_routine) == (AGAIN, True)
    assert plan(held, registered={("run", "other"), ("selection", "r")}).due == ()


@pytest.mark.parametrize("kind", Kind)
def test_what_decisions_rest_on_waits_for_a_second_person(kind: Kind) -> None:
    item = Due(kind, "x", "rule", "art.", LAST)
    assert item.is_routine is (kind not in FOUR_EYES)
    whole = Plan(LAST, (item,))
    assert (whole.routine.due == (item,)) is item.is_routine


def test_the_hash_of_a_plan_is_of_what_waits_and_of_its_day() -> None:
    run, key = Due(Kind.RUN, "r", "rule", "art.", LAST, "aa"), Due(Kind.SUBJECT_KEY, "k", "rule", "art.", LAST)
    whole = Plan(LAST, (run, key))
    assert whole.hash == Plan(LAST, (run,)).hash
    others = {Plan(LAST, ()).hash, Plan(START, (run,)).hash, Plan(LAST, (replace(run, was="bb"),)).hash}
    assert whole.hash not in others
    assert len(others) == 3
