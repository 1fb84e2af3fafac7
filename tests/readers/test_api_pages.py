# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of an answer: missing, doubled, of another moment."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.api_pages import check_pages
from pandzicht.readers.json_records import Page


def page(number: int, held: int, /, **envelope: Any) -> Page:
    return Page(f"p{number}.json", held, "results", envelope)


def fault(*pages: Page) -> str:
    with pytest.raises(DeliveryFaults) as caught:
        check_pages(pages)
    (found,) = caught.value.faults
    return str(found)


@pytest.mark.parametrize(
    "pages",
    [
        [Page("a.json", 3, ""), Page("b.json", 2, "")],
        [page(1, 2, count=3, next="x"), page(2, 1, count=3, next=None)],
        [page(1, 2, count=2, next=None), page(2, 3, count=3, next=None)],
        [page(1, 2, totaal="2", pagina=1)],
        [page(1, 0, count=0)],
        [page(1, 5, **{"odata.nextLink": "x"}), page(2, 5, **{"odata.metadata": "y"})],
        [page(1, 5, _links={"next": {"href": "x"}}), page(2, 5, _links={"next": {"href": None}})],
        [page(1, 5, _links={"self": {"href": "x"}, "next": None})],
        [page(1, 5, type="RaadpleegMetBurgerservicenummer"), page(2, 5, type="x")],
        [page(1, 5, count="unknown", next=None), page(2, 5, count=True)],
    ],
)
def test_whole_answers_pass(pages: list[Page]) -> None:
    check_pages(pages)


def test_missing_and_doubled_pages_are_told_by_their_total() -> None:
    assert fault(page(1, 100, count=250), page(2, 100, count=250)) == (
        "p1.json, p2.json: 200 records where the answer counts 250: pages are missing; deliver every page once"
    )
    doubled = [page(number, 100, **{"@odata.count": 200}) for number in range(4)]
    assert "p0.json, p1.json, p2.json ...: 400 records where the answer counts 200: pages are delivered" in fault(
        *doubled
    )


def test_pages_of_two_moments_are_told() -> None:
    found = fault(page(1, 100, count=250), page(2, 100, count=251), page(3, 51, count=251))
    assert "the pages name different totals: 250 and 251" in found


def test_links_tell_what_is_missing_where_there_is_no_total() -> None:
    link = {"@odata.nextLink": "https://example.org/2"}
    assert "the last page is missing; the next would be https://example.org/2" in fault(page(1, 5, **link))
    assert "two pages name the same next page" in fault(page(1, 5, **link), page(2, 5, **link), page(3, 5, a=1))
    assert "2 files each say that they are the last page" in fault(page(1, 5, **link), page(2, 5, a=1), page(3, 5, a=1))
