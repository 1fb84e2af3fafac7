# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What moved between the two newest rounds of a check in what it reads, each with a sentence what to do."""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.cli.page import Page
from pandzicht.exports.drift_words import TO_DO, said_drift
from pandzicht.learning.round_drift import RoundDrift


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
        page.line(f"{said_drift(say, item, item.name)} {say(TO_DO[item.told])}", indent=2, hang=2)
    fed = ", ".join(dict.fromkeys(item.name for item in found if item.is_fed))
    if fed:
        page.line(say("Earlier visits feed {names}: what this check chose comes back in it.", names=fed))
