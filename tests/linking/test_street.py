# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which different spellings may be one street, and which never are."""

from __future__ import annotations

from collections.abc import Sequence

from tests.linking.town import Home, Row, Town, linked_apart

ALIKE = (
    ("kerkstraat", "kerkstraat"),
    ("kerkstrat", "kerkstraat"),
    ("kerksrtaat", "kerkstraat"),
    ("kerkstraatt", "kerkstraat"),
    ("parallelwegzrijksw", "parallelwegzuidvrijksweg"),
    ("dorpswegzuidvrijksweg", "dorpswegzrijksw"),
    ("burgvdbrinkstr", "burgvdbrinkstraat"),
    ("kerkpaadt1", "kerkpad1"),
    ("laanvnmeerdervort", "laanvmeerdervoort"),
)
DIFFERENT = (
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
)


def states(pairs: Sequence[tuple[str, str]], others: Sequence[str] = ()) -> list[str]:
    """What becomes of rows that give the first spelling at the postcode and number of the second."""
    homes = [
        Home(at, straat=straat, postcode=f"25{at:02}CA", pand=at) for at, (_, straat) in enumerate(pairs, start=10)
    ]
    town = Town(homes + [Home(9, straat=other, postcode="2599AA", pand=99) for other in others])
    rows = [Row(given, home.huisnummer, postcode=home.postcode) for (given, _), home in zip(pairs, homes, strict=True)]
    return [found.state for found, _ in linked_apart(town, rows)]


def test_slips_and_abbreviations_are_the_same_street() -> None:
    assert [pair for pair, state in zip(ALIKE, states(ALIKE), strict=True) if state != "linked"] == []


def test_other_streets_are_not() -> None:
    assert [pair for pair, state in zip(DIFFERENT, states(DIFFERENT), strict=True) if state != "doubtful"] == []


def test_a_spelling_that_is_a_street_of_its_own_is_no_slip() -> None:
    pair = ("lijsterstraat", "lijsterbesstraat")
    assert states([pair]) == ["linked"]
    assert states([pair], others=["lijsterstraat"]) == ["doubtful"]
