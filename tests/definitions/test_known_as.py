# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An everyday name is in use between its days."""

from __future__ import annotations

from datetime import date

import pytest

from pandzicht.definitions.known_as import KnownAs


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2019, 12, 31), False), (date(2020, 1, 1), True), (date(2022, 6, 30), True), (date(2022, 7, 1), False)],
)
def test_both_days_count(day: date, holds: bool) -> None:
    name = KnownAs.model_validate(
        {"name": "Duindam", "woonplaats": "Duinrijk", "from": "2020-01-01", "to": "2022-06-30"}
    )
    assert name.holds_on(day) is holds


def test_without_an_end_it_goes_on() -> None:
    name = KnownAs.model_validate({"name": "Duindam", "woonplaats": "Duinrijk", "from": "2020-01-01"})
    assert name.holds_on(date(2099, 1, 1))
