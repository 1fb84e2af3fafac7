# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the second sheet of a result says."""

from __future__ import annotations

import pytest

from pandzicht.exports.linked_columns import TYPES
from pandzicht.exports.linked_sheets import ExplanationLine
from pandzicht.language import Language
from pandzicht.runs.link_account import explanation_lines
from pandzicht.runs.link_table import LinkedTable
from tests.model_city import ModelCity
from tests.runs.linked_rows import COLUMNS, homes_of, linked

NAMES = ("nr", "nationaliteit", *COLUMNS)


def lines(table: LinkedTable) -> dict[tuple[str, str], list[ExplanationLine]]:
    found: dict[tuple[str, str], list[ExplanationLine]] = {}
    for line in explanation_lines(table, "lijst.xlsx"):
        found.setdefault((line.part, line.name), []).append(line)
    return found


@pytest.fixture(scope="module")
def table(model_city: ModelCity) -> LinkedTable:
    homes = homes_of(model_city)
    rows = [*(home.but(nr="1", nationaliteit="x") for home in homes[:2]), homes[2].but(huisletter="Q")]
    return linked(model_city, [*rows, homes[3].but(postcode="volgt")], names=NAMES, roles=("postcode=postcode",))


def test_rows_are_counted_by_outcome_and_by_reason(table: LinkedTable) -> None:
    found = lines(table)
    (file,) = found["Bestand", "lijst.xlsx"]
    assert file.rows == 4
    assert file.meaning.startswith("Vergeleken met 1.999 adressen, zoals ze waren op 01-03-2026, door Pandzicht")
    counts = {name: line.rows for (part, name), (line, *_) in found.items() if part == "Uitkomst"}
    assert counts == {"gekoppeld": 3, "in twijfel": 1, "niet gevonden": 0}
    reasons = [line for (part, _), listed in found.items() if part == "Reden" for line in listed]
    assert [line.name for line in reasons] == ["in twijfel", *["gekoppeld"] * (len(reasons) - 1)], (
        "what asks most first"
    )
    assert sum(line.rows or 0 for line in reasons) == 4
    assert sum(line.share or 0 for line in reasons) == 1
    (doubt,) = found["Reden", "in twijfel"]
    assert (doubt.share, doubt.meaning) == (0.25, "het gebouw is bekend, maar deze letter of toevoeging niet")
    assert doubt.advice.startswith("Zoek op welke letters en toevoegingen")


def test_every_column_says_how_it_was_read(table: LinkedTable) -> None:
    found = {name: line.meaning for (part, name), (line, *_) in lines(table).items() if part == "Kolom"}
    assert list(found) == ["nr", *COLUMNS, "nationaliteit"]
    assert found["nr"].startswith("Niet gebruikt om het adres te vinden")
    assert found["straat"] == "Gelezen als straat: herkend aan naam en inhoud."
    assert found["postcode"] == "Gelezen als postcode, zoals u zei. In 1 van de 4 rijen lijkt het daar niet op."
    assert found["nationaliteit"].startswith("Niet overgenomen in het resultaat")


def test_the_added_columns_are_told_in_the_language_of_the_answers(model_city: ModelCity, table: LinkedTable) -> None:
    added = [name for part, name in lines(table) if part == "Toegevoegde kolom"]
    assert added == list(TYPES)
    english = linked(model_city, [homes_of(model_city)[0].row], language=Language.EN)
    assert lines(english)["Added column", "reden"][0].meaning == "Reason"
    assert lines(english)["Outcome", "linked"][0].rows == 1


def test_what_was_taken_over_is_said_and_why_nothing_was(model_city: ModelCity, table: LinkedTable) -> None:
    homes = homes_of(model_city)
    again = linked(model_city, [home.row for home in homes[:2]], earlier=linked(model_city, [homes[0].row]))
    (taken,) = lines(again)["Bestand", "Overgenomen"]
    assert (taken.rows, taken.share) == (1, 0.5)
    anew = linked(model_city, [home.row for home in homes[:3]], earlier=linked(model_city, [homes[0].row]))
    (taken,) = lines(anew)["Bestand", "Overgenomen"]
    assert (taken.rows, taken.meaning[:23]) == (0, "Minder dan de helft van")
    assert ("Bestand", "Overgenomen") not in lines(table)


def test_a_table_without_rows_has_no_shares(model_city: ModelCity) -> None:
    assert lines(linked(model_city, []))["Uitkomst", "gekoppeld"][0].share == 0.0
