# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the visits of rounds fell on the city: a drawing of the wijken, and beside it the equal list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pandzicht.language import Say, message
from pandzicht.maps.wijken import wijken
from pandzicht.ranking.round import Part
from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure, Refusal
from pandzicht.runs.burden import Burden, burden
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rounds import HandedRound, rounds_named
from pandzicht.worklist.neighbourhoods import neighbourhoods
from pandzicht_web.area_picture import AreaPicture, area_picture
from pandzicht_web.visit import Visit
from pandzicht_web.yield_words import Cell, per_thousand_cell

NO_AREA = "-"
"""Asks for the units of which no wijk is known."""


class Shown(StrEnum):
    """Which figure makes a wijk darker in the drawing."""

    NOTHING = "nothing"
    VISITED = "visited"


SHOWN: Mapping[Shown, str] = {
    Shown.NOTHING: message("nothing found per 1,000 addresses"),
    Shown.VISITED: message("visited per 1,000 addresses"),
}


@dataclass(frozen=True, slots=True)
class BurdenAsk:
    """Of which rounds and stratum the visits are shown, and which figure is drawn."""

    selection_id: str = ""
    stratum: Stratum | None = None
    shown: Shown = Shown.NOTHING


@dataclass(frozen=True, slots=True)
class WijkLine:
    """One wijk in the list: its name in the drawing, the buurten in it, its counts and its figures."""

    burden: Burden
    name: str
    buurten: Sequence[str]
    counts: Sequence[tuple[Part, int]]
    cells: Sequence[Cell]

    @property
    def others(self) -> int:
        """How many buurten it has beside the first."""
        return max(0, len(self.buurten) - 1)

    @property
    def asks(self) -> str:
        """What asks for its units in the address of a page."""
        return self.burden.area or NO_AREA


@dataclass(frozen=True, slots=True)
class BurdenPart:
    """The drawing with what its shades mean, and the wijken in which anybody was visited."""

    check: str
    ask: BurdenAsk
    measure: str
    picture: AreaPicture | None
    shades: Sequence[tuple[int, str]]
    lines: Sequence[WijkLine]
    untouched: int


ALL = BurdenAsk()


def burden_part(
    visit: Visit, run: OpenRun, check: str, rounds: Sequence[HandedRound], ask: BurdenAsk = ALL
) -> BurdenPart | None:
    """Return where the visits of what is asked fell; None where no round was handed over."""
    if not rounds:
        return None
    fallen = burden(run, rounds_named(check, rounds, ask.selection_id), ask.stratum)
    told = {item.area: _figure(item, ask.shown) for item in fallen if item.area}
    picture = area_picture(wijken(run), told)
    buurten = neighbourhoods(run).of_wijken()
    return BurdenPart(
        check,
        ask,
        SHOWN[ask.shown],
        picture,
        _shades(visit.say, picture),
        [_line(visit, item, buurten.get(item.area, ())) for item in fallen if item.visited],
        sum(not item.visited for item in fallen),
    )


def _figure(item: Burden, shown: Shown) -> Figure | Refusal:
    return item.nothing_share if shown is Shown.NOTHING else item.visited_share


def _shades(say: Say, picture: AreaPicture | None) -> list[tuple[int, str]]:
    """Return what each shade means, in so many per 1,000 addresses."""
    if picture is None:
        return []
    steps = [tuple(Decimal(f"{1_000 * end:.3g}") for end in step) for step in picture.steps]
    return [(shade, say("{low} to {high}", low=low, high=high)) for shade, (low, high) in enumerate(steps)]


def _line(visit: Visit, item: Burden, buurten: Sequence[str]) -> WijkLine:
    counts = (
        (Part.VISITED, item.visited),
        (Part.ESTABLISHED, item.established),
        (Part.NOTHING, item.nothing),
        (Part.NO_ACCESS, item.not_seen),
    )
    shares = (item.visited_share, item.nothing_share)
    return WijkLine(item, item.area[-2:], buurten, counts, [per_thousand_cell(visit.say, share) for share in shares])
