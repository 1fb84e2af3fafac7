# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Owners that nobody can tell apart, on parties made by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bench.linking.generator.party_reach import fits_another

HOME = {"postcode": "3100AB", "huisnummer": 3}
MOVED = {"postcode": "3199XX", "huisnummer": 9}
ANNA = {"kind": "person", "naam": "Veenstra", "voornaam": "Anna", "geboortedatum": date(1970, 5, 6), **HOME}
ALBERT = ANNA | {"voornaam": "Albert", "geboortedatum": date(1970, 8, 9), "huisnummer": 4}


@pytest.mark.parametrize(
    ("changes", "tied"),
    [
        ({}, False),
        ({"geboortedatum": None}, False),
        ({"geboortedatum": None, **MOVED}, True),
        ({"geboortedatum": date(1970, 1, 1), **MOVED}, True),
        ({"geboortedatum": date(1970, 6, 5), **MOVED}, False),
        ({"voornaam": "Berend", "geboortedatum": None, **MOVED}, False),
    ],
)
def test_a_row_is_tied_when_all_it_says_fits_a_namesake(changes: dict[str, Any], tied: bool) -> None:
    assert fits_another([ANNA, ALBERT], [ANNA], [ANNA | changes]) == [tied]


def test_a_company_number_decides() -> None:
    one = {"kind": "company", "naam": "Veen Beheer B.V.", "kvk_nummer": "10000001", **HOME}
    other = one | {"kvk_nummer": "10000002", "huisnummer": 8}
    assert fits_another([one, other], [one], [one | MOVED]) == [False]
    assert fits_another([one, other], [one], [one | MOVED | {"kvk_nummer": None}]) == [True]
