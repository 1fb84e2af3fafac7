# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One address for machines: first whether something is known; what it is only after a person gave a reason."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.dossier.address_dossier import address_dossier, evidence
from pandzicht.errors import AccessDenied
from pandzicht.exports.audience import Audience
from pandzicht.governance.subject import Subject
from pandzicht.ranking.outcome import Result
from pandzicht.runs.finding import run_before
from pandzicht.runs.hits import hits
from pandzicht_web.addresses import address_of
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Made, Question
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit


class Hit(Answer):
    """Whether a check has anything on the address."""

    check: str
    label: str
    hit: bool


class Hits(Answer):
    """Per check of the purpose whether something is known, and nothing of what."""

    address_id: str
    hits: list[Hit]


class Reason(Question):
    """Why what is known of the address is needed, in words that a colleague can judge."""

    because: Line = Field(min_length=1, max_length=500)


class Area(Answer):
    """A buurt in which the address lies, by its code."""

    code: str
    name: str


class Head(Answer):
    """The address as it is named; its place in centimetres of EPSG:28992."""

    address_id: str
    adres: str
    postcode: str
    woonplaats: str
    soort: str
    pand_id: str
    x_cm: int | None
    y_cm: int | None
    areas: list[Area]


class Fact(Answer):
    """One fact with the delivery on which it rests, or why it is unknown."""

    name: str
    label: str
    value: str
    unit: str
    source: str
    delivered_on: date | None
    why_unknown: str
    doubt: str


class Said(Answer):
    """One thing that a row says."""

    label: str
    value: str


class Row(Answer):
    """One row of a register as it was delivered, cut to what may be seen."""

    source: str
    row_id: str
    place: str
    delivered_on: date
    start: str
    end: str
    address: str
    says: list[Said]


class Figure(Answer):
    """One figure behind an answer, with the rows that it counts."""

    indicator: str
    label: str
    value: str
    unit: str
    source: str
    per: str
    count: int | None
    rows: list[Row]


class Basis(Answer):
    """An article, and whether a named person verified it."""

    article: str
    is_verified: bool


class Signal(Answer):
    """What a signal answers: yes, no, unknown or disputed, with the rows behind it."""

    signal: str
    question: str
    answer: str
    text: str
    bases: list[Basis]
    figures: list[Figure]


class PlaceInOrder(Answer):
    """The place of the unit in the order of a check."""

    unit: str
    in_frame: bool
    score: int
    score_max: int
    rank: int | None
    of: int


class Check(Answer):
    """What one check answers of the address, and the place in its order: for analysts."""

    check: str
    label: str
    answers: list[Signal]
    standing: PlaceInOrder


class Event(Answer):
    """Something that happened, by which register."""

    start: date
    end: date
    when: str
    says: str
    source: str
    delivered_on: date
    of_pand: bool
    times: int


class Look(Answer):
    """One look at the address for a check, and what it gave."""

    day: date
    step: str
    check: str
    result: Result
    outcome: str
    source: str
    delivered_on: date
    of_pand: bool


class Unknown(Answer):
    """Something that is not known, and why."""

    what: str
    why: str


class Dossier(Answer):
    """What the checks of the purpose let one know of an address. Facts, never evidence."""

    run: str
    on: date
    known: date
    audience: Audience
    head: Head
    facts: list[Fact]
    timeline: list[Event]
    visits: list[Look]
    unknown: list[Unknown]
    destroyed: list[str]
    is_unverified: bool
    parts: list[Check] = Field(description="Empty for who is told facts only")


def dossier(visit: Visit, address_id: str) -> object:
    """Answer the dossier: after a reason was given, in the name of the account, and while it holds."""
    subject = _subject(visit, address_id)
    action = Action.EXPLAIN if visit.may(Action.EXPLAIN) else Action.SEE_FACTS
    with visit.operation(action, subject, visit.serves.purposes) as operation:
        name = run_before(visit.office.workspace, visit.serves.run_id)
        before = opened(visit, operation, name) if name else None
        checks = tuple(visit.serves.checks)
        return address_dossier(opened(visit, operation), subject.name, checks, visit.language, before)


def first_step(visit: Visit, address_id: str) -> object:
    """Answer per check whether something is known."""
    subject = _subject(visit, address_id)
    with visit.operation(Action.HIT, subject, visit.serves.purposes) as operation:
        found = hits(opened(visit, operation), subject.name, tuple(visit.serves.checks), visit.language)
    return Hits(address_id=subject.name, hits=[Hit.model_validate(item) for item in found])


def reason(visit: Visit, asked: Reason, address_id: str) -> object:
    """Keep why what is known is needed, and answer the first step; a person gives a reason, never a token."""
    if visit.session is not None and visit.session.is_token:
        raise AccessDenied("a reason is given by a person, who signs in; after that a token of theirs may read too")
    subject = _subject(visit, address_id)
    with visit.operation(Action.HIT, subject, visit.serves.purposes) as operation:
        found = hits(opened(visit, operation), subject.name, tuple(visit.serves.checks), visit.language)
        operation.needs(asked.because)
    answer = Hits(address_id=subject.name, hits=[Hit.model_validate(item) for item in found])
    return Made(answer, address_of("api_address", subject.name))


def signal(visit: Visit, address_id: str, check: str, signal: str) -> object:
    """Answer one signal with every row behind it, also those of the street or the owner."""
    subject = _subject(visit, address_id)
    own = visit.serves.check(check).check
    with visit.operation(Action.EXPLAIN, subject, visit.serves.purposes) as operation:
        return evidence(opened(visit, operation), subject.name, own, signal, visit.language)


def _subject(visit: Visit, address_id: str) -> Subject:
    """Return an address of the run in force as what an act is done to; raise NotFound for one that is not there."""
    book = visit.office.shelf.tables(visit.office.workspace, visit.serves.run_id).book
    return book.subject(book.find(address_id))


_PATH = "addresses/<slug:address_id>"
_OPENING = (Action.EXPLAIN, Action.SEE_FACTS)
ROUTES = (
    call_route(
        "api_address",
        _PATH,
        dossier,
        Call("Answer what is known of an address, after a reason was given", Dossier),
        acts=_OPENING,
        needs=Needs.PURPOSE,
    ),
    call_route(
        "api_hits",
        f"{_PATH}/hits",
        first_step,
        Call("Answer whether something is known of an address, and nothing of what", Hits),
        acts=(Action.HIT,),
        needs=Needs.PURPOSE,
    ),
    call_route(
        "api_reason",
        f"{_PATH}/reasons",
        reason,
        Call("Give the reason why what is known of an address is needed", Hits, Reason, status=201),
        acts=(Action.HIT,),
        needs=Needs.PURPOSE,
        method="POST",
    ),
    call_route(
        "api_signal",
        f"{_PATH}/checks/<slug:check>/signals/<slug:signal>",
        signal,
        Call("Answer one signal of an address with every row behind it", Signal),
        acts=(Action.EXPLAIN,),
        needs=Needs.PURPOSE,
    ),
)
