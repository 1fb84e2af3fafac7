# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is said what moved between two rounds in what a check reads, and what somebody does about it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pandzicht.language import Say, message
from pandzicht.learning.round_drift import RoundDrift, Told

MOVED: Mapping[Told, str] = {
    Told.YES: message("{name} is yes at {now} % of the addresses; it was {before} %."),
    Told.UNKNOWN: message("{name} is unknown at {now} % of the addresses; it was {before} %."),
    Told.ROWS: message("{name} has {now} rows that count; it had {before}."),
    Told.LINKED: message("Of {name} {now} % of the rows are tied to an address; it was {before} %."),
    Told.DELAY: message("The newest row of {name} is {now} days old; it was {before}."),
}
"""What is said of a figure that moved."""
TO_DO: Mapping[Told, str] = {
    Told.YES: message("Look at ten addresses that changed: did the city change, or the register, or the definition?"),
    Told.UNKNOWN: message("Ask for the delivery that is missing or too old; until then these points choose on less."),
    Told.ROWS: message("Ask whoever delivers it whether this is all of it, and load it again if not."),
    Told.LINKED: message("Look at the rows that are not linked: often the spelling or the ids of a delivery changed."),
    Told.DELAY: message("Ask for a newer delivery: what the source tells is older than at the round before."),
}
"""What somebody does about it."""
_SHARES = {Told.YES, Told.UNKNOWN, Told.LINKED}


def said_drift(say: Say, item: RoundDrift, name: str) -> str:
    """Return what a figure of a signal or source was and is now, in a sentence."""
    return say(MOVED[item.told], name=name, before=_number(item, item.before), now=_number(item, item.now))


def _number(item: RoundDrift, value: float) -> Decimal:
    return Decimal(f"{100 * value:.2f}") if item.told in _SHARES else Decimal(f"{value:.0f}")
