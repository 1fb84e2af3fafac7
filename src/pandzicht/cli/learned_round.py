# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a round taught, as it is kept with the round and as it is told: what was proposed, or what speaks against it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pandzicht.cli.page import Page
from pandzicht.exports.learned_words import OBSTACLES, UNLEARNED
from pandzicht.language import message
from pandzicht.learning.learned import FEWEST_TRIED, Learned, Obstacle
from pandzicht.learning.learned_points import LearnedPoints, NotLearned, Unlearned
from pandzicht.runs.learned_step import Step

STEPS: Mapping[Step, str] = {
    Step.TRY: message("to try the learned points on a share of their own"),
    Step.TAKE_OVER: message("to let the points that were tried take over"),
}
"""What may be proposed after a round, in words."""


def told_of(learned: Learned, *, proposed_after: int | None, number: int) -> dict[str, Any]:
    """Return what is kept of what was learned after a round, and what speaks against either step.

    `proposed_after` is the round after which points were last proposed; these are left alone for some rounds.
    """
    is_early = proposed_after is not None and number - proposed_after < FEWEST_TRIED
    result, lacks = learned.result, None
    if isinstance(result, NotLearned):
        lacks = {"because": result.ground.value, "there": result.there, "needed": result.needed}
    return {
        "labels": learned.counted.labels,
        "found": learned.counted.found,
        "judged_rounds": len(learned.judged),
        "points": dict(result.points) if isinstance(result, LearnedPoints) else None,
        "not_learned": lacks,
        "left_alone_since": proposed_after if is_early else None,
        "against_trying": [one.value for one in learned.against_trying],
        "against_taking_over": [one.value for one in learned.against_taking_over],
    }


def step_of(told: Mapping[str, Any]) -> Step | None:
    """Return what is proposed after a round: points that were proposed are left alone until three rounds tried them.

    >>> free = {"against_trying": [], "against_taking_over": ["few_tried"], "left_alone_since": None}
    >>> step_of(free), step_of(free | {"left_alone_since": 4}), step_of(free | {"against_taking_over": []})
    (<Step.TRY: 'try'>, None, <Step.TAKE_OVER: 'take-over'>)
    """
    if not told["against_taking_over"]:
        return Step.TAKE_OVER
    return Step.TRY if not told["against_trying"] and told["left_alone_since"] is None else None


def show_learned(page: Page, told: Mapping[str, Any]) -> None:
    """Say what a round taught: what was proposed, by whom, and who approved it; or why nothing was."""
    say, made = page.say, told.get("proposal")
    known = say("learned from {labels} outcomes, {found} with a finding", labels=told["labels"], found=told["found"])
    if made:
        text = say(
            "{by} proposed {step} ({name}); {approver} approved it",
            by=made["by"],
            step=say(STEPS[Step(made["step"])]),
            name=made["reference"],
            approver=", ".join(made["approved_by"]),
        )
        page.line(f"{known}: {text}", indent=2, hang=2)
        return
    page.line(f"{known}: {say('nothing was proposed')}", indent=2, hang=2)
    since = told["left_alone_since"]
    early = say("the points of round {number} are left alone until three rounds tried them", number=since or 0)
    for title, reasons in (
        (say("to try"), [*_said(page, told, "against_trying"), *([early] if since else [])]),
        (say("to take over"), _said(page, told, "against_taking_over")),
    ):
        page.line(f"{title}: {'; '.join(reasons)}", indent=4, hang=2)


def _said(page: Page, told: Mapping[str, Any], name: str) -> list[str]:
    lacks = told["not_learned"]
    said = {one: page.say(OBSTACLES[Obstacle(one)]) for one in told[name]}
    if lacks and Obstacle.NOT_LEARNED in said:
        numbers = {"there": lacks["there"], "needed": lacks["needed"]}
        said[Obstacle.NOT_LEARNED] = page.say(UNLEARNED[Unlearned(lacks["because"])], **numbers)
    return list(said.values())
