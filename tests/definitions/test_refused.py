# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gate on names that people labelled: nothing that must be refused gets in, and little that is harmless waits."""

from __future__ import annotations

import pytest

from pandzicht.definitions.refused import Admission, judged, proxy_listing
from tests.definitions.labelled_names import HELD_OUT, names

MAY_WAIT = 0.05


@pytest.mark.parametrize("file", [*HELD_OUT, "met.csv"])
def test_no_name_that_must_be_refused_is_admitted(file: str) -> None:
    refused = names(file, "refused")
    assert refused
    assert [name for name in refused if judged(name).admission is Admission.ADMITTED] == []


@pytest.mark.parametrize("file", [*HELD_OUT, "met.csv"])
def test_few_harmless_names_wait_for_an_answer(file: str) -> None:
    harmless = names(file, "harmless")
    waiting = [name for name in harmless if judged(name).admission is not Admission.ADMITTED]
    assert len(waiting) <= MAY_WAIT * len(harmless) + 1, waiting


def test_the_labelled_names_are_as_many_as_they_claim() -> None:
    assert len(names("met.csv", "harmless")) >= 1_000
    assert sum(len(names(file, "refused")) for file in HELD_OUT) >= 700


def test_what_may_stand_in_is_on_the_proxy_list_or_kept_out() -> None:
    unnoticed = [name for name in names("held_out_1.csv", "proxy") if not proxy_listing(name)]
    assert [name for name in unnoticed if judged(name).admission is Admission.ADMITTED] == []


@pytest.mark.parametrize(
    "name",
    ["gezondheidszorgfunctie", "rasterId", "terras_m2", "natuurwaarde", "totaal", "betaald", "uitkomst", "lang_leeg",
     "bevoegdGezag", "uiterlijkeEinddatum", "luchtfoto_datum", "seksvergunningen", "manierVanMeten", "eengezinswoning",
     "verschuldigd_bedrag", "standplaatsId"],
)  # fmt: skip
def test_a_false_hit_is_no_hit(name: str) -> None:
    assert judged(name).admission is Admission.ADMITTED


@pytest.mark.parametrize(
    ("name", "admission", "words", "article"),
    [
        ("GebLandOms", Admission.REFUSED, ("gebland", "geb", "land"), "Grondwet art. 1"),
        ("cd_nat", Admission.UNSURE, ("nat",), "Grondwet art. 1"),
        ("kwispel_m2", Admission.UNSURE, ("kwispel",), ""),
        ("q1", Admission.UNSURE, (), ""),
        ("08.11.10 nationaliteit", Admission.REFUSED, ("nationalit",), "Grondwet art. 1"),
        ("национальность", Admission.UNSURE, (), ""),
        ("", Admission.UNSURE, (), ""),
    ],
)
def test_an_answer_comes_with_its_words_and_its_article(
    name: str, admission: Admission, words: tuple[str, ...], article: str
) -> None:
    found = judged(name)
    assert (found.admission, found.words) == (admission, words)
    assert article in found.article
    assert found.reason


def test_a_way_of_living_may_be_a_column_and_never_a_signal() -> None:
    assert judged("standplaats_id").admission is Admission.ADMITTED
    assert judged("standplaats_zonder_melding", computed=True).admission is Admission.REFUSED
