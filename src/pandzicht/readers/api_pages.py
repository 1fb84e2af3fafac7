# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether the pages of an API's answer are complete: none missing, none twice, all of one moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.findings import SUBJECT
from pandzicht.readers.json_records import Page

TOTALS = ("count", "totaal", "@odata.count", "odata.count")
"""Where an answer says how many records it has in all: ZGW and Signalen, KVK, OData 4 and 3."""
NEXT = ("next", "@odata.nextLink", "odata.nextLink")
"""Where a page names the next one; Signalen and HAL use `_links.next.href`."""


def check_pages(pages: Sequence[Page]) -> None:
    """Raise DeliveryFaults when the pages of a delivery do not add up to whole answers.

    Files that say nothing of pages are not judged.
    """
    counted = [page for page in pages if _total(page) is not None]
    linked = [page for page in pages if _total(page) is None and page.envelope]
    faults = _count_faults(counted) + _link_faults(linked)
    if faults:
        raise DeliveryFaults(SUBJECT, faults)


def _count_faults(pages: Sequence[Page]) -> list[Fault]:
    """Hold the records of the pages that are not a whole answer by themselves against the total they name."""
    parts: dict[int, list[Page]] = defaultdict(list)
    for page in pages:
        total = _total(page)
        if total is not None and total != page.count:
            parts[total].append(page)
    wrong = {total: held for total, held in parts.items() if sum(page.count for page in held) != total}
    if len(wrong) > 1:
        everything = [page for held in wrong.values() for page in held]
        totals = " and ".join(f"{total:,}" for total in sorted(wrong))
        remedy = "fetch all pages anew, one after the other"
        return [Fault(_names(everything), "", f"the pages name different totals: {totals}", remedy)]
    return [_miscount(total, held) for total, held in wrong.items()]


def _miscount(total: int, pages: Sequence[Page]) -> Fault:
    held = sum(page.count for page in pages)
    lack = "pages are missing" if held < total else "pages are delivered twice"
    return Fault(
        _names(pages), "", f"{held:,} records where the answer counts {total:,}: {lack}", "deliver every page once"
    )


def _link_faults(pages: Sequence[Page]) -> list[Fault]:
    links = [link for page in pages for link in [_next(page)] if link]
    if not links:
        return []
    if len(set(links)) < len(links):
        return [Fault(_names(pages), "", f"two pages name the same next page, {links[0]}", "deliver every page once")]
    if len(links) == len(pages):
        return [
            Fault(_names(pages), "", f"the last page is missing; the next would be {links[-1]}", "deliver every page")
        ]
    if len(links) < len(pages) - 1:
        last = len(pages) - len(links)
        return [Fault(_names(pages), "", f"{last} files each say that they are the last page", "deliver one answer")]
    return []


def _total(page: Page) -> int | None:
    """Return the number of records that the whole answer has, where the page says so."""
    values = [page.envelope.get(name) for name in TOTALS]
    return next((number for number in map(_whole, values) if number is not None), None)


def _whole(value: Any) -> int | None:
    if isinstance(value, str) and value.isdigit():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _next(page: Page) -> str:
    links = page.envelope.get("_links")
    link = links.get("next") if isinstance(links, dict) else None
    href = link.get("href") if isinstance(link, dict) else link
    return next((str(value) for value in [*(page.envelope.get(name) for name in NEXT), href] if value), "")


def _names(pages: Sequence[Page]) -> str:
    return ", ".join(page.name for page in pages[:3]) + (" ..." if len(pages) > 3 else "")
