# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which different spellings may be one street, and which never are."""

from __future__ import annotations

import pytest

from pandzicht.linking.link import link_sources
from tests.linking.town import Home, Row, Town, found_links


def is_alike(given: str, straat: str, *others: str) -> bool:
    town = Town([Home(1, straat=straat), *(Home(9, straat=other, postcode="2599AA", pand=9) for other in others)])
    link_sources(town.engine, [town.deliver("kvk", [Row(given, 1, postcode="2511CA")])])
    return found_links(town.engine)["kvk", 0].state == "linked"


@pytest.mark.parametrize(
    ("given", "straat"),
    [
        ("kerkstraat", "kerkstraat"),
        ("kerkstrat", "kerkstraat"),
        ("kerksrtaat", "kerkstraat"),
        ("kerkstraatt", "kerkstraat"),
        ("parallelwegzrijksw", "parallelwegzuidvrijksweg"),
        ("parallelwegzuidvrijksweg", "parallelwegzrijksw"),
        ("burgvdbrinkstr", "burgvdbrinkstraat"),
        ("kerkstraatt1", "kerkstraat1"),
        ("laanvnmeerdervort", "laanvmeerdervoort"),
    ],
)
def test_slips_and_abbreviations_are_the_same_street(given: str, straat: str) -> None:
    assert is_alike(given, straat)


@pytest.mark.parametrize(
    ("given", "straat"),
    [
        ("eik", "eikenlaan"),
        ("parallelwegzuidvrijksweg", "eik"),
        ("1ekerkstraat", "2ekerkstraat"),
        ("plein1813", "plein1831"),
        ("marktstraat", "parkstraat"),
        ("weg", "wegg"),
        ("laan", "kaan"),
        ("straat", "kerkstraat"),
        ("erkstraat", "kerkhofstraat"),
        ("k[*+?(.|{$", "kerkstraat"),
    ],
)
def test_other_streets_are_not(given: str, straat: str) -> None:
    assert not is_alike(given, straat)


def test_a_spelling_that_is_a_street_of_its_own_is_no_slip() -> None:
    assert is_alike("lijsterstraat", "lijsterbesstraat")
    assert not is_alike("lijsterstraat", "lijsterbesstraat", "lijsterstraat")
