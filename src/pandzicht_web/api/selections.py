# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Selections for machines: listed, drawn, and one with its units; who prepares visits is not told how it was drawn."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.selection import Ask
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.selecting import KeptSelection, kept_selection, listed_units, select, selections_of
from pandzicht_web.addresses import address_of
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Made, Question
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit

MOST = 10_000
"""Units of one selection."""
_ACTS = (Action.SELECT, Action.EXPORT_SELECTION, Action.EXPORT_FACTS)


class Selection(Answer):
    """One selection: of which run and check, and how it was asked."""

    selection_id: str
    check: str
    run: str
    on: date
    unit: str
    size: int
    purpose: str
    legal_basis: list[str]
    unverified_legal_basis: bool


class Selections(Answer):
    """The selections of the purpose, the newest first."""

    selections: list[Selection]


class Draw(Question):
    """What is to be drawn; the same question gives the same selection."""

    check: Line = Field(min_length=1)
    size: int = Field(ge=1, le=MOST)
    seed: int = Field(ge=1, le=2**31)


class DrawnUnit(Answer):
    """One unit. How it was drawn is told to analysts only: to others those fields are absent (null)."""

    unit_id: str
    address_id: str
    adres: str | None
    second_visit: bool = Field(description="Whether a second inspector goes there too, drawn by lot")
    stratum: Stratum | None = None
    inclusion_probability: float | None = None
    rank: int | None = None
    score: int | None = None
    score_max: int | None = None
    unknown_count: int | None = None


class Drawn(Selection):
    """One selection with its units."""

    units: list[DrawnUnit]


def selections(visit: Visit) -> object:
    """Answer the selections of the purpose."""
    kept = [item for item in selections_of(visit.office.workspace) if item.account["check"] in visit.serves.checks]
    return Selections(selections=[Selection.model_validate(_account(item)) for item in kept])


def draw(visit: Visit, asked: Draw) -> object:
    """Draw a selection."""
    check = visit.serves.check(asked.check).check
    with visit.operation(Action.SELECT, Subject(Kind.CHECK, check), visit.serves.purposes) as operation:
        kept = select(opened(visit, operation), check, Ask(size=asked.size, seed=asked.seed))
    return Made(_account(kept), address_of("api_selection", kept.selection_id))


def selection(visit: Visit, selection_id: str) -> object:
    """Answer one selection with the units that whoever asks may see."""
    kept = kept_selection(visit.office.workspace, selection_id)
    if kept.account["check"] not in visit.serves.checks:
        raise NotFound(f"selection '{selection_id}' is of another purpose than the one that was chosen; choose that")
    action = Action.EXPORT_SELECTION if visit.may(Action.EXPORT_SELECTION) else Action.EXPORT_FACTS
    with visit.operation(action, Subject(Kind.SELECTION, selection_id), visit.serves.purposes) as operation:
        found = listed_units(opened(visit, operation, str(kept.account["run"])), kept)
    return Drawn.model_validate({**_account(kept), "units": found})


def _account(kept: KeptSelection) -> dict[str, object]:
    return {"selection_id": kept.selection_id, **kept.account}


ROUTES = (
    call_route(
        "api_selections",
        "selections",
        selections,
        Call("List the selections of the purpose", Selections),
        acts=_ACTS,
        needs=Needs.PURPOSE,
    ),
    call_route(
        "api_drawn",
        "selections",
        draw,
        Call("Draw a selection, with a random share", Selection, Draw, status=201),
        acts=(Action.SELECT,),
        needs=Needs.PURPOSE,
        method="POST",
    ),
    call_route(
        "api_selection",
        "selections/<slug:selection_id>",
        selection,
        Call("Answer one selection with its units", Drawn),
        acts=(Action.EXPORT_SELECTION, Action.EXPORT_FACTS),
        needs=Needs.PURPOSE,
    ),
)
