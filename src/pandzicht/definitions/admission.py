# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gate for names: what the curated list says of a name, and what a person answered where the list does not know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field

from pandzicht.definitions.refused import Admission, Judgement, judged
from pandzicht.definitions.words import Definition, Name

LOOSE_TABLES = "link"
"""What the answers on columns of tables that belong to no source are named after: the command that reads them."""


class Answered(StrEnum):
    """What a person said of a name."""

    ADMITTED = "admitted"
    REFUSED = "refused"


class NameAnswer(Definition):
    """One person's answer on one name that the gate is not sure of."""

    name: str = Field(min_length=1)
    """The name as it is delivered or defined, letter for letter."""
    answer: Answered
    reason: str = Field(min_length=10)
    """What the name holds, and why it says nothing (or something) of who somebody is."""
    by: str = Field(min_length=1)
    """Who answered."""
    on: date


class NameAnswers(Definition):
    """The answers on the names of one source, indicator, signal or norm; `link`: those of tables of no source."""

    admission: Name
    """The definition that has the names."""
    answers: tuple[NameAnswer, ...] = Field(min_length=1)


Answers = Mapping[str, NameAnswer]
"""Name -> the answer on it."""


def kept_out(names: Iterable[str], answers: Answers, *, computed: bool = False) -> dict[str, Judgement]:
    """Return the names that may not be used, refused or unsure, with the reason; the others are admitted.

    `computed` tells that they are names of indicators, signals or norms. What is refused stays so whatever was
    answered: no setting lifts it (Grondwet art. 1).

    >>> {name: found.admission.value for name, found in kept_out(["bouwjaar", "GESL", "kwispel"], {}).items()}
    {'GESL': 'refused', 'kwispel': 'unsure'}
    """
    found = {name: _answered(judged(name, computed=computed), answers.get(name)) for name in names}
    return {name: judgement for name, judgement in found.items() if judgement.admission is not Admission.ADMITTED}


def _answered(judgement: Judgement, answer: NameAnswer | None) -> Judgement:
    if answer is None or judgement.admission is Admission.REFUSED:
        return judgement
    return Judgement(Admission(answer.answer), f"{answer.by} on {answer.on}: {answer.reason}")
