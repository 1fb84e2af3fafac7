# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The model card of learned points: what they are, what they were learned from, how they were judged, until when.

Whoever approves points reads this, so it says first what speaks against them, and no figure stands without its
interval (Mitchell and others 2019, Model Cards for Model Reporting).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.exports.learned_words import RIVALS, asked_by, moved_told, said_obstacle, said_pair
from pandzicht.exports.public_document import Block, Items, Paragraph, PublicDocument, Section, Table
from pandzicht.exports.tested_signals import fed_told, stand_ins_told
from pandzicht.exports.told_figure import told_figure
from pandzicht.language import Language, message, shown, speaker
from pandzicht.learning.learned import Learned, Obstacle
from pandzicht.learning.learned_points import FEWEST_LABELS, LearnedPoints, NotLearned
from pandzicht.learning.rivals import Rated, Rival
from pandzicht.learning.statement import percent

_NOT_FOR = (
    message("As evidence. Points are a reason to look, and do not travel in the file of a case."),
    message("For a decision about a person, or without a person who decides (AVG art. 22)."),
    message("For another check, another purpose or another municipality: they were learned from these outcomes."),
    message("Without a control share: without it nobody sees when they no longer hold."),
)


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What was learned of one check, as it is told in one language."""

    learned: Learned
    check: Check
    catalogue: Catalogue
    made_on: date
    language: Language = Language.NL

    def document(self) -> PublicDocument:
        """Return the card as a text that becomes a page, Markdown or a PDF."""
        say = speaker(self.language)
        title = say("Model card: {label}", label=self.check.label.in_(self.language))
        sections = (
            Section(say("Which points?"), tuple(self._points())),
            *moved_told(self.learned.moved, self.catalogue, self.language),
            Section(say("What were they learned from?"), tuple(self._source())),
            Section(say("How were they judged?"), tuple(self._judged())),
            Section(say("Does what they expect come about?"), tuple(self._calibrated())),
            Section(say("What did the points find that are tried?"), tuple(self._tried())),
            *stand_ins_told(self.learned.stand_ins, self.catalogue, self.language),
            *fed_told(self.learned.without_fed, self.catalogue, self.language),
            Section(say("What they may not be used for"), (Items(tuple(map(say, _NOT_FOR))),)),
            Section(say("Until when?"), (Paragraph(self._until()),)),
        )
        return PublicDocument(title, self.language, tuple(self._opening()), sections, is_wide=True)

    def against(self, obstacles: tuple[Obstacle, ...]) -> tuple[str, ...]:
        """Say why something may not be proposed; nothing where it may."""
        return tuple(self._obstacle(obstacle) for obstacle in obstacles)

    def _obstacle(self, obstacle: Obstacle) -> str:
        result = self.learned.result
        return said_obstacle(obstacle, result if isinstance(result, NotLearned) else None, self.language)

    def _opening(self) -> Iterator[Block]:
        say = speaker(self.language)
        for title, obstacles in (
            (say("To try these points: not allowed, because"), self.learned.against_trying),
            (say("To let the tried points take over: not allowed, because"), self.learned.against_taking_over),
        ):
            if obstacles:
                yield Paragraph(f"{title}:", is_note=True)
                yield Items(self.against(obstacles))
        if self.learned.keep is not None:
            kept = say(RIVALS[self.learned.keep])
            yield Paragraph(say("The simplest way to choose that no other surely beats: {way}.", way=kept))

    def _points(self) -> Iterator[Block]:
        say, asked = speaker(self.language), self.learned.asked
        own = self.learned.result.points if isinstance(self.learned.result, LearnedPoints) else {}
        headings = (say("signal"), say("points of experts"), say("tried"), say("learned points"))
        rows = tuple(
            (
                asked_by(name, self.catalogue, self.language),
                *(shown(points.get(name, 0), self.language) for points in (asked.points, asked.tried, own)),
            )
            for name in asked.signals
        )
        yield Table(say("Points per signal"), headings, rows)
        yield Paragraph(
            say(
                "Points are added up, and only the order that they give counts. No signal can take points away, and "
                "each is drawn to what experts gave it. Nothing else decides: there is no file of a model."
            )
        )

    def _source(self) -> Iterator[Block]:
        say, own = speaker(self.language), self.learned.counted
        told = [
            say("{count} outcomes of units that were drawn with a known probability", count=own.labels),
            say("{count} of them with a finding", count=own.found),
            say("{count} rounds", count=own.rounds),
            say("{count} buildings or owners that have nothing to do with one another", count=own.clusters),
            say(
                "{count} outcomes of units that people added by hand; nothing is learned from these", count=own.by_hand
            ),
        ]
        if own.labels:
            days = (date.fromordinal(own.first), date.fromordinal(own.last))
            told.append(say("proposed and visited from {start} to {end}", start=days[0], end=days[1]))
        yield Items(tuple(told))
        yield Paragraph(
            say(
                "Each unit has the answers of the comparison in which it was proposed. Who looked, the team and the "
                "day are no part of it. Where nobody could look there is no outcome. At least {needed} outcomes are "
                "needed.",
                needed=FEWEST_LABELS,
            )
        )

    def _judged(self) -> Iterator[Block]:
        say = speaker(self.language)
        if not self.learned.judged:
            yield Paragraph(self._obstacle(Obstacle.NO_ROUND), is_note=True)
            return
        text = say(
            "{count} rounds, each with what was known before it, on buildings and owners that were not learned from. "
            "Of the visited units those count that come first: one in five. Of all units the share that was selected.",
            count=len(self.learned.judged),
        )
        yield Paragraph(text)
        yield self._rivals(self.learned.rated)
        told = [
            say(
                "Learned points find this much more than {way}, among the visited units: {figure}",
                way=say(RIVALS[rival]),
                figure=told_figure(say, each),
            )
            for rival, each in self.learned.ahead.items()
        ]
        told.append(say("Of what people added by hand: {figure}", figure=told_figure(say, self.learned.by_hand)))
        told.append(said_pair(self.learned.pair, self.catalogue, self.language))
        yield Items(tuple(told))

    def _rivals(self, rated: Mapping[Rival, Rated]) -> Table:
        say = speaker(self.language)
        headings = (
            say("order by"), say("median"), say("worst round"), say("with a finding, all rounds"), say("sure at least"),
            say("of all units (Hajek)"), say("times any unit"),
        )  # fmt: skip
        rows = tuple((say(RIVALS[rival]), *self._rated(each)) for rival, each in rated.items())
        return Table(say("What each way to choose finds per visit"), headings, rows)

    def _rated(self, each: Rated) -> tuple[str, ...]:
        say = speaker(self.language)
        shares = (each.median, each.worst, each.at_least)
        median, worst, least = (
            "-" if share is None else f"{shown(percent(share), self.language)} %" for share in shares
        )
        lift = told_figure(say, each.lift, is_share=False)
        return median, worst, told_figure(say, each.seen), least, told_figure(say, each.of_all), lift

    def _calibrated(self) -> Iterator[Block]:
        say = speaker(self.language)
        if not self.learned.bands:
            yield Paragraph(say("That cannot be told before a round was judged."))
            return
        rows = tuple(
            (f"{shown(percent(band.expected), self.language)} %", told_figure(say, band.found))
            for band in self.learned.bands
        )
        caption = say("What was expected before the visits, and what all units that they stand for hold")
        yield Table(caption, (say("expected"), say("found")), rows)
        by_round = tuple(
            (
                shown(date.fromordinal(each.day), self.language),
                f"{shown(percent(band.expected), self.language)} %",
                told_figure(say, band.found),
            )
            for each, band in zip(self.learned.judged, self.learned.by_round, strict=False)
            if band is not None
        )
        if by_round:
            yield Table(say("The same per round"), (say("list of"), say("expected"), say("found")), by_round)

    def _tried(self) -> Iterator[Block]:
        say, tried = speaker(self.language), self.learned.tried
        if tried is None or not tried.rounds:
            yield Paragraph(say("The check tried no points yet."))
            return
        yield Paragraph(say("{count} rounds in which just these points were tried.", count=tried.rounds))
        yield self._rivals(tried.rated)
        figure = told_figure(say, tried.ahead)
        yield Paragraph(say("They find this much more of all units: {figure}.", figure=figure))

    def _until(self) -> str:
        say, last = speaker(self.language), self.check.last_day
        told = say("This card was made on {day}, and holds for the outcomes known then.", day=self.made_on)
        if last is None:
            return f"{told} {say('The check has no last day, so it does not run outside a demo.')}"
        ends = say("The approval of the check ends on {day}; then it is off until it is approved again.", day=last)
        return f"{told} {ends}"
