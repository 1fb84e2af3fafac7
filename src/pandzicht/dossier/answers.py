# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each signal of a check answers for an address: the sentence, the law it rests on, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass

from pandzicht.dossier.evidence import SHOWN_ROWS, Figure, figure_of
from pandzicht.dossier.reading import Reading
from pandzicht.runs.explanation import Answered


@dataclass(frozen=True, slots=True)
class Basis:
    """An article that a question rests on, and whether a named person held it against the law."""

    article: str
    is_verified: bool


@dataclass(frozen=True, slots=True)
class SignalAnswer:
    """One question and its answer: yes, no, unknown or disputed."""

    signal: str
    question: str
    answer: str
    text: str
    """The sentence of a yes; of unknown or disputed the reason."""
    bases: tuple[Basis, ...]
    figures: tuple[Figure, ...]

    @property
    def row_count(self) -> int:
        """How many rows are behind it, as far as they were counted."""
        return sum(figure.count or 0 for figure in self.figures)


def answer_of(reading: Reading, answered: Answered, shown: int | None = SHOWN_ROWS) -> SignalAnswer:
    """Return a signal's answer with its figures, each with `shown` rows at most."""
    bases = reading.run.catalogue.signals[answered.signal].legal_basis
    return SignalAnswer(
        signal=answered.signal,
        question=answered.question,
        answer=answered.answer,
        text=answered.text,
        bases=tuple(Basis(basis.article, basis.is_verified) for basis in bases),
        figures=tuple(figure_of(reading, item, shown) for item in answered.evidence),
    )
