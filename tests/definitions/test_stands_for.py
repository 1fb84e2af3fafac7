# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A figure of an area is tested between its days."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from pandzicht.definitions.stands_for import AreaFigure

FIGURE = {
    "field": "ouderen",
    "group": {"nl": "ouderen"},
    "from": "2026-01-01",
    "to": "2026-06-30",
    "article": "Handvest",
}


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_both_days_count(day: date, holds: bool) -> None:
    assert AreaFigure.model_validate(FIGURE).holds_on(day) is holds


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(ValidationError, match="'to' 2025-01-01 lies before 'from' 2026-01-01"):
        AreaFigure.model_validate(FIGURE | {"to": "2025-01-01"})


def test_without_a_reason_it_is_refused() -> None:
    with pytest.raises(ValidationError, match="article"):
        AreaFigure.model_validate({name: value for name, value in FIGURE.items() if name != "article"})
