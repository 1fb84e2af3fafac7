# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked survives the query string unchanged, and all that cannot be asked is told at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.addresses.drawn import Drawn
from pandzicht.worklist.criteria import (
    MOST_ASKED,
    Between,
    Criteria,
    CriteriaFaults,
    Order,
    Owner,
    Says,
    Status,
    Told,
    asked_in,
    checked,
)

names = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
printed = st.characters(exclude_categories=["C", "Z"], include_characters=" ")
texts = st.text(printed, min_size=1, max_size=40).filter(str.strip)
numbers = st.one_of(
    st.integers(-(10**15) + 1, 10**15 - 1).map(str),
    st.decimals(-1000, 1000, places=2).map(str),
    st.dates().map(lambda day: day.isoformat()),
)
corners = st.lists(st.tuples(st.integers(300_000, 700_000), st.integers(5_000_000, 5_400_000)), min_size=3, max_size=9)
shapes = corners.map(lambda told: Drawn(tuple(told))).filter(lambda shape: shape.shape().area > 0)
ends = st.tuples(st.one_of(st.just(""), numbers), st.one_of(st.just(""), numbers)).filter(any)


@st.composite
def criteria(draw: st.DrawFn) -> Criteria:
    """Anything that can be asked."""
    ranges = draw(st.lists(st.tuples(names, ends), max_size=3))
    return Criteria(
        areas=tuple(draw(st.lists(texts, max_size=3))),
        signals=tuple(
            Says(signal=draw(names), answer=draw(st.sampled_from(Told))) for _ in range(draw(st.integers(0, 3)))
        ),
        every=draw(st.booleans()),
        ranges=tuple(Between(indicator=name, least=least, most=most) for name, (least, most) in ranges),
        statuses=tuple(draw(st.lists(st.sampled_from(Status)))),
        owners=tuple(draw(st.lists(st.sampled_from(Owner)))),
        kinds=tuple(draw(st.lists(texts, max_size=2))),
        not_visited=draw(st.integers(0, 600)),
        drawn=draw(st.none() | shapes),
        text=draw(st.one_of(st.just(""), texts)),
        order=draw(st.sampled_from(Order)),
        page=draw(st.integers(1, 1_000_000)),
        size=draw(st.integers(1, 200)),
    )


@given(asked=criteria())
def test_what_is_asked_survives_its_query_string(asked: Criteria) -> None:
    assert asked_in(asked.query, Criteria) == asked
    assert asked_in("?" + asked.query, Criteria).query == asked.query


def test_the_same_asked_in_another_order_is_the_same() -> None:
    one = asked_in("area=b&area=a&area=b&signal=x:yes&signal=a", Criteria)
    other = asked_in("signal=a:yes&area=a&signal=x&area=b", Criteria)
    assert (one, one.query) == (other, other.query)
    assert hash(one) == hash(other)


def test_what_a_form_leaves_empty_is_not_asked() -> None:
    assert asked_in("text=&page=&area=&order=&signal=", Criteria) == Criteria()
    assert Criteria().query == ""
    assert Criteria().sorts == ()


def test_only_the_sorts_that_are_asked_filter() -> None:
    assert asked_in("order=address&page=2&every=yes&owner=legal_person&text=a", Criteria).sorts == ("owners", "text")


WRONG = {
    "foo=1": "foo: is nothing that can be asked",
    "signal=Nee!": "signal: 'Nee!' cannot be read; write SIGNAL:yes",
    "signal=x:perhaps": "signal: 'x:perhaps' cannot be read",
    "range=bewoners:..": "range: 'bewoners:..' cannot be read; write INDICATOR:LEAST..MOST",
    "range=bewoners:4..many": "range: 'bewoners:4..many' cannot be read",
    "range=bewoners:9999999999999999..": "cannot be read",
    "status=old": "status: 'old' cannot be read; write new, drawn, disputed",
    "owner=natural_person": "owner: 'natural_person' cannot be read",
    "not_visited=-1": "not_visited: '-1' cannot be read; write a number of months",
    "drawn=4.3+52.1,4.4+52.1": "drawn: '4.3 52.1,4.4 52.1' cannot be read; write 3 to 200 corners",
    "order=score": "order: 'score' cannot be read",
    "page=0": "page: '0' cannot be read",
    "size=201": "size: '201' cannot be read",
    "order=place&order=address": "order: 'place, address' cannot be read",
    f"text={'a' * 101}": "text: 'aaa",
}


@pytest.mark.parametrize("query", sorted(WRONG))
def test_what_cannot_be_asked_is_told_with_what_to_write(query: str) -> None:
    with pytest.raises(CriteriaFaults) as told:
        asked_in(query, Criteria)
    assert WRONG[query] in str(told.value)
    assert len(told.value.faults) == 1
    assert told.value.faults[0].remedy


def test_all_that_is_wrong_is_told_at_once() -> None:
    queries = [query for query in WRONG if not query.startswith("order=place")]
    with pytest.raises(CriteriaFaults) as told:
        asked_in("&".join(queries), Criteria)
    assert len(told.value.faults) == len(queries)


def test_a_query_that_cannot_be_read_or_asks_too_much_is_told() -> None:
    for query in ("text=%ff", "&".join(["area=a"] * (MOST_ASKED + 1))):
        with pytest.raises(CriteriaFaults, match="write KEY=VALUE"):
            asked_in(query, Criteria)


def test_fields_are_told_by_the_names_of_the_query_string() -> None:
    assert checked({"area": ["Duin"], "page": 2}, Criteria) == Criteria(areas=("Duin",), page=2)
    with pytest.raises(CriteriaFaults, match="areas: is nothing that can be asked"):
        checked({"areas": ["Duin"]}, Criteria)
