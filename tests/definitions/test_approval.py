# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a matter takes is dated, and never less than the product promises."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from pandzicht.definitions.approval import Approval, Matter

FIRST = {"from": "2026-01-01", "to": "2026-06-30", "article": "Mandaatbesluit 2026"}
SECOND = {"from": "2026-07-01", "article": "Mandaatbesluit 2026b", "persons": 2, "waits": "P3D"}


def approval(*terms: dict[str, object], matter: Matter = Matter.DESTRUCTION) -> Approval:
    return Approval.model_validate({"approval": matter.value, "terms": terms})


def test_it_takes_on_a_day_what_was_decided_for_that_day() -> None:
    dated = approval(FIRST, SECOND)
    found = [(term.persons, term.waits) for day in (date(2026, 6, 30), date(2026, 7, 1)) if (term := dated.on(day))]
    assert found == [(1, "P0D"), (2, "P3D")]
    assert dated.on(date(2025, 12, 31)) is None


def test_two_terms_do_not_hold_on_one_day() -> None:
    with pytest.raises(ValidationError, match="two terms hold on 2026-06-30"):
        approval(FIRST, SECOND | {"from": "2026-06-30"})


@pytest.mark.parametrize(
    ("matter", "persons", "said"),
    [
        (Matter.DISCRIMINATION, 1, "1 person approves 'discriminatie', at least 2 must"),
        (Matter.DESTRUCTION, 0, "greater than or equal to 1"),
    ],
)
def test_no_municipality_decides_on_fewer_persons(matter: Matter, persons: int, said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        approval(FIRST | {"persons": persons}, matter=matter)
