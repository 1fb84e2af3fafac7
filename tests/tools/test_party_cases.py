# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hard pairs of names: none is linked that is not one, and the committed judgement is that of today's code."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tools.party_cases import PARTY_CASES_JUDGED, PartyCase, judged_party_cases, judged_party_text


@pytest.fixture(scope="module")
def cases(root: Path) -> list[PartyCase]:
    return judged_party_cases(root)


def test_the_committed_judgement_is_that_of_the_code(root: Path, cases: list[PartyCase]) -> None:
    assert (root / PARTY_CASES_JUDGED).read_text(encoding="utf-8") == judged_party_text(cases)


def test_no_pair_is_linked_that_a_person_would_not_link(cases: list[PartyCase]) -> None:
    assert [case for case in cases if case.verdict == "wrong link"] == []


def test_nearly_all_pairs_come_out_as_a_person_says(cases: list[PartyCase]) -> None:
    assert len(cases) >= 100
    assert Counter(case.right for case in cases).keys() == {"same", "different", "doubt"}
    assert sum(case.verdict == "right" for case in cases) / len(cases) >= 0.98
