# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What moved between the two newest rounds of a check in what it reads, each with a sentence what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pandzicht.cli.page import Page
from pandzicht.language import message
from pandzicht.runs.round_drift import RoundDrift, Told

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


def show_drift(page: Page, found: Sequence[RoundDrift]) -> None:
    """Say what moved and what to do; and which signals earlier visits feed, so that lists come back in them."""
    if not found:
        return
    say, moved = page.say, [item for item in found if item.has_moved]
    page.line()
    if moved:
        page.line(say("What moved since the round before in what this check reads:"))
    else:
        page.line(say("Nothing that this check reads moved since the round before, beyond chance."))
    for item in moved:
        numbers = {"before": _number(item, item.before), "now": _number(item, item.now)}
        page.line(f"{say(MOVED[item.told], name=item.name, **numbers)} {say(TO_DO[item.told])}", indent=2, hang=2)
    fed = ", ".join(dict.fromkeys(item.name for item in found if item.is_fed))
    if fed:
        page.line(say("Earlier visits feed {names}: what this check chose comes back in it.", names=fed))


def _number(item: RoundDrift, value: float) -> Decimal:
    return Decimal(f"{100 * value:.2f}") if item.told in _SHARES else Decimal(f"{value:.0f}")
