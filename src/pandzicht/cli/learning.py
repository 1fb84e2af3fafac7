# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht learn`: the points that outcomes teach a check, their model card, and a proposal that somebody decides."""

from __future__ import annotations

import hashlib
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at, now
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.errors import PandzichtError
from pandzicht.exports.model_card import ModelCard
from pandzicht.exports.pdf_document import as_pdf
from pandzicht.exports.public_document import PublicDocument, as_html, as_markdown
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.governance.desk import Desk
from pandzicht.language import Language
from pandzicht.learning.learned import Learned
from pandzicht.learning.learned_points import LearnedPoints, NotLearned
from pandzicht.runs.finding import known_check, named_run, purposes_of, runs_of
from pandzicht.runs.learned_proposal import Made, propose_going_back, propose_taking_over, propose_trying
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import selections_of
from pandzicht.store.workspace import Workspace, open_workspace

FORMS = (".html", ".md", ".pdf")


class Step(StrEnum):
    """What is proposed."""

    TRY = "try"
    """The learned points, on a share of their own."""
    TAKE_OVER = "take-over"
    """The points that the check tries, as its own."""
    BACK = "back"
    """What the check said before."""


def learn(
    check: Annotated[str, typer.Argument(help="The check, as in the catalogue.")],
    propose: Annotated[
        Step | None, typer.Option("--propose", help="Propose it: try the points, let them take over, or go back.")
    ] = None,
    because: Annotated[str, typer.Option("--because", help="Why it is proposed; it is kept.")] = "",
    outcomes: Annotated[
        str, typer.Option("--outcomes", help="The run that knows the visits; by default the one in force.")
    ] = "",
    report: Annotated[
        list[Path] | None, typer.Option("--report", help="Write the model card: .html, .md or .pdf; may be repeated.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace what is written when it exists.")] = False,
    workspace: WorkspaceOption = Path(),
    channel: ChannelOption = "",
    language: LanguageOption = Language.NL,
    as_json: JsonOption = False,
) -> None:
    """Learn the points of a check from what visits found, hold them against simpler ways, and tell what may follow."""
    space = open_workspace(workspace).within(channel)
    reports = tuple(report or ())
    for path in reports:
        refuse_unless_writable(path, FORMS, force=force)
    if propose and not because:
        raise PandzichtError("a proposal needs a reason; say it with --because")
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    card = learned_card(space, desk, check, outcomes, now().date(), language)
    document = card.document()
    for path in reports:
        _write(document, path)
    made = proposed_of(space, desk, card, propose, because) if propose else None
    plain = _plain(card.learned) | {
        "card_sha256": _hash(card),
        "reports": [path.as_posix() for path in reports],
        "proposal": made[0].reference if made else None,
    }
    output.answer(plain, lambda page: _show(page, card, reports, made))


def learned_card(space: Workspace, desk: Desk, check: str, outcomes: str, today: date, language: Language) -> ModelCard:
    """Return what the outcomes that a run knows teach of a check, as it is told in a language."""
    subject, later_name = known_check(space, check), named_run(space, outcomes or None)
    there = frozenset(runs_of(space))
    kept = [item for item in selections_of(space) if item.account["check"] == check and item.account["run"] in there]
    runs = dict.fromkeys([later_name, *(str(item.account["run"]) for item in kept)])
    purposes = tuple(dict.fromkeys(each for run in runs for each in purposes_of(space, run, [check])))
    with desk.operation(Action.LEARN, subject, purposes) as operation:
        opened = partial(open_run, space, operation)
        later = opened(later_name)
        own = later.catalogue.checks[check]
        known = [item for item in kept if date.fromisoformat(str(item.account["on"])) <= later.on]
        found = learned_from(later, own, known, opened)
    return ModelCard(found, own, later.catalogue, today, language)


def _hash(card: ModelCard) -> str:
    return hashlib.sha256(as_markdown(card.document()).encode()).hexdigest()


def proposed_of(space: Workspace, desk: Desk, card: ModelCard, step: Step, because: str) -> Made:
    """Propose what a card speaks for, with its hash behind the reason; raises as the proposals of `runs` do."""
    name, reason = card.check.check, f"{because} [model card {_hash(card)}]"
    if step is Step.BACK:
        return propose_going_back(desk, space.catalogue, name, reason)
    if step is Step.TAKE_OVER:
        return propose_taking_over(desk, space.catalogue, name, card.learned, reason)
    own = card.learned.counted
    days = {"first": date.fromordinal(max(own.first, 1)), "last": date.fromordinal(max(own.last, 1))}
    motive = {
        "nl": "Geleerd uit {labels} uitkomsten, van {first} tot en met {last}.".format(labels=own.labels, **days),
        "en": "Learned from {labels} outcomes, from {first} to {last}.".format(labels=own.labels, **days),
    }
    return propose_trying(desk, space.catalogue, name, card.learned, motive, reason)


def _write(document: PublicDocument, path: Path) -> None:
    form = path.suffix.lower()
    if form == ".pdf":
        content = as_pdf(document)
    else:
        content = (as_markdown(document) if form == ".md" else as_html(document)).encode()
    with whole_file(path) as beside:
        beside.write_bytes(content)


def _plain(learned: Learned) -> dict[str, Any]:
    own, result = learned.counted, learned.result
    why = None
    if isinstance(result, NotLearned):
        why = {"because": result.ground.value, "there": result.there, "needed": result.needed}
    return {
        "labels": own.labels,
        "by_hand": own.by_hand,
        "found": own.found,
        "rounds": own.rounds,
        "judged_rounds": len(learned.judged),
        "points": dict(result.points) if isinstance(result, LearnedPoints) else None,
        "not_learned": why,
        "keep": learned.keep.value if learned.keep else None,
        "against_trying": [one.value for one in learned.against_trying],
        "against_taking_over": [one.value for one in learned.against_taking_over],
    }


def _show(page: Page, card: ModelCard, reports: tuple[Path, ...], made: Made | None) -> None:
    """Say what was learned and what speaks against it, and where the card is."""
    say, learned = page.say, card.learned
    own = learned.counted
    page.line(
        say(
            "{labels} outcomes in {rounds} rounds, {found} of them with a finding; {hand} added by hand.",
            labels=own.labels,
            rounds=own.rounds,
            found=own.found,
            hand=own.by_hand,
        )
    )
    if isinstance(learned.result, LearnedPoints):
        headings = [say("signal"), say("points of experts"), say("learned points")]
        points = learned.result.points
        rows = [
            [name, str(learned.asked.points.get(name, 0)), str(points.get(name, 0))] for name in learned.asked.signals
        ]
        page.table(headings, rows)
    for title, obstacles in (
        (say("To try these points: not allowed, because"), learned.against_trying),
        (say("To let the tried points take over: not allowed, because"), learned.against_taking_over),
    ):
        if obstacles:
            page.line(f"{title}:")
            for text in card.against(obstacles):
                page.line(f"- {text}", indent=2, hang=2)
    for path in reports:
        page.line(say("The model card is in {path}.", path=path))
    if made:
        page.line(say("Proposal {name}. Somebody else approves it:", name=made[0].reference))
        page.command(f"pandzicht approve {made[0].reference}")
