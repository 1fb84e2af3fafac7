# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What outcomes taught a check, as its page tells it: points that moved and why, and how they were judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.exports.learned_words import REASONS, RIVALS, asked_by, said_pair
from pandzicht.exports.public_document import Section
from pandzicht.exports.tested_signals import fed_told, stand_ins_told
from pandzicht.language import Say, message
from pandzicht.learning.moved import Moved, Why
from pandzicht.learning.rivals import Band, Rated, Rival
from pandzicht.runs.learned_account import LearnedAccount
from pandzicht_web.interval_picture import IntervalPicture, Named, interval_picture
from pandzicht_web.judged_cell import judged_difference, judged_ratio, judged_share, plain_share
from pandzicht_web.visit import Visit
from pandzicht_web.yield_words import Cell

MARKS: Mapping[Why, tuple[str, str]] = {
    Why.MORE: (message("more"), "yes"),
    Why.LESS: (message("less"), "unknown"),
    Why.NOTHING: (message("no points"), "unknown"),
    Why.SAME: (message("the same"), "settled"),
    Why.SELDOM: (message("not learned"), ""),
}
"""What became of the points of a signal, in a word, and its colour."""
LOOKS: Mapping[Rival, str] = {
    Rival.LOT: "control",
    Rival.EXPERTS: "experts",
    Rival.LEARNED: "top",
    Rival.CHALLENGER: "challenger",
}
"""How each way to choose is drawn."""


@dataclass(frozen=True, slots=True)
class MovedLine:
    """One signal on the page."""

    moved: Moved
    question: str
    mark: str
    badge: str
    why: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class WayLine:
    """One way to choose on the page, and whether it is the one to keep."""

    name: str
    is_kept: bool
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class BandLine:
    """What was expected beside what was found: of a band of units, or of one round."""

    expected: str
    found: Cell
    on: date | None = None
    visits: int = 0


@dataclass(frozen=True, slots=True)
class LearnedPart:
    """All that the page tells of what was learned."""

    account: LearnedAccount
    sentences: Sequence[str]
    moved: Sequence[MovedLine]
    seldom: Sequence[MovedLine]
    """Signals that were yes too seldom to learn from."""
    picture: IntervalPicture | None
    ways: Sequence[WayLine]
    ahead: Sequence[tuple[str, Cell]]
    by_hand: Cell
    rounds: Sequence[tuple[date, int, Sequence[Cell]]]
    bands: Sequence[BandLine]
    by_round: Sequence[BandLine]
    tried: Sequence[WayLine]
    tried_ahead: Cell | None
    pair: str
    tests: Sequence[Section]


def learned_part(visit: Visit, catalogue: Catalogue, told: LearnedAccount) -> LearnedPart:
    """Return what the page tells of what was learned."""
    say = visit.say
    lines = [_moved(visit, catalogue, item) for item in sorted(told.moved, key=_first)]
    tests = (
        *stand_ins_told(told.stand_ins, catalogue, visit.language),
        *fed_told(told.without_fed, catalogue, visit.language),
    )
    return LearnedPart(
        account=told,
        sentences=tuple(_sentences(say, told)),
        moved=[line for line in lines if line.moved.why is not Why.SELDOM],
        seldom=[line for line in lines if line.moved.why is Why.SELDOM],
        picture=_picture(say, told.rated),
        ways=[_way(say, rival, rated, told.keep) for rival, rated in told.rated.items()] if told.judged else (),
        ahead=[(say(RIVALS[rival]), judged_difference(say, each)) for rival, each in told.ahead.items()],
        by_hand=judged_share(say, told.by_hand),
        rounds=[
            (one.on, one.visits, [judged_share(say, one.seen[rival]) for rival in told.rated]) for one in told.judged
        ],
        bands=[_band(say, band) for band in told.bands],
        by_round=[_band(say, one.expected, one.on, one.visits) for one in told.judged if one.expected],
        tried=[_way(say, rival, rated, None) for rival, rated in told.tried.rated.items()] if told.tried else (),
        tried_ahead=judged_difference(say, told.tried.ahead) if told.tried else None,
        pair=said_pair(told.pair, catalogue, visit.language),
        tests=tests,
    )


def _sentences(say: Say, told: LearnedAccount) -> Iterator[str]:
    """Yield what whoever reads one thing must know."""
    if told.not_learned is not None:
        yield say("No points were learned: too little is known, or nothing that was seen tells where something is.")
        return
    counts = {why: sum(item.why is why for item in told.moved) for why in Why}
    yield say(
        "Outcomes of {labels} visits in {rounds} rounds taught points. Heavier than experts thought: {more} of "
        "{signals} signals. Lighter: {less}. Without points: {none}. As they were: {same}. Yes too seldom to learn "
        "from: {seldom}.",
        labels=told.counted.labels,
        rounds=told.counted.rounds,
        signals=len(told.moved),
        more=counts[Why.MORE],
        less=counts[Why.LESS],
        none=counts[Why.NOTHING],
        same=counts[Why.SAME],
        seldom=counts[Why.SELDOM],
    )
    if told.keep is Rival.LEARNED:
        yield say(
            "Of visits not seen before, learned points surely found more than those of experts, which are simpler."
        )
        yield say("Whether that holds where nobody came yet must be seen by trying them.")
    elif told.keep is not None:
        way = say(RIVALS[told.keep])
        yield say("It is not sure that learned points find more than {way}, which is simpler: keep that.", way=way)
    else:
        yield say("Whether they find more is not known yet: before no round were enough outcomes known.")


def _first(item: Moved) -> tuple[int, int, str]:
    """Return by what signals are ordered: what has most points stands first."""
    return -(item.learned or 0), -(item.expert or item.asked), item.signal


def _moved(visit: Visit, catalogue: Catalogue, item: Moved) -> MovedLine:
    mark, badge = MARKS[item.why] if item.why else ("", "")
    return MovedLine(
        item,
        asked_by(item.signal, catalogue, visit.language),
        visit.say(mark) if mark else "",
        badge,
        visit.say(REASONS[item.why]) if item.why else "",
        [judged_share(visit.say, share) for share in (item.where_yes, item.elsewhere)],
    )


def _picture(say: Say, rated: Mapping[Rival, Rated]) -> IntervalPicture | None:
    seen = [Named(say(RIVALS[rival]), LOOKS[rival], one.seen) for rival, one in rated.items()]
    of_all = [Named(say(RIVALS[rival]), LOOKS[rival], one.of_all) for rival, one in rated.items()]
    titles = say("Of the visited units that come first"), say("Of all units, at the size of the list")
    return interval_picture([(titles[0], seen), (titles[1], of_all)])


def _way(say: Say, rival: Rival, rated: Rated, keep: Rival | None) -> WayLine:
    cells = [
        plain_share(say, rated.median),
        plain_share(say, rated.worst),
        judged_share(say, rated.seen),
        plain_share(say, rated.at_least),
        judged_share(say, rated.of_all),
        judged_ratio(say, rated.lift),
    ]
    return WayLine(say(RIVALS[rival]), rival is keep, cells)


def _band(say: Say, band: Band, on: date | None = None, visits: int = 0) -> BandLine:
    return BandLine(plain_share(say, band.expected).value, judged_share(say, band.found), on, visits)
