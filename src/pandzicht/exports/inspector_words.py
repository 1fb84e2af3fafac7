# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is said how alike inspectors look: sentences of all together, why there are none, and what somebody does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pandzicht.language import Say, message
from pandzicht.ranking.double_visits import Agreement, NotSaid, Unsaid
from pandzicht.ranking.inspector_effect import InspectorEffect
from pandzicht.ranking.yield_estimate import Figure

LOW_KAPPA = 0.6
"""Below it agreement is called moderate at best (Landis & Koch 1977, Biometrics 33)."""
UNLIKELY = 0.05
"""Differences that chance gives less often than this are taken for real."""
NOT_SAID: Mapping[Unsaid, str] = {
    Unsaid.NO_NAMES: message(
        "The source of the visits does not tell who looked, so that nobody knows how often two inspectors agree. "
        "Its definition can ask for it; who looked is then kept as a pseudonym that nobody sees."
    ),
    Unsaid.FEW_PAIRS: message("With fewer than 10 double visits it cannot be told how often two inspectors agree."),
    Unsaid.ONE_ANSWER: message("All looks gave the same, so that chance cannot be taken off."),
    Unsaid.NOT_BY_LOT: message(
        "The lot does not decide who goes where, so that inspectors differ by the addresses that they get. "
        "How far they look differently cannot be told."
    ),
    Unsaid.FEW_INSPECTORS: message(
        "Fewer than five inspectors saw 10 addresses or more that others could have got too. "
        "How far they differ is not told."
    ),
}
"""Why a figure of how alike inspectors look is not given."""


def said_inspectors(say: Say, agreement: Agreement | NotSaid, effect: InspectorEffect | NotSaid) -> Sequence[str]:
    """Return in sentences how often two inspectors agree, and how far all of them differ; each reason is said once."""
    told = [
        *([say(NOT_SAID[agreement.refused])] if isinstance(agreement, NotSaid) else _agreement(say, agreement)),
        *([say(NOT_SAID[effect.refused])] if isinstance(effect, NotSaid) else _effect(say, effect)),
    ]
    return tuple(dict.fromkeys(told))


def advice(say: Say, agreement: Agreement | NotSaid, effect: InspectorEffect | NotSaid) -> Sequence[str]:
    """Return what somebody does about it; nothing where there is no reason to."""
    found = []
    if isinstance(agreement, Agreement) and isinstance(agreement.kappa, Figure) and agreement.kappa.value < LOW_KAPPA:
        found.append(
            say(
                "Two inspectors often differ. Discuss some of these addresses together, write down what is a violation "
                "and what is not, and look again after the next round. Until then a yield and points tell less."
            )
        )
    if isinstance(effect, InspectorEffect) and effect.p < UNLIKELY:
        found.append(
            say(
                "Inspectors differ more than chance explains. Talk with all of them about how one looks; this is no "
                "measure of anybody, and it can be that one has more time or other instructions."
            )
        )
    return tuple(found)


def _agreement(say: Say, told: Agreement) -> Iterator[str]:
    yield say(
        "{pairs} times two inspectors saw the same address or building shortly after each other: {found} times both "
        "found something, {nothing} times neither did, and {differ} times they differed.",
        pairs=told.pairs, found=told.both_found, nothing=told.both_nothing, differ=told.differ,
    )  # fmt: skip
    if isinstance(told.share, NotSaid):
        yield say(NOT_SAID[told.share.refused])
        return
    yield say("They agreed {value} % of the times (95 %: {low} to {high}).", **_numbers(told.share, by=100, digits=1))
    if isinstance(told.kappa, NotSaid):
        yield say(NOT_SAID[told.kappa.refused])
        return
    yield say(
        "Part of that is chance. Without it agreement is {value} (95 %: {low} to {high}); 1 is always, 0 chance.",
        **_numbers(told.kappa, by=1, digits=2),
    )


def _effect(say: Say, told: InspectorEffect) -> Iterator[str]:
    yield say(
        "{inspectors} inspectors saw {seen} addresses or buildings that could have gone to any of them, and found "
        "something at {share} %.",
        inspectors=told.inspectors, seen=told.seen, share=_percent(told.share),
    )  # fmt: skip
    numbers = _numbers(told.spread, by=100, digits=1)
    if told.spread.value == 0:
        yield say(
            "Beyond chance no difference between them was seen (95 %: at most {high} points).", high=numbers["high"]
        )
    else:
        yield say(
            "Half of the inspectors find something at {low} to {high} % of them.",
            low=_percent(told.middle_low), high=_percent(told.middle_high),
        )  # fmt: skip
        yield say(
            "From inspector to inspector that is {value} points (95 %: {low} to {high}), and {part} % of all "
            "difference between looks.",
            part=_percent(told.part.value), **numbers,
        )  # fmt: skip
    if told.p < UNLIKELY:
        yield say(
            "When all look alike, so much difference comes {p} % of the times: hardly chance.", p=_percent(told.p)
        )
    else:
        yield say("When all look alike, so much difference comes {p} % of the times: maybe chance.", p=_percent(told.p))


def _numbers(told: Figure, *, by: int, digits: int) -> dict[str, object]:
    parts = {"value": told.value, "low": told.low, "high": told.high}
    return {name: Decimal(f"{by * part:.{digits}f}") for name, part in parts.items()}


def _percent(part: float) -> Decimal:
    return Decimal(f"{100 * part:.1f}")
