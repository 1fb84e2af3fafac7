# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A figure with its interval as a sentence part, or the ground on which there is none: there is no third."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.language import Say, message
from pandzicht.learning.interval import Ground, Judged, Refused
from pandzicht.learning.statement import percent, rounded

GROUNDS: Mapping[Ground, str] = {
    Ground.FEW_ROWS: message("too few visits"),
    Ground.FEW_GROUPS: message("too few buildings or owners"),
    Ground.FEW_WINDOWS: message("too few windows"),
    Ground.NOTHING_FOUND: message("nothing was found"),
    Ground.NO_CONTROL: message("no random share"),
    Ground.NO_PROBABILITY: message("no probabilities"),
    Ground.NO_FRAME: message("addresses that were not visited are not in the table"),
    Ground.NO_OVERLAP: message("some addresses could never be drawn"),
    Ground.SMALL_SAMPLE: message("too few visits that it would choose"),
    Ground.STEPS_DIFFER: message("visits were made in different ways"),
}
"""Why a figure is not claimed, in words."""


def told_figure(say: Say, judged: Judged, *, is_share: bool = True) -> str:
    """Say a share as a percentage, or another figure as a number, with its interval; or why it is not told."""
    if isinstance(judged, Refused):
        return say("not told: {why}", why=say(GROUNDS[judged.ground]))
    if is_share:
        low, high = percent(judged.low), percent(judged.high)
        return say("{value} % ({low} to {high})", value=percent(judged.value), low=low, high=high)
    value, low, high = (rounded(each) for each in (judged.value, judged.low, judged.high))
    return say("{value} ({low} to {high})", value=value, low=low, high=high)
