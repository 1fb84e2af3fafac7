# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a figure of a yield stands in a cell: its value, and below it its interval; or in two words why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from pandzicht.exports.yield_words import PARTS
from pandzicht.language import Say, message
from pandzicht.ranking.estimate import Estimate
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.round import Part
from pandzicht.ranking.yield_estimate import Figure, Reason, Refusal

RESULTS: Mapping[str, str] = {
    Result.ESTABLISHED.value: PARTS[Part.ESTABLISHED],
    Result.NOTHING.value: PARTS[Part.NOTHING],
    Result.NOT_SEEN.value: PARTS[Part.NO_ACCESS],
}
"""What is said of what a look gave."""
NO_FIGURE: Mapping[Reason, str] = {
    Reason.NO_OUTCOMES: message("nobody yet"),
    Reason.FEW_VISITS: message("fewer than 10"),
    Reason.NO_CONTROL: message("no random share"),
    Reason.STEPS_DIFFER: message("different steps"),
    Reason.NOTHING_FOUND: message("nothing found"),
    Reason.NOT_TOLD: message("not told"),
}
"""Why there is no figure, as short as a cell is."""
_NUMBER = "{value}"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure in a cell and its interval; of one that is not claimed the value says why, and there is no interval."""

    value: str
    reach: str = ""
    is_whole: bool = False
    """Whether it is a figure without an interval of its own."""


def share_cell(say: Say, told: Figure | Refusal) -> Cell:
    """Return a share as a percentage with tenths, and its interval."""
    return _cell(say, told, message("{value} %"), by=100, digits=1)


def ratio_cell(say: Say, told: Figure | Refusal) -> Cell:
    """Return a ratio as so many times."""
    return _cell(say, told, message("{value} times"), by=1, digits=2)


def difference_cell(say: Say, told: Figure | Refusal) -> Cell:
    """Return a difference of shares in percentage points, with its sign."""
    sign = "+" if isinstance(told, Figure) and told.value > 0 else ""
    cell = _cell(say, told, message("{value} points"), by=100, digits=1)
    return Cell(sign + cell.value, cell.reach)


def per_thousand_cell(say: Say, told: Figure | Refusal) -> Cell:
    """Return a share of addresses as so many per 1,000 of them."""
    return _cell(say, told, _NUMBER, by=1_000, digits=1)


def severity_cell(say: Say, told: Figure | Refusal) -> Cell:
    """Return what findings weigh per visit, with hundredths."""
    return _cell(say, told, _NUMBER, by=1, digits=2)


def fifth_share(say: Say, share: float | None) -> str:
    """Return the share of a fifth of the city; how sure a difference is, the ratio beside it tells."""
    return say("fewer than 10") if share is None else say("{value} %", value=Decimal(f"{100 * share:.1f}"))


def fifth_per_thousand(say: Say, share: float | None) -> str:
    """Return the share of a fifth as so many per 1,000, with two figures: of a whole frame few are visited."""
    return say("fewer than 10") if share is None else say(_NUMBER, value=Decimal(f"{1_000 * share:.2g}"))


def fifths_ratio_cell(say: Say, told: Estimate | None) -> Cell:
    """Return the last fifth over the first; without an estimate there was too little to tell."""
    if told is None:
        return Cell(say("too little to tell"))
    value, low, high = (Decimal(f"{part:.2f}") for part in (told.value, told.low, told.high))
    return Cell(say("{value} times", value=value), say("{low} to {high}", low=low, high=high))


def _cell(say: Say, told: Figure | Refusal, text: str, *, by: int, digits: int) -> Cell:
    if isinstance(told, Refusal):
        return Cell(say(NO_FIGURE[told.refused]))
    value, low, high = (Decimal(f"{by * part:.{digits}f}") for part in (told.value, told.low, told.high))
    return Cell(say(text, value=value), say("{low} to {high}", low=low, high=high))
