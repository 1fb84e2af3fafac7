# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every round of a check gave, for the public: the top beside the random share, and how it fell on groups.

A yield never stands alone: beside it stands what chance found, and every figure has its interval (lawful.md 25).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.words import Text
from pandzicht.exports.disclosure import Disclosure
from pandzicht.exports.public_document import Block, Paragraph, Table
from pandzicht.exports.yield_words import plain_sentence, said_ratio, said_share
from pandzicht.language import message, shown
from pandzicht.ranking.estimate import Estimate
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure, StratumYield, Yield

TOO_LITTLE = message("too little to tell")


@dataclass(frozen=True, slots=True)
class GroupRatio:
    """How a round fell on one group: the areas where it is largest over those where it is smallest."""

    label: Text
    selected: Estimate | None
    """Chosen for points or by hand, of all that could be."""
    nothing: Estimate | None
    """Visited without finding anything, of all that could be."""


@dataclass(frozen=True, slots=True)
class PublicRound:
    """What one round gave."""

    number: int
    on: date
    """The peildatum of the list."""
    told: Yield
    groups: tuple[GroupRatio, ...] = ()
    """Nothing where no figures of neighbourhoods are known."""


def rounds_told(told: Disclosure, rounds: Sequence[PublicRound]) -> Iterator[Block]:
    """Yield what is said of the rounds: the last one in a sentence, all of them in a table, and how they fell."""
    say = told.say
    last = rounds[-1]
    yield Paragraph(plain_sentence(say, last.told, told.check.unit))
    yield Table(
        say("What each round found, of what was looked at"),
        (
            say("round"), say("list of"), say("drawn by lot: looked at"), say("drawn by lot: found"),
            say("most points: looked at"), say("most points: found"), say("that is, against all addresses"),
        ),
        tuple(_row(told, one) for one in rounds),
    )  # fmt: skip
    if last.groups:
        yield Paragraph(
            say(
                "Does it fall harder on some groups? Beside it stands how many times as often something happened in "
                "the fifth of the city where a group is largest as where it is smallest. Around 1 is alike."
            )
        )
        yield Table(
            say("How round {number} fell", number=last.number),
            (say("group"), say("chosen to be looked at"), say("looked at, and nothing found")),
            tuple(
                (one.label.in_(told.language), _ratio(told, one.selected), _ratio(told, one.nothing))
                for one in last.groups
            ),
        )


def _row(told: Disclosure, one: PublicRound) -> tuple[str, ...]:
    shares = [_stratum(told, one.told.strata.get(stratum)) for stratum in (Stratum.CONTROL, Stratum.TOP)]
    return (str(one.number), shown(one.on, told.language), *shares[0], *shares[1], said_ratio(told.say, one.told.lift))


def _stratum(told: Disclosure, own: StratumYield | None) -> tuple[str, str]:
    return (str(own.visited), said_share(told.say, own.per_visited)) if own else ("0", told.say(TOO_LITTLE))


def _ratio(told: Disclosure, found: Estimate | None) -> str:
    if found is None:
        return told.say(TOO_LITTLE)
    return said_ratio(told.say, Figure(found.value, found.low, found.high, 0))
