# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a yield is said: figures with their interval, why one is not claimed, and one sentence for everybody."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from pandzicht.language import Say, message
from pandzicht.ranking.round import Part
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal, Yield

REFUSED: Mapping[Reason, str] = {
    Reason.NO_OUTCOMES: message("not claimed: no outcomes are known"),
    Reason.FEW_VISITS: message("not claimed: fewer than 10 visits"),
    Reason.NO_CONTROL: message("not claimed: there is no control share"),
    Reason.STEPS_DIFFER: message("not claimed: not all were looked at by the same step"),
    Reason.NOTHING_FOUND: message("not claimed: nothing was established"),
    Reason.NOT_TOLD: message("not claimed: the source does not tell it"),
}
"""How it is said that a figure is not claimed."""
PARTS: Mapping[Part, str] = {
    Part.SELECTED: message("selected"),
    Part.NOT_YET: message("not yet visited"),
    Part.VISITED: message("visited"),
    Part.NO_ACCESS: message("no access"),
    Part.ENTERED: message("entered"),
    Part.NOTHING: message("nothing found"),
    Part.ESTABLISHED: message("established"),
}
"""What the parts of the funnel are called."""
_BECAUSE: Mapping[Reason, str] = {
    Reason.NO_OUTCOMES: message("nobody was there yet"),
    Reason.FEW_VISITS: message("too few visits were made for that"),
    Reason.NO_CONTROL: message("none were drawn at random to hold it against"),
    Reason.STEPS_DIFFER: message("not all were looked at in the same way"),
    Reason.NOTHING_FOUND: message("too little was found for that"),
    Reason.NOT_TOLD: message("the source does not tell it"),
}
_ONE: Mapping[str, str] = {"object": message("address"), "pand": message("building")}
_MANY: Mapping[str, str] = {"object": message("addresses"), "pand": message("buildings")}


def said_share(say: Say, told: Figure | Refusal) -> str:
    """Return a share as a percentage with its interval, or why it is not claimed."""
    if isinstance(told, Refusal):
        return say(REFUSED[told.refused])
    return say("{value} % (95 %: {low} to {high})", **_numbers(told, by=100, digits=1))


def said_ratio(say: Say, told: Figure | Refusal) -> str:
    """Return a ratio as so many times, with its interval, or why it is not claimed."""
    if isinstance(told, Refusal):
        return say(REFUSED[told.refused])
    return say("{value} times (95 %: {low} to {high})", **_numbers(told, by=1, digits=2))


def said_difference(say: Say, told: Figure | Refusal) -> str:
    """Return a difference of two shares in percentage points, with its interval, or why it is not claimed."""
    if isinstance(told, Refusal):
        return say(REFUSED[told.refused])
    return say("{value} points (95 %: {low} to {high})", **_numbers(told, by=100, digits=1))


def said_per_thousand(say: Say, told: Figure | Refusal) -> str:
    """Return a share of addresses as so many per 1,000, with its interval, or in few words why it is not claimed."""
    if isinstance(told, Refusal):
        return say("nobody yet") if told.refused is Reason.NO_OUTCOMES else say("fewer than 10")
    return say("{value} (95 %: {low} to {high})", **_numbers(told, by=1_000, digits=0))


def plain_sentence(say: Say, told: Yield, unit: str) -> str:
    """Return what a round yielded in one sentence, which never claims more than the visits carry.

    `unit` is what is counted: object or pand.
    """
    top = told.strata.get(Stratum.TOP)
    words = {"unit": say(_ONE[unit]), "units": say(_MANY[unit])}
    if top is None or not top.visited:
        return say("Nobody has looked yet at the {units} at the top of this list.", **words)
    counts = {"visited": top.visited, "established": top.established, **words}
    if isinstance(told.lift, Refusal):
        why = say(_BECAUSE[told.lift.refused])
        return say(
            "Of the {visited} {units} at the top of this list that were looked at, {established} had a violation; "
            "whether that is more than at a random {unit} cannot be said, because {why}.",
            why=why,
            **counts,
        )
    numbers = _numbers(told.lift, by=1, digits=1)
    if told.lift.low <= 1 <= told.lift.high:
        return say(
            "Of the {visited} {units} at the top of this list that were looked at, {established} had a violation; "
            "with so many visits the difference with a random {unit} can still be chance.",
            **counts,
        )
    return say(
        "Of the {visited} {units} at the top of this list that were looked at, {established} had a violation; that is "
        "about {value} times as often as at a random {unit}, and probably between {low} and {high} times.",
        **counts,
        **numbers,
    )


def _numbers(told: Figure, *, by: int, digits: int) -> dict[str, object]:
    parts = {"value": told.value, "low": told.low, "high": told.high}
    return {name: Decimal(f"{by * part:.{digits}f}") for name, part in parts.items()}
