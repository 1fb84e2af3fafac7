# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person's answer on a name does, and what it never does."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from pandzicht.definitions.admission import Answered, NameAnswer, kept_out
from pandzicht.definitions.refused import Admission

REASON = "the kind of fence around a plot, as surveyed from the street"


def answer(name: str, answered: Answered) -> dict[str, NameAnswer]:
    return {name: NameAnswer(name=name, answer=answered, reason=REASON, by="A. Analist", on=date(2026, 3, 1))}


def test_a_name_that_nobody_knows_waits_until_somebody_admits_it() -> None:
    assert kept_out(["kwispel"], {})["kwispel"].admission is Admission.UNSURE
    assert kept_out(["kwispel"], answer("kwispel", Answered.ADMITTED)) == {}


def test_an_answer_is_for_the_name_as_it_is_written() -> None:
    assert "Kwispel" in kept_out(["Kwispel"], answer("kwispel", Answered.ADMITTED))


def test_no_answer_admits_what_is_refused() -> None:
    found = kept_out(["nationaliteit"], answer("nationaliteit", Answered.ADMITTED))
    assert found["nationaliteit"].admission is Admission.REFUSED


def test_a_person_may_refuse_what_the_list_admits_and_the_reason_is_kept() -> None:
    found = kept_out(["bouwjaar"], answer("bouwjaar", Answered.REFUSED))
    assert str(found["bouwjaar"]) == f"A. Analist on 2026-03-01: {REASON}"


def test_the_gate_is_asked_in_one_place(root: Path) -> None:
    code = sorted((root / "src" / "pandzicht").rglob("*.py"))
    asks = re.compile(r"definitions\.refused import [^\n]*\bjudged\b")
    assert [path.name for path in code if asks.search(path.read_text(encoding="utf-8"))] == ["admission.py"]
