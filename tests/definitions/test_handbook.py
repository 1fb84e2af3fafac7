# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook finds a word wherever it stands in a definition, and tells by which norms a signal answers on a day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.definitions.handbook import Chapter, norms_of, searched, serves, uses
from pandzicht.errors import NotFound
from pandzicht.language import Language

NL = Language.NL


@pytest.fixture(scope="module")
def base(root: Path) -> Catalogue:
    """The catalogue that comes with Pandzicht."""
    return read_catalogue(root / "catalogue")


def names(base: Catalogue, text: str, chapter: Chapter = Chapter.SIGNALS) -> set[str]:
    return {entry.name for entry in searched(base, text, NL) if entry.chapter is chapter}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("overbewoning", "overbewoning"),
        ("Huisvestingswet", "geen_bewoner_ingeschreven"),
        ("onveilig bij brand", "overbewoning"),
        ("gebruiksoppervlakte_m2", "overbewoning"),
        ("slaapplaatsen", "overbewoning"),
        ("MEER mensen", "overbewoning"),
    ],
)
def test_a_word_is_found_wherever_it_stands(base: Catalogue, text: str, name: str) -> None:
    assert name in names(base, text)


def test_a_field_leads_to_the_source_that_has_it(base: Catalogue) -> None:
    assert "brp_bewoning" in names(base, "bsn", Chapter.SOURCES)


def test_examples_and_what_is_not_there_are_not_found(base: Catalogue) -> None:
    assert "overbewoning" not in names(base, "vulgetal"), "that stands in an example only"
    assert searched(base, "zeppelin", NL) == ()


def test_every_word_must_stand_in_it(base: Catalogue) -> None:
    assert "overbewoning" not in names(base, "overbewoning zeppelin")


def test_a_signal_tells_its_norms_as_they_are_on_a_day(base: Catalogue) -> None:
    found = {norm.norm: value for norm, value in norms_of(base, "overbewoning", date(2026, 3, 1))}
    assert set(found) == {"norm_m2_per_persoon", "norm_overbewoning_personen"}
    assert found["norm_m2_per_persoon"] is not None
    assert found["norm_m2_per_persoon"].value == 12
    before = {norm.norm: value for norm, value in norms_of(base, "overbewoning", date(1950, 1, 1))}
    assert before["norm_m2_per_persoon"] is None
    with pytest.raises(NotFound):
        norms_of(base, "geen", date(2026, 3, 1))


def test_what_serves_a_definition_rests_on_it(base: Catalogue) -> None:
    assert "overbewoning" in {entry.name for entry in serves(base, Chapter.NORMS, "norm_m2_per_persoon", NL)}
    assert "onrechtmatig_wonen" in {entry.name for entry in serves(base, Chapter.SIGNALS, "overbewoning", NL)}
    assert "norm_m2_per_persoon" in {entry.name for entry in uses(base, Chapter.SIGNALS, "overbewoning", NL)}
