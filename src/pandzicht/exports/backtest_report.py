# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report of a backtest: first what the table cannot carry, then the figures, each with its interval."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from pandzicht.exports.public_document import Block, Items, Paragraph, PublicDocument, Section, Table
from pandzicht.exports.told_figure import told_figure
from pandzicht.language import Language, message, shown, speaker
from pandzicht.learning.backtest import Backtested, Judgement
from pandzicht.learning.contender import Contender
from pandzicht.learning.feature import Column
from pandzicht.learning.interval import Ground, Judged, Refused
from pandzicht.learning.statement import CONTENDERS, Statement, Weight, percent
from pandzicht.learning.trial import Standing

HEADS: Mapping[Weight, str] = {
    Weight.REFUSES: message("Not to be claimed"),
    Weight.WARNS: message("To be minded"),
    Weight.CARRIES: message("What holds"),
}


class BacktestReport:
    """The report of one backtest in one language."""

    def __init__(
        self, tested: Backtested, stated: tuple[Statement, ...], language: Language, *, about: tuple[str, ...]
    ) -> None:
        self.tested, self.stated, self.language, self.about = tested, stated, language, about
        self.say = speaker(language)

    def document(self) -> PublicDocument:
        """Return the report as a text that becomes a page or a PDF."""
        sections = [self._carried(), self._table()]
        if self.tested.rolling:
            sections += self._judged(self.tested.rolling)
        division = self.tested.division
        if division and division.judgement:
            judged = division.judgement
            note = Paragraph(self.say("One division is one window: it has no median and no worst window."))
            blocks = (note, self._standings(judged), self._as_done(judged))
            sections.append(Section(self.say("The division that was made before"), blocks))
        sections += [*self._points(), *self._drifts(), self._reading()]
        title = self.say("Backtest: {label}", label=self.tested.asked.label.in_(self.language))
        return PublicDocument(title, self.language, tuple(self._opening()), tuple(sections), is_wide=True)

    def _opening(self) -> Iterator[Block]:
        refused = sum(one.weight is Weight.REFUSES for one in self.stated)
        warned = sum(one.weight is Weight.WARNS for one in self.stated)
        text = self.say(
            "This report tells of past visits what an order of addresses would have found. Not to be claimed: "
            "{refused}. To be minded: {warned}. Read those first.",
            refused=refused,
            warned=warned,
        )
        yield Paragraph(text, is_note=bool(refused))

    def _carried(self) -> Section:
        blocks: list[Block] = []
        for weight in Weight:
            told = tuple(one.told(self.language) for one in self.stated if one.weight is weight)
            if told:
                blocks += [Paragraph(f"{self.say(HEADS[weight])}:", is_note=weight is Weight.REFUSES), Items(told)]
        return Section(self.say("What this table can and cannot carry"), tuple(blocks))

    def _table(self) -> Section:
        counts, say = self.tested.counts, self.say
        days = (date.fromordinal(self.tested.first), date.fromordinal(self.tested.last))
        told = (
            say("{count} rows in the table", count=counts["delivered"]),
            say("{count} rows left out, because nobody went there", count=counts["not_visited"]),
            say("{count} visits, from {start} to {end}", count=counts["visited"], start=days[0], end=days[1]),
            say("{count} findings", count=counts["found"]),
            say("{count} buildings or owners that have nothing to do with one another", count=counts["groups"]),
        )
        return Section(say("The table"), (Items(told),))

    def _judged(self, judged: Judgement) -> list[Section]:
        say = self.say
        capacity = percent(self.tested.asked.capacity)
        head = Paragraph(
            say(
                "Of the visited addresses, the {capacity} % that come first in each window. Learned is from what "
                "was known before the window, on other buildings and owners.",
                capacity=capacity,
            )
        )
        sections = [
            Section(say("In which order?"), (head, self._standings(judged), self._as_done(judged))),
            Section(say("Window by window"), (self._windows(judged),)),
        ]
        if self.tested.asked.probability or self.tested.asked.random_share:
            sections.append(Section(say("What would all addresses give?"), tuple(self._of_all(judged))))
        return sections

    def _standings(self, judged: Judgement) -> Table:
        say = self.say
        headings = (
            say("order by"), say("median"), say("worst window"), say("with a finding, all windows"),
            say("sure at least"),
            say("learned less this"), say("findings in the first half"), say("days earlier"),
        )  # fmt: skip
        return Table(say("What each order finds among the visited addresses"), headings, self.standing_rows(judged))

    def standing_rows(self, judged: Judgement) -> tuple[tuple[str, ...], ...]:
        """Return per order what it finds, as its line in the report."""
        return tuple(self._standing(contender, each) for contender, each in judged.standings.items())

    def _standing(self, contender: Contender, each: Standing) -> tuple[str, ...]:
        few = self.figure(Refused(Ground.FEW_WINDOWS))
        less = "-" if each.less_than_model is None else self.figure(each.less_than_model)
        return (
            self.say(CONTENDERS[contender]),
            few if each.median is None else self.share(each.median),
            few if each.worst is None else self.share(each.worst),
            self.figure(each.pooled),
            "-" if each.at_least is None else self.share(each.at_least),
            less,
            self.figure(each.first_half),
            self.figure(each.days_earlier, is_share=False),
        )

    def _as_done(self, judged: Judgement) -> Paragraph:
        told = self.figure(judged.as_done)
        return Paragraph(self.say("As the visits were made, in the first half of each window: {told}.", told=told))

    def _windows(self, judged: Judgement) -> Table:
        say = self.say
        contenders = tuple(judged.standings)
        headings = (
            say("window"), say("visits"), say("findings"), say("learned from"), say("left out"),
            *(say(CONTENDERS[each]) for each in contenders),
        )  # fmt: skip
        rows = []
        for at, window in enumerate(judged.windows):
            days = f"{self.day(window.first)} - {self.day(window.last)}"
            counts = (judged.visited[at], judged.found[at], len(window.learned), window.in_gap + window.same_group)
            figures = (self.figure(judged.standings[each].per_window[at]) for each in contenders)
            rows.append((days, *(shown(count, self.language) for count in counts), *figures))
        return Table(say("With a finding within the capacity, per window"), headings, tuple(rows))

    def _of_all(self, judged: Judgement) -> Iterator[Block]:
        say = self.say
        headings = (say("window"), say("visits as chosen"), say("any address"), say("times as much"))
        labels = [f"{self.day(window.first)} - {self.day(window.last)}" for window in judged.windows]
        rounds = [*zip(labels, judged.rounds, strict=True), (say("all windows"), judged.whole)]
        rows = tuple(
            (label, self.figure(each.chosen), self.figure(each.frame), self.figure(each.lift, is_share=False))
            for label, each in rounds
        )
        yield Table(say("What the visits gave as they were chosen, and what any address would give"), headings, rows)
        if self.tested.asked.probability:
            yield self._values(judged)
            note = say("The naive figure takes visits as they came. It stands here to show how far off it is.")
            yield Paragraph(note)

    def _values(self, judged: Judgement) -> Table:
        say = self.say
        headings = (
            say("order by"), say("per visit (Hajek)"), say("per visit (doubly robust)"), say("naive"),
            say("says as much as"), say("times any address"),
        )  # fmt: skip
        told = [(contender, value, judged.lifts[contender]) for contender, value in judged.values.items()]
        lines = tuple(
            (
                say(CONTENDERS[contender]),
                self.figure(value.hajek),
                self.figure(value.doubly_robust),
                "-" if value.naive is None else self.share(value.naive),
                say("{count} visits", count=int(value.sample)),
                self.figure(lift, is_share=False),
            )
            for contender, value, lift in told
        )
        return Table(say("What each order would find if it chose from all addresses"), headings, lines)

    def _points(self) -> Iterator[Section]:
        card = self.tested.card
        if card is None or not card.columns:
            return
        say = self.say
        rows = tuple(
            (self._line(column), shown(Decimal(f"{points:+.1f}"), self.language)) for column, points in card.points()
        )
        note = Paragraph(
            say(
                "All lines that hold of an address are added up, so of a number each step that it reaches. Twenty"
                " points more double the odds of a finding."
            )
        )
        table = Table(say("Points as learned for the last window"), (say("feature"), say("points")), rows)
        yield Section(say("Which points were learned?"), (note, table))

    def _line(self, column: Column) -> str:
        if column.at_least is not None:
            return self.say("{feature}: {number} or more", feature=column.feature, number=f"{column.at_least:g}")
        return f"{column.feature}: {column.word or self.say('unknown')}"

    def _drifts(self) -> Iterator[Section]:
        if not self.tested.drifts:
            return
        say = self.say
        headings = (say("feature"), say("known"), say("not zero"), say("stability index"), say("moved"))
        rows = tuple(
            (
                each.feature,
                f"{self.share(each.known.before)} → {self.share(each.known.after)}",
                f"{self.share(each.not_zero.before)} → {self.share(each.not_zero.after)}",
                shown(Decimal(f"{each.index:.2f}"), self.language),
                shown(each.moved, self.language),
            )
            for each in self.tested.drifts
        )
        table = Table(say("From before the windows to the last window"), headings, rows)
        yield Section(say("Are the features what they were?"), (table,))

    def _reading(self) -> Section:
        say = self.say
        told = (
            say("Between brackets stands the interval of 95 %. Rows of one building or owner count as one witness."),
            say("What is sure at least may be promised: its interval (Clopper and Pearson) is never too narrow."),
            say("A finding is what a visit wrote down. What nobody looked for is not in it."),
            say(
                "An order is a reason to look, never evidence, and nobody is drawn by it without a person deciding so."
            ),
            *self.about,
        )
        return Section(say("How to read this"), (Items(told),))

    def figure(self, judged: Judged, *, is_share: bool = True) -> str:
        """Return a figure with its interval, or why there is none."""
        return told_figure(self.say, judged, is_share=is_share)

    def share(self, value: float) -> str:
        """Return a share as a percentage."""
        return f"{shown(percent(value), self.language)} %"

    def day(self, number: int) -> str:
        """Return a day."""
        return shown(date.fromordinal(number), self.language)
