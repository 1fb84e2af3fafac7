# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The gate for names: what the curated list says of a name, and what a person answered where the list does not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from pandzicht.definitions.refused import Admission, Judgement, is_answerable, judged
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


class WordAnswer(Definition):
    """One person's answer on a word that the names of one register share: GFA is gross floor area, and harmless."""

    word: str = Field(pattern=r"^[a-z]{2,}$")
    """The word in small letters, as the gate tells it."""
    reason: str = Field(min_length=10)
    """What the word stands for, and why it says nothing of who somebody is."""
    by: str = Field(min_length=1)
    """Who answered."""
    on: date


class NameAnswers(Definition):
    """The answers on the names of one source, indicator, signal or norm; `link`: those of tables of no source."""

    admission: Name
    """The definition that has the names."""
    words: tuple[WordAnswer, ...] = ()
    answers: tuple[NameAnswer, ...] = ()

    @model_validator(mode="after")
    def _answers_something(self) -> Self:
        if not self.words and not self.answers:
            raise ValueError("answers nothing: give 'words', 'answers' or both, or remove the file")
        return self

    @property
    def given(self) -> Answers:
        """The answers by what they are about."""
        words = frozenset(answer.word for answer in self.words if is_answerable(answer.word))
        return Answers({answer.name: answer for answer in self.answers}, words)


@dataclass(frozen=True, slots=True)
class Answers:
    """What people answered on the names of one definition."""

    names: Mapping[str, NameAnswer] = field(default_factory=dict)
    """Name -> the answer on it."""
    words: frozenset[str] = frozenset()
    """The words that may stand in any of its names."""


NO_ANSWERS = Answers()


def kept_out(names: Iterable[str], answers: Answers = NO_ANSWERS, *, computed: bool = False) -> dict[str, Judgement]:
    """Return the names that may not be used, refused or unsure, with the reason; the others are admitted.

    `computed` tells that they are names of indicators, signals or norms. What is refused stays so whatever was
    answered: no setting lifts it (Grondwet art. 1).

    >>> {name: found.admission.value for name, found in kept_out(["bouwjaar", "GESL", "kwispel"]).items()}
    {'GESL': 'refused', 'kwispel': 'unsure'}
    """
    found = {
        name: _answered(judged(name, computed=computed, answered=answers.words), answers.names.get(name))
        for name in names
    }
    return {name: judgement for name, judgement in found.items() if judgement.admission is not Admission.ADMITTED}


def shared_words(kept: Mapping[str, Judgement]) -> dict[str, tuple[str, ...]]:
    """Return the words that one answer can be given on, with the names that wait for them; those of most names first.

    >>> shared_words(kept_out(["KwispelHoogte", "kwispel_m2", "rommol_datum", "nat_code"]))
    {'kwispel': ('KwispelHoogte', 'kwispel_m2'), 'rommol': ('rommol_datum',)}
    """
    found: dict[str, list[str]] = defaultdict(list)
    for name, judgement in kept.items():
        for word in filter(is_answerable, judgement.unknown):
            found[word].append(name)
    return {word: tuple(found[word]) for word in sorted(found, key=lambda word: (-len(found[word]), word))}


def _answered(judgement: Judgement, answer: NameAnswer | None) -> Judgement:
    if answer is None or judgement.admission is Admission.REFUSED:
        return judgement
    return Judgement(Admission(answer.answer), f"{answer.by} on {answer.on}: {answer.reason}")
