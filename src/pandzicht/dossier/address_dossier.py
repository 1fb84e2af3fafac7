# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Adresdossier: one page on one address, for the checks that ask, from one run.

Which act was allowed decides for whom it is: with `see_facts` for an inspector, who is told facts and never an answer,
a point or a place; with `explain` for an analyst.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.action import Action
from pandzicht.definitions.channel import Channel
from pandzicht.definitions.indicator import Per
from pandzicht.dossier.answers import SignalAnswer, answer_of
from pandzicht.dossier.changes import Changes, changes_since
from pandzicht.dossier.facts import Fact, facts_of
from pandzicht.dossier.head import Head, head_of
from pandzicht.dossier.owned import OwnedElsewhere, owned_elsewhere
from pandzicht.dossier.pand import Pand, pand_of
from pandzicht.dossier.reading import Reading
from pandzicht.dossier.standing import Standing, standing_of
from pandzicht.dossier.timeline import Event, timeline_of
from pandzicht.dossier.visits import Visit, visits_of
from pandzicht.errors import NotFound
from pandzicht.exports.audience import Audience
from pandzicht.governance.purpose import purpose_of
from pandzicht.language import Language
from pandzicht.runs.channel_mark import channel_of
from pandzicht.runs.destroyed_rows import destroyed_behind
from pandzicht.runs.explain import Explainer, read_for
from pandzicht.runs.explanation import Answered
from pandzicht.runs.neighbours import Neighbours
from pandzicht.runs.opened import OpenRun

AUDIENCES = {Action.EXPLAIN: Audience.ANALIST, Action.SEE_FACTS: Audience.TOEZICHTHOUDER}
"""The acts by which a dossier is opened, and for whom it then is."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something that is not known of the address, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Disputed:
    """An answer that somebody disputes: it counts for nothing until that is settled."""

    signal: str
    question: str
    since: str


@dataclass(frozen=True, slots=True)
class CheckPart:
    """What one check says of the address: for analysts."""

    check: str
    label: str
    answers: tuple[SignalAnswer, ...]
    standing: Standing

    @property
    def nos(self) -> tuple[SignalAnswer, ...]:
        """The questions that are answered no."""
        return tuple(answer for answer in self.answers if answer.answer == "no")


@dataclass(frozen=True, slots=True)
class AddressDossier:
    """Everything that some checks let one know of an address in one run."""

    run: str
    on: date
    known: date
    audience: Audience
    checks: tuple[str, ...]
    """The labels of the checks that ask."""
    head: Head
    facts: tuple[Fact, ...]
    timeline: tuple[Event, ...]
    pand: Pand | None
    visits: tuple[Visit, ...]
    unknown: tuple[Unknown, ...]
    changes: Changes | None
    """Since the previous run; None when none was given."""
    destroyed: tuple[str, ...]
    """What of the deliveries behind it was destroyed since, under which rule and when."""
    is_unverified: bool
    """Whether it rests on a legal basis that nobody verified: in a demo only."""
    spine_is_declared: bool
    """Whether a register stands in for the BAG."""
    channel: Channel | None
    """The partnership that the run is of; None for the municipality's own."""
    parts: tuple[CheckPart, ...] = ()
    """Empty for an inspector, as are those that follow."""
    owned: OwnedElsewhere | None = None
    disputes: tuple[Disputed, ...] = ()


def address_dossier(
    run: OpenRun,
    asked: str,
    checks: Sequence[str],
    language: Language = Language.NL,
    previous: OpenRun | None = None,
) -> AddressDossier:
    """Return the dossier of an address by its id or its line; whom it concerns is logged before it is given.

    `previous` is an earlier run, opened for the same operation. Raises NotFound for an address or check outside the
    run, or outside what whoever asks may see; PurposeMissing for a check whose purpose was not asked for; AccessDenied
    for an act that opens no dossier.
    """
    reading = _reading(run, asked, checks, language)
    facts, parts = facts_of(reading), _parts(reading)
    dossier = AddressDossier(
        run=run.run_id,
        on=run.on,
        known=run.known,
        audience=reading.audience,
        checks=tuple(check.label.in_(language) for check in reading.checks),
        head=head_of(reading),
        facts=facts,
        timeline=timeline_of(reading),
        pand=pand_of(reading),
        visits=visits_of(reading),
        unknown=tuple(_unknown(facts, parts)),
        changes=changes_since(reading, facts, previous) if previous else None,
        destroyed=destroyed_behind(run, [check.check for check in reading.checks], language),
        is_unverified=bool(run.manifest["unverified_legal_basis"]),
        spine_is_declared=run.manifest["spine"]["kind"] == "declared",
        channel=channel_of(run.manifest),
        parts=parts,
        owned=owned_elsewhere(reading),
        disputes=() if reading.for_inspectors else tuple(_disputes(reading)),
    )
    _log(dossier, reading, previous)
    return dossier


