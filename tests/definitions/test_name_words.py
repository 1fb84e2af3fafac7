# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words in a name, whatever its capitals, separators and compounds."""

from __future__ import annotations

import pytest

from pandzicht.definitions.name_words import NameWords, element_of, parts_of


@pytest.mark.parametrize(
    ("name", "by_capitals", "by_separators"),
    [
        ("GebLandOms", ("geb", "land", "oms"), ("geblandoms",)),
        ("NATIONALITEIT_OMS", ("nationaliteit", "oms"), ("nationaliteit", "oms")),
        ("persoon/nationaliteiten/0", ("persoon", "nationaliteiten"), ("persoon", "nationaliteiten")),
        ("Huisnr. toev.", ("huisnr", "toev"), ("huisnr", "toev")),
        ("beïnvloed2", ("beinvloed",), ("beinvloed",)),
        ("t_a_a_l", ("taal",), ("taal",)),
        ("", (), ()),
    ],
)
def test_a_name_is_read_by_its_capitals_and_without_them(
    name: str, by_capitals: tuple[str, ...], by_separators: tuple[str, ...]
) -> None:
    words = NameWords.of(name)
    assert (words.by_capitals, words.by_separators) == (by_capitals, by_separators)


def test_letters_of_another_script_are_not_read() -> None:
    assert not NameWords.of("национальность").is_readable
    assert NameWords.of("coördinaat_m²").is_readable


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("dwangsommen", ("dwangsom",)),
        ("huizen", ("huis",)),
        ("taken", ("taak",)),
        ("vergunningsaanvraag", ("vergunning", "aanvraag")),
        ("bagobject", ("bag", "object")),
        ("huisofplaats", ("huis", "of", "plaats")),
        ("ofplaats", None),
        ("huisof", None),
        ("bidplaats", None),
        ("huisx", None),
    ],
)
def test_a_compound_is_known_by_its_parts(word: str, parts: tuple[str, ...] | None) -> None:
    known = {"dwangsom", "huis", "taak", "vergunning", "aanvraag", "bag", "object", "bid", "plaats"}
    assert parts_of(word, known, {"bag"}) == parts


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("04.05.10", "04.05.10"),
        ("040510", "04.05.10"),
        ("rubriek_04_05", "04.05"),
        ("gba040510_waarde", "04.05.10"),
        ("pand040510_waarde", None),
        ("cat04", "04"),
        ("01.H", "01.H"),
        ("bezoeken_12m", None),
        ("trend_0405", None),
        ("20210405", None),
        ("15.10.20", None),
    ],
)
def test_elements_of_lo3_are_known_in_each_way_they_are_written(name: str, number: str | None) -> None:
    found = element_of(name)
    assert (found.number if found else None) == number
