# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How it is told what the random share says of signals that read what may stand in for a refused trait."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.exports.public_document import Paragraph, Section, Table
from pandzicht.exports.told_figure import told_figure
from pandzicht.language import Language, message, speaker
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
