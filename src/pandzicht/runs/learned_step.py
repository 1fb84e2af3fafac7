# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What may follow from what was learned of a check: a proposal for somebody else, with the model card it rests on."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from enum import StrEnum
from pathlib import Path

from pandzicht.definitions.ai_act import Classification
from pandzicht.exports.model_card import ModelCard
from pandzicht.exports.public_document import as_markdown
from pandzicht.governance.desk import Desk
from pandzicht.runs.learned_proposal import Made, propose_going_back, propose_taking_over, propose_trying

_CARD = re.compile(r"\[model card ([0-9a-f]{64})\]$")


class Step(StrEnum):
    """What is proposed."""

    TRY = "try"
    """The learned points, on a share of their own."""
    TAKE_OVER = "take-over"
    """The points that the check tries, as its own."""
    BACK = "back"
    """What the check said before."""


def card_hash(card: ModelCard) -> str:
    """Return the SHA-256 of a model card as Markdown: by it whoever approves knows that they read the same card."""
    return hashlib.sha256(as_markdown(card.document()).encode()).hexdigest()


def card_of(reason: str) -> str | None:
    """Return the hash of the model card that a reason names behind it; None where it names none.

    >>> card_of(f"twaalf rondes [model card {'a1' * 32}]") == "a1" * 32, card_of("zo is het beter")
    (True, None)
    """
    found = _CARD.search(reason)
    return found[1] if found else None


def propose_step(
    desk: Desk, folder: Path, card: ModelCard, step: Step, because: str, classed: Classification | None = None
) -> Made:
    """Propose what a card speaks for, with the card's hash behind the reason; raises as each proposal does.

    `classed` says what the check is under the AI act with learned points, where it said that it is no AI system.
    """
    name, reason = card.check.check, f"{because} [model card {card_hash(card)}]"
    if step is Step.BACK:
        return propose_going_back(desk, folder, name, reason)
    if step is Step.TAKE_OVER:
        return propose_taking_over(desk, folder, name, card.learned, reason, classed)
    own = card.learned.counted
    days = {"first": date.fromordinal(max(own.first, 1)), "last": date.fromordinal(max(own.last, 1))}
    motive = {
        "nl": "Geleerd uit {labels} uitkomsten, van {first} tot en met {last}.".format(labels=own.labels, **days),
        "en": "Learned from {labels} outcomes, from {first} to {last}.".format(labels=own.labels, **days),
    }
    return propose_trying(desk, folder, name, card.learned, motive, reason, classed)
