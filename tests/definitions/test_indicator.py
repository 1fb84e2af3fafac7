# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an indicator says of its values."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from tests.conftest import ROOT

SAME_OF_ONE = {"m2", "euro", "jaar"}


@pytest.mark.parametrize(("value", "unit"), [(1, "vergunning"), (Decimal(1), "vergunning"), (0, "vergunningen"),
                                             (2, "vergunningen"), (None, "vergunningen")])  # fmt: skip
def test_one_of_a_unit_is_called_as_one_is(value: object, unit: str) -> None:
    item = read_catalogue(ROOT / "catalogue").indicators["omzettingsvergunningen"]
    assert item.unit_of(value) == unit


def test_every_unit_of_the_catalogue_says_what_one_of_it_is_called() -> None:
    units = {item.unit: item.unit_of(1) for item in read_catalogue(ROOT / "catalogue").indicators.values() if item.unit}
    assert {many for many, one in units.items() if many == one} == SAME_OF_ONE
