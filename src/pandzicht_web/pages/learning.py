# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What outcomes teach a check: what they changed and why, how that was judged, and what may be proposed of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass

from django.http import FileResponse, HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.ai_act import RiskClass
from pandzicht.definitions.ai_act_rules import says_nothing_inferred
from pandzicht.definitions.check import Check
from pandzicht.exports.learned_words import TO_DO, said_obstacle
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.asking import ask, own_jobs
from pandzicht.jobs.job import Job, Standing
from pandzicht.language import message
from pandzicht.learning.learned import Obstacle
from pandzicht.learning.learned_points import FEWEST_LABELS
from pandzicht.learning.pairs import FEWEST_FOR_PAIRS
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.label_counts import RoundLabels, label_counts
from pandzicht.runs.learned_account import LearnedAccount, kept_card, kept_learned
from pandzicht.runs.learned_step import Step
from pandzicht.runs.rounds import rounds_of
from pandzicht_web.job_words import told_of
from pandzicht_web.learned_part import learned_part
from pandzicht_web.opening import opened
from pandzicht_web.route import Form, Needs, Place, Route
from pandzicht_web.visit import Visit

KIND = "learning"
STEPS: Mapping[Step, tuple[str, str]] = {
    Step.TRY: (
        message("Try the learned points"),
        message("On a small share of every next list the learned points choose; the check's own points stay."),
    ),
    Step.TAKE_OVER: (
        message("Let the tried points take over"),
        message(
            "The points that were tried become the check's own. This asks for three rounds in which they found more."
        ),
    ),
    Step.BACK: (
        message("Go back"),
        message("The check says again what it said before its last change."),
    ),
}
"""What may be proposed, and what it means."""
CLASSES: Mapping[RiskClass, str] = {
    RiskClass.MINIMAL: message("minimal risk"),
    RiskClass.LIMITED: message("limited risk: people must be told (art. 50)"),
    RiskClass.HIGH: message("high risk (art. 6 and annex III)"),
}
"""What a check with learned points may be under the AI act."""


@dataclass(frozen=True, slots=True)
class Missing:
    """How many outcomes there are of those that something takes."""

    there: int
    needed: int

    @property
    def lacking(self) -> int:
        """How many are missing."""
        return max(0, self.needed - self.there)


@dataclass(frozen=True, slots=True)
class StepPart:
    """A step on the page: what it is called, what it means, and what speaks against it with what to do."""

    step: Step
    label: str
    means: str
    against: Sequence[tuple[str, str]]
    asks_class: bool


def learned(visit: Visit, check: str) -> HttpResponseBase:
    """Show what outcomes teach a check; a request for a part tells how far the learning is."""
    own, job = visit.serves.check(check), _newest(visit, check)
    if visit.request.headers.get("HX-Request"):
        if job is None or not job.is_open:
            return visit.moved("learned", check)
        return visit.page("pandzicht/learning/standing.html", {"check": own, "job": told_of(job, visit.say)})
    with _seeing(visit, check) as operation:
        run = opened(visit, operation)
        counts = label_counts(rounds_of(run, check))
        kept = kept_learned(visit.office.workspace, operation, check)
    there = sum(item.drawn for item in counts)
    values = {
        "check": own,
        "on": run.on.isoformat(),
        "run_id": run.run_id,
        "counts": list(reversed(counts)),
        "total": _total(counts),
        "strata": list(Stratum),
        "drawn": there,
        "for_points": Missing(there, FEWEST_LABELS),
        "for_pairs": Missing(there, FEWEST_FOR_PAIRS),
        "part": learned_part(visit, run.catalogue, kept) if kept else None,
        "steps": _steps(visit, own, kept) if kept and visit.may(Action.PROPOSE) else (),
        "classes": CLASSES,
        "job": told_of(job, visit.say) if job else None,
        "may_learn": visit.may(Action.LEARN),
        "may_see_proposals": visit.may(Action.SEE_PROPOSALS),
    }
    return visit.page("pandzicht/learning/learning.html", values)


