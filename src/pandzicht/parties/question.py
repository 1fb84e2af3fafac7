# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked about parties, for which purpose: the limit within which they may be joined.

Persons are joined only when the question says on what basis; a source that the purpose does not cover takes no part,
also where the names in it would have fitted (AVG art. 5 lid 1 onder b; lawful.md 3, 12).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.errors import PurposeMissing
from pandzicht.governance.purpose import Purpose, refuse_outside
from pandzicht.parties.party_source import PartyKind, PartySource


@dataclass(frozen=True, slots=True)
class PartyQuestion:
    """Who asks, for which purpose, and whether about persons too.

    A check that ranks addresses asks about companies only: what is known of a person is never joined to a score.
    `persons_article` is the article that lets a case look at a natural person as owner or landlord; without it rows of
    persons are left alone.
    """

    purpose: Purpose
    persons_article: str = ""

    @property
    def kinds(self) -> tuple[PartyKind, ...]:
        """The kinds of parties that are joined at all."""
        return (PartyKind.PERSON, PartyKind.COMPANY) if self.persons_article.strip() else (PartyKind.COMPANY,)


def refuse_beyond(question: PartyQuestion, sources: Sequence[PartySource]) -> None:
    """Raise PurposeMissing, naming every source that the purpose of a question does not cover."""
    faults = []
    for source in sources:
        try:
            refuse_outside(question.purpose, source.source)
        except PurposeMissing as fault:
            faults.append(str(fault))
    if faults:
        raise PurposeMissing("parties cannot be joined over these sources:\n  " + "\n  ".join(faults))