def evidence(run: OpenRun, asked: str, check: str, signal: str, language: Language = Language.NL) -> SignalAnswer:
    """Return the answer of one signal for an address with every row behind it, also those of its street or owner.

    Whom it concerns is logged before it is given. Raises as `address_dossier`, and NotFound for a signal that the
    check does not ask in this run.
    """
    run.operation.allows(Action.EXPLAIN)
    reading = _reading(run, asked, [check], language)
    asked_of = reading.checks[0].points
    if signal not in asked_of or signal not in run.manifest["active"]["signals"]:
        raise NotFound(
            f"signal '{signal}' is not asked by check '{check}' in run {run.run_id}; it asks {', '.join(asked_of)}"
        )
    answered = Explainer(run, language=language).answered(reading.checks[0], signal, reading.number)
    found = answer_of(reading, answered, shown=None)
    run.concerned(_behind(run, answered, reading.number), check, read_for([answered]))
    return found


def _behind(run: OpenRun, answered: Answered, number: int) -> set[int]:
    """Return the addresses whose rows are behind an answer, of those that may be seen."""
    neighbours = Neighbours(run)
    groups = (neighbours.group(Per(item.per), number)[0] for item in answered.evidence if item.rows)
    return {number, *(one for group in groups for one in group if run.seen[one])}


def _reading(run: OpenRun, asked: str, checks: Sequence[str], language: Language) -> Reading:
    """Return the address as it may be read; nothing was read yet."""
    run.operation.allows(*AUDIENCES)
    number = run.find(asked)
    run.refuse_withheld(number)
    active = run.manifest["active"]["checks"]
    unknown = [name for name in checks if name not in active]
    if unknown or not checks:
        raise NotFound(f"check '{', '.join(unknown)}' is not in run {run.run_id}; it has {', '.join(active)}")
    for name in checks:
        run.operation.serves(purpose_of(run.catalogue.checks[name]))
    return Reading(run, number, checks, AUDIENCES[run.operation.act.action], language)


def _parts(reading: Reading) -> tuple[CheckPart, ...]:
    if reading.for_inspectors:
        return ()
    explainer = Explainer(reading.run, language=reading.language)
    found = []
    for check in reading.checks:
        view = explainer.view(check, reading.number)
        answers = tuple(answer_of(reading, answered) for answered in view.answers)
        found.append(CheckPart(check.check, view.label, answers, standing_of(view)))
        reading.also_read(read_for(view.answers))
    return tuple(found)


def _unknown(facts: Sequence[Fact], parts: Sequence[CheckPart]) -> Iterator[Unknown]:
    """Yield what is not known: facts, then questions that have no answer, each once."""
    yield from (Unknown(fact.label, fact.why_unknown) for fact in facts if not fact.is_known)
    answers = {answer.signal: answer for part in parts for answer in part.answers if answer.answer == "unknown"}
    yield from (Unknown(answer.question, answer.text) for answer in answers.values())


def _disputes(reading: Reading) -> Iterator[Disputed]:
    asked = {name for check in reading.checks for name in check.points}
    for dispute in reading.run.disputes:
        if dispute.address_id == reading.address["address_id"] and dispute.signal in asked:
            question = reading.run.catalogue.signals[dispute.signal].question.in_(reading.language)
            yield Disputed(dispute.signal, question, dispute.raised_at)


def _log(dossier: AddressDossier, reading: Reading, previous: OpenRun | None) -> None:
    """Log whom a dossier concerns: the address, the other units of its pand where they are told, what else is owned."""
    told = {reading.number}
    if dossier.pand is not None and (dossier.parts or dossier.pand.tells_residents):
        told |= {unit.number for unit in dossier.pand.units}
    if dossier.owned is not None:
        told |= {other.number for other in dossier.owned.listed}
    for check in reading.checks:
        reading.run.concerned(told, check.check, reading.read)
        if previous is not None:
            _log_previous(reading, check.check, previous)


def _log_previous(reading: Reading, check: str, previous: OpenRun) -> None:
    number = previous.book.numbers.get(str(reading.address["address_id"]))
    if number is not None and check in previous.catalogue.checks:
        previous.concerned([number], check)
