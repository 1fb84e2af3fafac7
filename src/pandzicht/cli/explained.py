# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An explanation on a terminal: per check the answers that count, their sentences and their rows, none of them cut."""

from __future__ import annotations

from pandzicht.cli.page import Page
from pandzicht.definitions.channel import Channel
from pandzicht.exports.address_columns import NOTES
from pandzicht.language import Language, delivered
from pandzicht.runs.disputed import DISPUTED
from pandzicht.runs.explanation import Answered, Change, CheckView, Evidence, Explanation, SourceRow
from pandzicht.signals.sentences import figure

SHOWN_ROWS = 5
_FACTS = {note.name: {Language.NL: note.label, Language.EN: note.label_en} for note in NOTES}


def show_explanation(page: Page, explanation: Explanation) -> None:
    """Print an explanation."""
    say = page.say
    page.lead(explanation.adres, explanation.address_id)
    for name, value in explanation.facts.items():
        if value is not None:
            page.line(f"{_FACTS[name][page.language]}: {delivered(value, page.language)}", indent=2, hang=2)
    dates = {"on": explanation.on, "known": explanation.known}
    page.line(say("run {run}, valid on {on}, known by {known}", run=explanation.run, **dates), style="dim")
    show_channel(page, explanation.channel)
    if explanation.spine_is_declared:
        page.line(say("No BAG: a register stands in for it, so what the BAG says is unknown."))
    if explanation.unverified_legal_basis:
        page.line(say("DEMO: not every legal basis was verified (te_toetsen)."))
    for sentence in explanation.destroyed:
        page.line(sentence, style="dim")
    for view in explanation.checks:
        _Checked(page, view).show()


def show_channel(page: Page, channel: Channel | None) -> None:
    """Say of which partnership data are, where they are of one."""
    if channel is not None:
        told = {"channel": channel.label.in_(page.language), "day": channel.destroy_on}
        page.line(page.say("Channel {channel}: for its partners only, to be destroyed on {day}.", **told))


def show_reasons(page: Page, number: int, explanation: Explanation) -> None:
    """Print one address of a list with the sentences of its signals that are yes."""
    view = explanation.checks[0]
    points = page.say("{count} point", "{count} points", count=view.score)
    page.lead(f"{number:>3}. {explanation.adres}", points)
    for answered in view.answers:
        if answered.answer == "yes":
            page.line(f"+{view.points[answered.signal]} {answered.text}", indent=5, hang=3)


class _Checked:
    """One check while it is printed; a row that was shown in full is afterwards only named."""

    def __init__(self, page: Page, view: CheckView) -> None:
        self._page = page
        self._view = view
        self._shown: set[str] = set()

    def show(self) -> None:
        page, say, view = self._page, self._page.say, self._view
        page.line()
        if not view.in_frame:
            page.line(say("{check} - outside the frame of this check", check=view.label), style="dim")
            if view.empty_frame:
                page.line(view.empty_frame, indent=2, hang=2, style="dim")
            return
        place = say("place {rank} of {of}", rank=view.rank, of=view.of)
        points = say("{count} point", "{count} points", count=view.score)
        at_most = say("at most {points}", points=view.score_max)
        page.line(f"{view.label} - {place}, {points} ({at_most})", style="bold")
        for answered in view.answers:
            if answered.answer != "no":
                self._answer(answered)
        for change in view.changes:
            page.line(self._change(change), indent=2, hang=2, style="dim")

    def _change(self, change: Change) -> str:
        say = self._page.say
        points = say("{count} point", "{count} points", count=change.score)
        told = {"signal": change.signal, "points": points, "rank": change.rank}
        if change.becomes == "no":
            return say("without '{signal}': {points}, place {rank} at best", **told)
        return say("if '{signal}' proves yes: {points}, place {rank} at best", **told)

    def _answer(self, answered: Answered) -> None:
        if answered.answer == "unknown":
            self._page.line(f"   ?  {answered.question}", hang=6, style="dim")
            self._page.line(answered.text, indent=6, style="dim")
            return
        if answered.answer == DISPUTED:
            self._page.line(f"   !  {answered.question}", hang=6)
            self._page.line(answered.text, indent=6)
        else:
            points = f"+{self._view.points[answered.signal]}"
            self._page.line(f"{points:>4}  {answered.text}", hang=6)
        for evidence in answered.evidence:
            self._evidence(evidence)

    def _evidence(self, evidence: Evidence) -> None:
        page, say = self._page, self._page.say
        value = f"{figure(evidence.indicator, evidence.value, page.language)} {evidence.unit}".rstrip()
        told = f"{evidence.label}: {value} - {evidence.source_label}"
        if evidence.row_count is not None:
            told += f" ({say('{count} row', '{count} rows', count=evidence.row_count)})"
        page.line(told, indent=6, hang=2)
        rows = evidence.rows or ()
        for row in rows[:SHOWN_ROWS]:
            self._row(row)
        if len(rows) > SHOWN_ROWS:
            more = say("... and {count} more row", "... and {count} more rows", count=len(rows) - SHOWN_ROWS)
            page.line(f"{more} {say('(--json shows all)')}", indent=8, style="dim")

    def _row(self, row: SourceRow) -> None:
        page = self._page
        name = row.place if row.place == row.row_id else f"{row.place} [{row.row_id}]"
        if row.row_id in self._shown:
            page.line(f"{name}: {page.say('see above')}", indent=8, hang=2, style="dim")
            return
        self._shown.add(row.row_id)
        values = (f"{key} {delivered(value, page.language)}" for key, value in row.values.items() if value is not None)
        page.line(f"{row.delivered_on:%d-%m-%Y} {name} {'; '.join(values)}", indent=8, hang=2, style="dim")
