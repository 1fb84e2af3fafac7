# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gate over a catalogue: each name that is kept out, and each answer that answers nothing, at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import DefinitionFaults
from tests.small_catalogue import FILES, bent, write_catalogue

READERS = {"csv", "bag_light"}
SOURCE = "sources/meldingen.yaml"
ANSWERS = "admission/meldingen.yaml"


def faults(folder: Path, changes: dict[str, str | None]) -> list[str]:
    try:
        sound_catalogue(write_catalogue(folder, changes), readers=READERS)
    except DefinitionFaults as error:
        return [str(fault) for fault in error.faults]
    return []


def answers(*lines: str, of: str = "meldingen") -> str:
    tail = "reason: the kind of fence around a plot, by: A. Analist, on: 2026-03-01"
    return f"admission: {of}\nanswers:\n" + "".join(f"  - {{{line}, {tail}}}\n" for line in lines)


def reading(column: str) -> dict[str, str | None]:
    return bent(SOURCE, "soort: {from: soort", f"soort: {{from: {column}")


def test_a_column_that_nobody_knows_waits_for_an_answer(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, reading("kwispel"))
    assert found.startswith(f"{SOURCE}: line 16: field 'soort' reads 'kwispel', which is not admitted until somebody")
    assert "answer 'kwispel' with a reason in admission/meldingen.yaml" in found


def test_an_answer_admits_it(tmp_path: Path) -> None:
    given = {ANSWERS: answers("name: kwispel, answer: admitted")}
    assert faults(tmp_path, reading("kwispel") | given) == []


def words(*lines: str, of: str = "meldingen") -> str:
    return answers(*lines, of=of).replace("answers:", "words:")


def test_one_answer_on_a_word_admits_the_fields_that_have_it(tmp_path: Path) -> None:
    assert faults(tmp_path / "without", reading("KwispelSoort")) != []
    assert faults(tmp_path / "with", reading("KwispelSoort") | {ANSWERS: words("word: kwispel")}) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (words("word: rommol"), "line 3: no name of 'meldingen' waits for 'rommol'"),
        (words("word: kwispel", "word: kwispel"), "line 4: 'kwispel' is answered twice"),
        (words("word: etn"), "line 3: of 'etn' no answer can be given for all names"),
        (words("word: Kwispel"), "line 3: words.0.word: string should match pattern"),
        ("admission: meldingen\n", "answers nothing: give 'words', 'answers' or both"),
    ],
)
def test_a_wrong_answer_on_a_word_is_told_at_its_line(tmp_path: Path, text: str, told: str) -> None:
    found = faults(tmp_path, reading("KwispelSoort") | {ANSWERS: text})
    assert any(told in fault for fault in found), found


def test_an_answer_is_not_part_of_what_is_compared(tmp_path: Path) -> None:
    plain = sound_catalogue(write_catalogue(tmp_path / "plain"), readers=READERS)
    given = {ANSWERS: answers("name: soort, answer: admitted")}
    answered = sound_catalogue(write_catalogue(tmp_path / "answered", given), readers=READERS)
    assert answered.answers_on("meldingen")
    assert answered.hash() == plain.hash()


@pytest.mark.parametrize(
    ("column", "file", "text", "told"),
    [
        (
            "kwispel",
            ANSWERS,
            answers("name: kwispel, answer: refused"),
            "line 16: field 'soort' reads 'kwispel', which",
        ),
        ("soort", ANSWERS, answers("name: kwispel, answer: admitted"), "line 3: 'kwispel' is no name of 'meldingen'"),
        (
            "soort",
            ANSWERS,
            answers("name: soort, answer: admitted", "name: soort, answer: refused"),
            "line 4: 'soort' is answered twice",
        ),
        (
            "soort",
            "admission/klachten.yaml",
            answers("name: x, answer: admitted", of="klachten"),
            "is named 'klachten'",
        ),
        (
            "soort",
            ANSWERS,
            answers("name: soort, answer: maybe"),
            "line 3: answers.0.answer: input should be 'admitted'",
        ),
        ("soort", ANSWERS, "admission: meldingen\nanswers: []\n", "answers nothing"),
        ("soort", ANSWERS, answers("answer: admitted"), "line 3: key 'name' is missing"),
    ],
)
def test_a_wrong_answer_is_told_at_its_line(tmp_path: Path, column: str, file: str, text: str, told: str) -> None:
    found = faults(tmp_path, reading(column) | {file: text})
    assert any(told in fault for fault in found), found


def test_no_answer_lifts_a_refusal(tmp_path: Path) -> None:
    given = {"admission/bewoning.yaml": answers("name: nationaliteit, answer: admitted", of="bewoning")}
    (found,) = faults(tmp_path, given)
    assert "line 3: 'nationaliteit' is refused as input: nationality" in found
    assert "no answer lifts that" in found


def test_answers_on_loose_tables_are_for_columns_that_no_source_has(tmp_path: Path) -> None:
    given = {"admission/link.yaml": answers("name: kwispel, answer: admitted", of="link")}
    assert faults(tmp_path, given) == []


@pytest.mark.parametrize(
    ("folder", "name", "into"),
    [
        ("indicators", "hinder_aantal", "etnische_hinder"),
        ("signals", "hinder", "standplaats_hinder"),
        ("norms", "norm_m2_per_persoon", "norm_inkomen"),
    ],
)
def test_what_is_computed_is_asked_too(tmp_path: Path, folder: str, name: str, into: str) -> None:
    text = FILES[f"{folder}/{name}.yaml"].replace(f": {name}\n", f": {into}\n", 1)
    found = faults(tmp_path, {f"{folder}/{name}.yaml": None, f"{folder}/{into}.yaml": text})
    assert any(fault.startswith(f"{folder}/{into}.yaml: line 1: '{into}' is refused as input") for fault in found)


def test_an_indicator_that_reads_a_stand_in_needs_its_justification(tmp_path: Path) -> None:
    change = bent("indicators/hinder_aantal.yaml", "soort = 'hinder'", "postcode = '9001AA'")
    told = "'hinder_aantal' reads 'postcode', which is on the proxy list (postcode) without a justification"
    assert any(told in found for found in faults(tmp_path, change))
