# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an audit package says of itself: how to use it, what it cannot tell, and what every column means."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from pandzicht.exports.public_document import Items, Paragraph, PublicDocument, Section, as_markdown
from pandzicht.language import Language, Say, message, speaker

_UNIT = message("The unit (address or building), by a pseudonym of this package.")
_STRATUM = message("Why it was drawn: top, challenger, control or manual; empty when it was not.")
_CHANCE = message("How probable it was to be drawn; empty for a unit added by hand.")
COLUMNS: Mapping[str, Mapping[str, str]] = {
    "frame.csv": {
        "unit": _UNIT,
        "score": message("The sum of the points of the signals that are yes."),
        "score_max": message("What the score would be if every unknown were yes."),
        "challenger": message("The sum of the challenger's points."),
        "rank": message("The place in the order of the check, from 1; among equal scores the seed of the run decided."),
        "draw_challenger": message("What decides among equals for the challenger, the lowest first."),
        "draw_control": message("What decides who is control, the lowest first."),
        "stratum": _STRATUM,
        "inclusion_probability": _CHANCE,
    },
    "selection.csv": {"unit": _UNIT, "stratum": _STRATUM, "inclusion_probability": _CHANCE},
    "slots.csv": {
        "slot": message("The number of the comparison slot, from 1."),
        "turn": message("Whose turn the coin made it: check (the order of the check) or people (their list)."),
        "unit": _UNIT,
        "both": message("Whether both lists would have given this unit, so that the slot tells no difference."),
    },
    "people.csv": {"place": message("The place in the list of people, from 1."), "unit": _UNIT},
    "outcomes.csv": {
        "unit": _UNIT,
        "step": message("By what step it was looked at: desk check, letter, visit."),
        "result": message("established, nothing, or not_seen; of several looks the one that came furthest."),
        "appeal": message("stands, running, or undone: what became of a finding after objection or appeal."),
        "severity": message("How serious the finding is; empty where nobody told."),
        "weight": message("What it weighs by that; 0 without a finding, empty where the source tells no severity."),
    },
}
"""File of a selection -> column -> what it means."""


def dictionary_rows(
    files: Collection[str], questions: Mapping[str, tuple[str, str]]
) -> Iterator[tuple[str, str, str, str]]:
    """Yield a line per column of the files there are: file, column, meaning in Dutch and in English.

    The meaning of a signal is its question.
    """
    dutch, english = speaker(Language.NL), speaker(Language.EN)
    there = ((file, columns) for file, columns in COLUMNS.items() if file in files)
    for file, columns in there:
        yield from ((file, name, dutch(text), english(text)) for name, text in columns.items())
    yield from (("frame.csv", name, nl, en) for name, (nl, en) in sorted(questions.items()))


def _figures(say: Say) -> Items:
    told = (
        say("Yield: established per selected, per visited and per entered unit, with an interval of 95 % (Wilson)."),
        say("Frame: what a visit would establish on average in the whole frame (Hajek), from all that was drawn."),
        say("Units that nobody visited are stood in for by the visited units of the same stratum."),
        say("Lift: the yield of top over that of the frame. A figure without ground is refused, with the reason."),
        say("Severity: what the findings that were not undone weigh, per visited unit, by the weights in design.json."),
    )
    return Items(told)


def readme(language: Language) -> str:
    """Return the text that goes with a package, as Markdown."""
    say = speaker(language)
    do = (
        say("Take recompute_yield.py from the published source of Pandzicht, not from whoever gave you this package."),
        say("Run: python3 recompute_yield.py FOLDER (Python 3.11 or newer, nothing else)."),
        say("It draws every selection again, computes every figure again, and says where that differs."),
        say("In the same way recompute_findings.py computes again what became of the findings (findings.json)."),
    )
    holds = (
        say("frame.csv: every unit that could have been drawn, with its answers, points and probability."),
        say("selection.csv: the units that were drawn or added by hand. outcomes.csv: what looking at them gave."),
        say("design.json: the seed, the shares, the points, and the hashes of what the municipality keeps."),
        say("definitions.json: the rules as they were. claims.json: the figures that the municipality publishes."),
        say("Where a list of people was compared also slots.csv, people.csv and uplift.json: recompute_uplift.py."),
        say("package.json: the version of the program, and the SHA-256 of every file. Ask for its own hash elsewhere."),
    )
    limits = (
        say("Whether an outcome is true. Visit again at random, or look at files under their own rules."),
        say("Which addresses these are. The draws follow from the seed and the id of a unit, as MD5."),
        say("To verify them, ask the municipality to open some units that you choose; it can find them again."),
        say("Which visits are still to come. A figure speaks of the visits that are known."),
    )
    warning = say("This is still personal data (AVG art. 4): keep it safe, do not publish it, destroy it afterwards.")
    sections = (
        Section(say("Recompute"), (Items(do),)),
        Section(say("What is in it"), (Items(holds),)),
        Section(say("What the figures mean"), (_figures(say),)),
        Section(say("What this cannot tell"), (Items(limits),)),
    )
    opening = (
        Paragraph(say("With these files you can recompute what a municipality says its selections yielded.")),
        Paragraph(warning, is_note=True),
    )
    return as_markdown(PublicDocument(say("Audit package"), language, opening, sections))