def card(visit: Visit, check: str, name: str) -> HttpResponseBase:
    """Give a model card by the first signs of its hash: the one that a proposal rests on."""
    with _seeing(visit, visit.serves.check(check).check) as operation:
        path = kept_card(visit.office.workspace, operation, check, name)
        return FileResponse(path.open("rb"), as_attachment=True, filename=f"modelkaart-{check}-{name}.md")


def asked(visit: Visit, check: str) -> HttpResponseBase:
    """Have the points of a check learned anew."""
    own = visit.serves.check(check)
    ask(visit.desk, visit.office.workspace, KIND, {"check": own.check, "language": visit.language.value})
    return visit.moved("learned", check)


def proposed(visit: Visit, check: str) -> HttpResponseBase:
    """Have a step proposed, on what is learned anew: somebody else decides of it."""
    own, told = visit.serves.check(check), visit.request.POST
    arguments = {name: told[name] for name in ("because", "ai_class", "ai_reason") if told.get(name)}
    arguments |= {"check": own.check, "propose": told.get("step", ""), "language": visit.language.value}
    ask(visit.desk, visit.office.workspace, KIND, arguments)
    return visit.moved("learned", check)


def _seeing(visit: Visit, check: str) -> AbstractContextManager[Operation]:
    return visit.operation(Action.SEE_YIELD, Subject(Kind.CHECK, check), visit.serves.purposes)


def _newest(visit: Visit, check: str) -> Job | None:
    """Return the learning of a check that whoever asks had done last; None where they had none, or stopped it."""
    asked_for = (job for job in own_jobs(visit.desk) if (job.kind, job.arguments.get("check")) == (KIND, check))
    last = max(asked_for, key=lambda job: job.asked_at, default=None)
    return None if last is None or last.standing is Standing.CANCELLED else last


def _total(counts: Sequence[RoundLabels]) -> Mapping[Stratum, int]:
    return {stratum: sum(item.counts[stratum] for item in counts) for stratum in Stratum}


def _steps(visit: Visit, check: Check, kept: LearnedAccount) -> list[StepPart]:
    def told(obstacles: Sequence[Obstacle]) -> list[tuple[str, str]]:
        return [(said_obstacle(one, kept.not_learned, visit.language), visit.say(TO_DO[one])) for one in obstacles]

    is_plain = not check.learned and check.challenger is None
    nothing = [(visit.say("nothing that was learned or tried is in use"), visit.say(TO_DO[Obstacle.SAME_POINTS]))]
    against = {
        Step.TRY: told(kept.against_trying),
        Step.TAKE_OVER: told(kept.against_taking_over),
        Step.BACK: nothing if is_plain else [],
    }
    return [
        StepPart(
            step,
            visit.say(label),
            visit.say(means),
            against[step],
            step is Step.TRY and says_nothing_inferred(check),
        )
        for step, (label, means) in STEPS.items()
    ]


ROUTES = (
    Route(
        "learned",
        "rendement/<slug:check>/leren",
        learned,
        (Action.SEE_YIELD,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
    ),
    Route(
        "learned_card",
        "rendement/<slug:check>/leren/kaart/<slug:name>",
        card,
        (Action.SEE_YIELD,),
        Needs.PURPOSE,
        place=Place.SELECTIONS,
        form=Form.FILE,
    ),
    Route(
        "learning_asked",
        "rendement/<slug:check>/leren/opdracht",
        asked,
        (Action.LEARN,),
        Needs.PURPOSE,
        ("POST",),
        Place.SELECTIONS,
    ),
    Route(
        "learning_proposed",
        "rendement/<slug:check>/leren/voorstel",
        proposed,
        (Action.LEARN, Action.PROPOSE),
        Needs.PURPOSE,
        ("POST",),
        Place.SELECTIONS,
    ),
)
