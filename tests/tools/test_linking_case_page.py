# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the hard cases counts every verdict and names every wrong link."""

from __future__ import annotations

from pandzicht.linking.tier import State, Tier
from tools.linking_case_page import page_of_linking_cases
from tools.linking_cases import Case, Judged


def judged(group: str, right: str, found: str) -> Judged:
    case = Case(group, "Kerkweg 1 of 2", {"straat": "Kerkweg"}, right)
    return Judged(case, State.LINKED, Tier.STREET, found, "", f"Kerkweg {found}", "0.97")


def test_verdicts_are_counted_by_group_in_the_order_of_the_cases() -> None:
    page = page_of_linking_cases([judged("ranges", "1", "1"), judged("ranges", "1", "2"), judged("clean", "3", "3")])
    assert "| ranges | 2 | 1 | 0 | 1 | 0 |\n| clean | 1 | 1 | 0 | 0 | 0 |\n| **all** | 3 | 2 | 0 | 1 | 0 |" in page


def test_a_wrong_link_is_named_with_what_a_clerk_sees() -> None:
    page = page_of_linking_cases([judged("ranges", "twijfel", "2")])
    assert "| ranges | straat Kerkweg | Kerkweg 2 | `street` | Kerkweg 1 of 2 |" in page


def test_that_there_are_no_wrong_links_is_said() -> None:
    assert "There are none." in page_of_linking_cases([judged("clean", "3", "3")])
