# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever page is asked, it is one of the list, and its neighbours keep what else was asked."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from pandzicht_web.paging import paging_of


@given(st.text(max_size=12), st.integers(0, 60))
def test_any_text_asks_for_a_page_that_is_there(text: str, count: int) -> None:
    asked = QueryDict(mutable=True)
    asked["page"] = text
    found = paging_of(asked, count, 10)
    assert found.end - found.begin == min(10, count - found.begin)
    assert found.begin % 10 == 0
    assert bool(found.before) == (found.begin > 0)
    assert bool(found.after) == (found.end < count)


@pytest.mark.parametrize(
    ("page", "begin", "end"), [("", 0, 10), ("2", 10, 20), ("3", 20, 25), ("9", 20, 25), ("0", 0, 10), ("-1", 0, 10)]
)
def test_the_page_that_is_asked_is_shown(page: str, begin: int, end: int) -> None:
    found = paging_of(QueryDict(f"page={page}"), 25, 10)
    assert (found.begin, found.end, found.first, found.count) == (begin, end, begin + 1, 25)


def test_the_pages_beside_it_keep_what_else_was_asked() -> None:
    found = paging_of(QueryDict("check=wonen&round=r+1&page=2"), 25, 10)
    assert (found.before, found.after) == ("check=wonen&round=r+1&page=1", "check=wonen&round=r+1&page=3")
