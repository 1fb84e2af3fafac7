# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht learn`: the points that outcomes teach a check, their model card, and a proposal that somebody decides."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from pandzicht.cli.desk import desk_at, now
from pandzicht.cli.options import ChannelOption, JsonOption, LanguageOption, WorkspaceOption
from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.definitions.ai_act import Classification, RiskClass, classified
from pandzicht.definitions.words import Text
from pandzicht.errors import PandzichtError
from pandzicht.exports.model_card import ModelCard
from pandzicht.exports.pdf_document import as_pdf
from pandzicht.exports.public_document import PublicDocument, as_html, as_markdown
from pandzicht.exports.target import refuse_unless_writable, whole_file
from pandzicht.governance.desk import Desk
from pandzicht.language import Language
from pandzicht.learning.learned import Learned
from pandzicht.learning.learned_points import LearnedPoints, NotLearned
from pandzicht.runs.finding import known_check, named_run, purposes_of
from pandzicht.runs.learned_account import keep_learned
from pandzicht.runs.learned_card import learned_card
from pandzicht.runs.learned_proposal import Made
from pandzicht.runs.learned_step import Step, card_hash, propose_step
from pandzicht.store.workspace import Workspace, open_workspace

FORMS = (".html", ".md", ".pdf")
AiClassOption = Annotated[
    RiskClass | None,
    typer.Option("--ai-class", help="What the check is under the AI act with learned points, when that changes."),
]
AiReasonOption = Annotated[str, typer.Option("--ai-reason", help="Why it is that class; it is published.")]


def learn(
    check: Annotated[str, typer.Argument(help="The check, as in the catalogue.")],
    propose: Annotated[
        Step | None, typer.Option("--propose", help="Propose it: try the points, let them take over, or go back.")
    ] = None,
    because: Annotated[str, typer.Option("--because", help="Why it is proposed; it is kept.")] = "",
    ai_class: AiClassOption = None,
    ai_reason: AiReasonOption = "",
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
    classed = _classed(propose, because, ai_class, ai_reason)
    output = Output(language, as_json=as_json)
    desk = desk_at(space, output)
    card = card_at(space, desk, check, outcomes, language)
    document = card.document()
    for path in reports:
        _write(document, path)
    made = propose_step(desk, space.catalogue, card, propose, because, classed) if propose else None
    plain = _plain(card.learned) | {
        "card_sha256": card_hash(card),
        "reports": [path.as_posix() for path in reports],
        "proposal": made[0].reference if made else None,
    }
    output.answer(plain, lambda page: _show(page, card, reports, made))


def _classed(step: Step | None, because: str, risk: RiskClass | None, reason: str) -> Classification | None:
    """Return the class that a proposal says; raise PandzichtError for a proposal or a class without a reason."""
    if step and not because:
        raise PandzichtError("a proposal needs a reason; say it with --because")
    if bool(risk) != bool(reason):
        raise PandzichtError("a class under the AI act needs its reason; give --ai-class and --ai-reason together")
    return classified(risk, Text(nl=reason)) if risk else None


def card_at(space: Workspace, desk: Desk, check: str, outcomes: str, language: Language) -> ModelCard:
    """Return the model card of a check by the visits that a run knows, as an act: the run named or the one in force.

    What the run in force teaches is kept, and the office shows it.
    Raises NotFound for a check or run that there is none of, and otherwise as `learned_card`.
    """
    subject, run = known_check(space, check), named_run(space, outcomes or None)
    with desk.operation(Action.LEARN, subject, purposes_of(space, run, [check])) as operation:
        card = learned_card(space, operation, check, run, now().date(), language)
        if not outcomes:
            keep_learned(space, operation, card, run)
        return card


def _write(document: PublicDocument, path: Path) -> None:
    form = path.suffix.lower()
    if form == ".pdf":
        content = as_pdf(document)
    else:
        content = (as_markdown(document) if form == ".md" else as_html(document)).encode()
    with whole_file(path) as beside:
        beside.write_bytes(content)


def _plain(learned: Learned) -> dict[str, Any]:
    own, result, pair = learned.counted, learned.result, learned.pair
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
        "pair": list(pair.signals) if pair and pair.signals and pair.is_sure else None,
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
