# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What registers say in codes and half-known dates is told in words."""

from __future__ import annotations

from datetime import date

import pytest

from pandzicht.definitions.source import Source
from pandzicht.dossier.wording import days_of, field_of, filled, in_words, when
from pandzicht.language import Language

SOURCE = Source.model_validate(
    {
        "source": "vergunningen",
        "label": {"nl": "Vergunningen"},
        "owner": "Gemeente",
        "reader": "csv",
        "delivery": "full",
        "legal_basis": [{"article": "Omgevingswet", "verified": "te_toetsen"}],
        "supply": "eigen",
        "retention": "P1Y",
        "fields": {
            "zaaktype": {
                "from": "type",
                "type": "code",
                "words": {"OMZETTING": {"nl": "omzetting", "en": "conversion"}},
            },
            "toelichting": {"from": "tekst"},
            "sinds": {"from": "sinds", "type": "partial_date"},
            "geregistreerd": {"from": "dag", "type": "date"},
            "object_id": {"from": "id", "type": "bag_id"},
        },
    }
)
ROW = {
    "zaaktype": "OMZETTING",
    "toelichting": "twee_kamers",
    "sinds_vroegst": date(2024, 3, 1),
    "sinds_laatst": date(2024, 3, 31),
    "geregistreerd": date(2024, 3, 5),
    "object_id": 518010000000001,
}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("zaaktype", "omzetting"),
        ("toelichting", "twee_kamers"),
        ("sinds", "03-2024"),
        ("geregistreerd", "05-03-2024"),
        ("object_id", "0518010000000001"),
    ],
)
def test_a_value_is_said_as_people_read_it(name: str, said: str) -> None:
    assert in_words(SOURCE, name, ROW, Language.NL) == said


def test_a_code_without_words_keeps_its_own_without_underscores() -> None:
    assert in_words(SOURCE, "zaaktype", {"zaaktype": "geen_overtreding"}, Language.NL) == "geen overtreding"


@pytest.mark.parametrize("name", ["zaaktype", "sinds", "geregistreerd"])
def test_what_is_not_filled_in_is_unknown(name: str) -> None:
    assert in_words(SOURCE, name, {}, Language.NL) == "onbekend"
    assert days_of(SOURCE, name, {}) is None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2024, 2, 1), date(2024, 2, 29), "02-2024"),
        (date(2023, 2, 1), date(2023, 2, 27), "between 01-02-2023 and 27-02-2023"),
        (date(2023, 1, 1), date(2024, 12, 31), "between 01-01-2023 and 31-12-2024"),
        (date(2023, 1, 1), date(2023, 6, 30), "between 01-01-2023 and 30-06-2023"),
        (date.min, date.max, "on a day that is not known"),
    ],
)
def test_a_day_of_which_a_part_is_known_says_no_more_than_that(start: date, end: date, said: str) -> None:
    assert when((start, end), Language.EN) == said


def test_a_sentence_is_filled_with_what_the_row_says_in_the_language_of_the_reader() -> None:
    assert filled("{zaaktype} sinds {sinds}", SOURCE, ROW, Language.NL) == "omzetting sinds 03-2024"
    assert filled("Permit: {zaaktype}", SOURCE, ROW, Language.EN) == "Permit: conversion"


def test_both_ends_of_a_partial_date_belong_to_one_field() -> None:
    assert [field_of(SOURCE, name) for name in ("sinds_vroegst", "sinds_laatst", "zaaktype", "iets")] == [
        "sinds", "sinds", "zaaktype", "iets",
    ]  # fmt: skip
