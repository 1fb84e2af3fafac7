# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue as a table: what is asked, a list of words to fill in, and a key that notices what was changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from pandzicht.exports.described import About, Caveat
from pandzicht.exports.questions import (
    ANSWERS,
    ASKED,
    COLUMNS,
    KEY,
    changed_columns,
    described_questions,
    key_of,
    question_sheet,
)
from pandzicht.exports.workbook import write_workbook
from pandzicht.language import Language
from pandzicht.linking.judgement import Said
from pandzicht.linking.question import Question
from pandzicht.linking.tier import Tier

DAY = date(2026, 3, 1)
ABOUT = About("Duinrijk", "", DAY, DAY, (Caveat("DEMO", "DEMO: verzonnen."),))
QUESTION = Question(
    source="kvk",
    row_id="00000000000000aa",
    delivered="=HYPERLINK(1)\n 3",
    address_id="9999010000000001",
    address="Kerkstraat 3, 2511CA Duinrijk",
    other=None,
    tier=Tier.UNIT_PART,
    changes=12,
)


def line(language: Language = Language.NL) -> dict[str, object]:
    (found,) = described_questions([QUESTION], ABOUT, language).table.to_pylist()
    return dict(found)


def test_a_line_has_what_is_asked_and_room_for_the_answer() -> None:
    found = line()
    assert tuple(found) == COLUMNS
    assert (found["bron"], found["rij"], found["address_id"]) == ("kvk", QUESTION.row_id, QUESTION.address_id)
    assert (found["rijen"], found["ander_adres"], found["oordeel"], found["opmerking"]) == (12, None, None, None)
    assert str(found["reden"]).startswith("het adres bestaat zo")
    assert str(line(Language.EN)["reden"]).startswith("the address exists as such")


def test_what_a_spreadsheet_would_carry_out_is_plain_text_on_one_line_and_its_key_fits() -> None:
    found = line()
    assert found["geleverd"] == "'=HYPERLINK(1) 3"
    assert changed_columns({name: str(found[name] or "") for name in ASKED}, str(found[KEY])) == ()


@pytest.mark.parametrize("name", ASKED)
def test_the_column_that_was_changed_is_named(name: str) -> None:
    asked = {each: f"{each} 1" for each in ASKED}
    assert changed_columns(asked | {name: "2"}, key_of(asked)) == (name,)


def test_blanks_that_a_program_adds_change_nothing_and_a_key_of_other_parts_fits_nothing() -> None:
    asked = {each: f"{each} 1" for each in ASKED}
    assert changed_columns(asked | {"adres": " adres  1\n"}, key_of(asked)) == ()
    assert changed_columns(asked, "") == changed_columns(asked, key_of(asked)[:-7]) == ASKED


def test_the_sheet_offers_the_words(tmp_path: Path) -> None:
    sheet = question_sheet(described_questions([QUESTION], ABOUT, Language.NL))
    write_workbook([sheet], tmp_path / "x.xlsx", title="x", created=DAY)
    worksheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert worksheet is not None
    (offered,) = worksheet.data_validations.dataValidation
    assert (str(offered.sqref), offered.formula1) == ("I3", '"zelfde,anders,onbekend"')
    assert worksheet["I2"].value == "oordeel"
    assert "DEMO: verzonnen." in worksheet["A1"].value


def test_a_queue_without_questions_is_a_sheet_without_rows(tmp_path: Path) -> None:
    sheet = question_sheet(described_questions([], ABOUT, Language.NL))
    write_workbook([sheet], tmp_path / "x.xlsx", title="x", created=DAY)
    assert sheet.rows == []


def test_every_word_says_something_else() -> None:
    assert set(ANSWERS.values()) == set(Said)
