# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which other ways of writing the name of a street are known from the name itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pandzicht.addresses import spelling
from pandzicht.addresses.street_aliases import Writing, create_street_aliases
from pandzicht.store.engine import Engine, literal


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(threads=1, memory_mib=256) as made:
        yield made


def aliases(engine: Engine, *names: str) -> dict[str, dict[str, int]]:
    """Per name of a street its aliases and how far each lies from it."""
    values = ", ".join(f"({literal(name)})" for name in names)
    create_street_aliases(
        engine,
        f"SELECT naam, NULL AS naam_kort, {spelling.straat('naam')} AS straat_norm, 'duinrijk' AS woonplaats_norm "
        f"FROM (VALUES {values}) v(naam)",
    )
    spelled = spelling.normalised(engine, spelling.straat("value"), names)
    found = {name: dict[str, int]() for name in names}
    for alias, straat, rank in engine.rows("SELECT alias_norm, straat_norm, rank FROM straat_aliases"):
        found[names[spelled.index(straat)]][alias] = rank
    return found


@pytest.mark.parametrize(
    ("name", "written", "rank"),
    [
        ("Burgemeester van den Brinkstraat", "van den Brinkstraat", Writing.REDUCED),
        ("Burgemeester van den Brinkstraat", "Brinkstraat", Writing.REDUCED),
        ("Burgemeester van den Brinkstraat", "B. van den Brinkstraat", Writing.REORDERED),
        ("Burgemeester van den Brinkstraat", "Brinkstraat, Burgemeester van den", Writing.REORDERED),
        ("Pieter Jan Koolhaaslaan", "P.J. Koolhaaslaan", Writing.REORDERED),
        ("De Wiek", "Wiek, de", Writing.REORDERED),
        ("Het Hoge Pad", "'t Hoge Pad", Writing.REORDERED),
        ("Willem II-laan", "Willem 2-laan", Writing.REORDERED),
        ("Plein 1940-1945", "Plein 40-45", Writing.REORDERED),
        ("Skoallestrjitte", "Skoallestraat", Writing.REORDERED),
        ("Wynserdyk", "Wynserdijk", Writing.REORDERED),
        ("2e Schansstraat", "e Schansstraat", Writing.REORDERED),
    ],
)
def test_ways_of_writing_are_aliases(engine: Engine, name: str, written: str, rank: Writing) -> None:
    (alias,) = spelling.normalised(engine, spelling.straat("value"), [written])
    assert aliases(engine, name)[name].get(str(alias)) == rank


@pytest.mark.parametrize(
    ("name", "written"),
    [("Oude Kerkstraat", "Kerkstraat"), ("2e Schansstraat", "Schansstraat"), ("Noorder Kade", "Kade"),
     ("Van der Meerlaan", "V. der Meerlaan, v")],
)  # fmt: skip
def test_a_word_that_tells_streets_apart_is_never_left_out(engine: Engine, name: str, written: str) -> None:
    (alias,) = spelling.normalised(engine, spelling.straat("value"), [written])
    assert str(alias) not in aliases(engine, name)[name]


@pytest.mark.parametrize(
    "written",
    ["burgemeestervandenbrinkstraat", "burgemeestervdbrinkstraat", "burgvandenbrinkstraat", "burgvdenbrinkstraat"],
)
def test_a_name_is_also_known_with_its_title_its_particle_or_neither_abbreviated(engine: Engine, written: str) -> None:
    found = aliases(engine, "Burgemeester van den Brinkstraat")["Burgemeester van den Brinkstraat"]
    assert found[written] == Writing.WHOLE


def test_an_alias_is_never_the_name_of_another_street_and_may_be_shared(engine: Engine) -> None:
    found = aliases(engine, "Burgemeester Brinkstraat", "Brinkstraat", "Dokter Koolstraat", "Pastoor Koolstraat")
    assert "brinkstraat" not in found["Burgemeester Brinkstraat"]
    assert "koolstraat" in found["Dokter Koolstraat"]
    assert "koolstraat" in found["Pastoor Koolstraat"]
