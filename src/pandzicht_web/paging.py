# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which rows of a long list stand on the page that is asked, and what asks for the pages beside it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from django.http import QueryDict


@dataclass(frozen=True, slots=True)
class Paging:
    """The rows from `begin` to `end` (exclusive) of so many, and the queries of the pages before and after."""

    begin: int
    end: int
    count: int
    before: str
    after: str

    @property
    def first(self) -> int:
        """The first row as people count."""
        return self.begin + 1


def paging_of(asked: QueryDict, count: int, size: int) -> Paging:
    """Return the page that is asked; what is no page of the list is its first or last one."""
    pages, text = max(1, ceil(count / size)), asked.get("page", "")
    page = min(max(int(text), 1), pages) if text.isascii() and text.isdecimal() and len(text) < len("1000000") else 1
    begin, end = (page - 1) * size, min(page * size, count)
    return Paging(
        begin, end, count, _query(asked, page - 1) if page > 1 else "", _query(asked, page + 1) if page < pages else ""
    )


def _query(asked: QueryDict, page: int) -> str:
    query = asked.copy()
    query["page"] = str(page)
    return query.urlencode()
