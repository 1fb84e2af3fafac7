# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The motivation (motivering, Awb art. 3:46) of a decision that was preceded by automated selection.

It names the check, and the facts, data and rules that were used, each with its date. It holds no rank and no points,
which the public page of the check tells per question, and does not say how the address was drawn: a selection is a
reason to look, never evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pandzicht.exports.disclosure import Disclosure


@dataclass(frozen=True, slots=True)
class Reason:
    """One question that the registers answered with yes for the address."""

    question: str
    sentence: str
    """What was found."""
    data: tuple[tuple[str, date | None], ...]
    """The label of each source behind it, with the date of its newest delivery."""


@dataclass(frozen=True, slots=True)
class SelectedAddress:
    """An address of a run, as the motivation of a decision about it needs it."""

    adres: str
    on: date
    """The peildatum."""
    known: date
    reasons: tuple[Reason, ...]


def motivation(told: Disclosure, activity: str, address: SelectedAddress) -> str:
    """Return the motivation in plain sentences, one paragraph per line."""
    say = told.say
    return "\n".join(
        (
            say(
                "Before this decision about {address} a computer compared registers, for the check {check} "
                "(Awb art. 3:46).",
                address=address.adres,
                check=told.label,
            ),
            say("The comparison is of {on}, from what was known on {known}.", on=address.on, known=address.known),
            *_found(told, address.reasons),
            say("A list also holds addresses that were drawn by lot."),
            say("The comparison is no evidence. It was a reason to look."),
            say("What may follow: {result}", result=told.told(told.check.result)),
            say("The rules stand in version {id}.", id=activity),
        )
    )


def _found(told: Disclosure, reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    if not reasons:
        return (told.say("For this address the registers answered none of the questions with yes."),)
    head = told.say("For this address the registers answered these questions with yes:")
    return (head, *(_line(told, reason) for reason in reasons))


def _line(told: Disclosure, reason: Reason) -> str:
    data = "; ".join(
        told.say("{source}, delivered on {on}", source=label, on=day) if day else label for label, day in reason.data
    )
    return told.say(
        "- {question} {sentence} (data: {data})",
        question=reason.question,
        sentence=reason.sentence,
        data=data,
    )
