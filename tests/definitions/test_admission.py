# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person's answer on a name does, and what it never does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.admission import Answered, Answers, NameAnswer, kept_out, shared_words
from pandzicht.definitions.refused import Admission, is_answerable
from tests.definitions.labelled_names import HELD_OUT, names

REASON = "the kind of fence around a plot, as surveyed from the street"


def answer(name: str, answered: Answered) -> Answers:
    return Answers({name: NameAnswer(name=name, answer=answered, reason=REASON, by="A. Analist", on=date(2026, 3, 1))})


def test_a_name_that_nobody_knows_waits_until_somebody_admits_it() -> None:
    assert kept_out(["kwispel"])["kwispel"].admission is Admission.UNSURE
    assert kept_out(["kwispel"], answer("kwispel", Answered.ADMITTED)) == {}


def test_an_answer_is_for_the_name_as_it_is_written() -> None:
    assert "Kwispel" in kept_out(["Kwispel"], answer("kwispel", Answered.ADMITTED))


def test_no_answer_admits_what_is_refused() -> None:
    found = kept_out(["nationaliteit"], answer("nationaliteit", Answered.ADMITTED))
    assert found["nationaliteit"].admission is Admission.REFUSED


def test_a_person_may_refuse_what_the_list_admits_and_the_reason_is_kept() -> None:
    found = kept_out(["bouwjaar"], answer("bouwjaar", Answered.REFUSED))
    assert str(found["bouwjaar"]) == f"A. Analist on 2026-03-01: {REASON}"


def test_an_answer_on_a_word_is_for_every_name_that_has_it_beside_known_words() -> None:
    names = ["KwispelHoogte", "kwispel_m2", "KWISPEL", "datum-kwispel-2"]
    assert len(kept_out(names)) == len(names)
    assert kept_out(names, Answers(words=frozenset({"kwispel"}))) == {}


@pytest.mark.parametrize(
    "name",
    ["kwispel_rommol", "kwispelhoogte", "bewoner_kwispel", "kwispel_nat", "kwispel_nationaliteit", "gebland_kwispel",
     "kwispel_religi"],
)  # fmt: skip
def test_an_answer_on_a_word_lifts_nothing_else_that_keeps_a_name_out(name: str) -> None:
    assert name in kept_out([name], Answers(words=frozenset({"kwispel"})))


def test_words_that_somebody_may_well_call_harmless_admit_no_name_that_must_be_refused() -> None:
    waiting = kept_out(name for file in HELD_OUT for name in names(file, "harmless"))
    words = Answers(words=frozenset(shared_words(waiting)))
    assert len(kept_out(waiting, words)) < len(waiting) / 2
    refused = kept_out(name for file in [*HELD_OUT, "met.csv"] for name in names(file, "refused"))
    assert set(refused) - set(kept_out(refused, words)) == set()


@pytest.mark.parametrize("word", ["nat", "natio", "rlg", "etn", "gesl", "bewoner", "straat", "naam", "gba"])
def test_of_a_word_that_is_known_or_may_say_who_somebody_is_each_name_is_answered(word: str) -> None:
    assert not is_answerable(word)


def test_the_gate_is_asked_in_one_place(root: Path) -> None:
    code = sorted((root / "src" / "pandzicht").rglob("*.py"))
    asks = re.compile(r"definitions\.refused import [^\n]*\bjudged\b")
    assert [path.name for path in code if asks.search(path.read_text(encoding="utf-8"))] == ["admission.py"]
