# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is told of signals that need a test of their own: what may stand in for a trait, and what visits feed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.exports.public_document import Items, Paragraph, Section, Table
from pandzicht.exports.told_figure import told_figure
from pandzicht.language import Language, message, speaker
from pandzicht.learning.fed import WithoutFed
from pandzicht.learning.stand_ins import StandIn, Verdict

VERDICTS: Mapping[Verdict, str] = {
    Verdict.FINDS: message("it finds more"),
    Verdict.UNSURE: message("not sure: weigh whether it is needed"),
    Verdict.FINDS_NOT: message("it finds no more: nothing speaks for using it"),
}


def stand_ins_told(found: Sequence[StandIn], catalogue: Catalogue, language: Language) -> Iterator[Section]:
    """Yield what is told of the signals that were tested; nothing where none was."""
    if not found:
        return
    say = speaker(language)
    headings = (say("signal"), say("found where yes"), say("found elsewhere"), say("difference"), say("so"))
    rows = tuple(
        (
            catalogue.signals[item.signal].question.in_(language),
            told_figure(say, item.yes),
            told_figure(say, item.other),
            told_figure(say, item.difference),
            say(VERDICTS[item.verdict]),
        )
        for item in found
    )
    text = say(
        "These signals read something that may go together with traits of people. So each is tested on all that was "
        "drawn with a known probability: is more found where it says yes?"
    )
    title = say("What may say something of groups of people")
    yield Section(title, (Paragraph(text), Table(say("Tested on what the lot found"), headings, rows)))


def fed_told(found: WithoutFed | None, catalogue: Catalogue, language: Language) -> Iterator[Section]:
    """Yield what the points find with and without what earlier visits feed; nothing where they feed nothing."""
    if found is None:
        return
    say = speaker(language)
    listed = tuple(catalogue.signals[name].question.in_(language) for name in found.fed)
    told = (
        say("with them: {figure}", figure=told_figure(say, found.whole)),
        say("without them: {figure}", figure=told_figure(say, found.without)),
        say("difference: {figure}", figure=told_figure(say, found.difference)),
    )
    text = say(
        "Earlier visits feed these signals, so that a list leads to where it led before. Below stands what the points "
        "of experts find among the visited units that come first, with and without them."
    )
    yield Section(say("Does it follow its own trail?"), (Paragraph(text), Items(listed), Items(told)))
