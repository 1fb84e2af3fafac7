# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A norm is on a day what was decided for it, and the same number when it is read from what is kept with a run."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.catalogue import Catalogue, catalogue_of
from pandzicht.definitions.norm import Norm, NormValue

DAY = date(2026, 3, 1)


def norm(value: NormValue) -> Norm:
    dated = {"value": value, "from": "2026-01-01", "article": "Besluit"}
    return Norm.model_validate({"norm": "norm_x", "label": {"nl": "X"}, "values": [dated]})


def kept(value: NormValue) -> NormValue | None:
    """What a norm is once it was kept as plain data and read again."""
    return catalogue_of(Catalogue(norms={"norm_x": norm(value)}).document()).norms["norm_x"].on(DAY)


@pytest.mark.parametrize(
    "value", [Decimal("0.3"), Decimal("0.30"), Decimal("-1.25"), Decimal("1E-7"), Decimal("1.5E+9")]
)
def test_a_decimal_comes_back_as_one_with_all_its_digits(value: Decimal) -> None:
    assert str(kept(value)) == str(value)
    assert isinstance(kept(value), Decimal)


@pytest.mark.parametrize("value", ["0518", "BU05180101", "1.2.3", "1E", "E+5", "", ("0.3", "1.5"), 12])
def test_a_code_a_list_and_a_whole_number_stay_what_they_are(value: NormValue) -> None:
    assert kept(value) == value
    assert type(kept(value)) is type(value)


@given(st.decimals(allow_nan=False, allow_infinity=False).filter(lambda number: not str(number).lstrip("-").isdigit()))
def test_every_decimal_comes_back(value: Decimal) -> None:
    assert str(kept(value)) == str(value)
