# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist of a check for machines: its units page by page, filtered and in order, and its columns."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field, StringConstraints

from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.worklist.columns import columns_of
from pandzicht.worklist.criteria import Order, Owner, Status, checked
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.listing import worklist
from pandzicht.worklist.view import View
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Question
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit

_NAME = r"[a-z][a-z0-9_]{0,59}"
_VALUE = r"(-?\d{1,15}(\.\d{1,4})?|\d{4}-\d\d-\d\d)"
Named = Annotated[str, StringConstraints(pattern=f"^{_NAME}$")]
Says = Annotated[str, StringConstraints(pattern=f"^{_NAME}(:(yes|unknown|disputed))?$")]
Between = Annotated[str, StringConstraints(pattern=rf"^{_NAME}:({_VALUE}\.\.{_VALUE}?|\.\.{_VALUE}|{_VALUE})$")]
Short = Annotated[Line, StringConstraints(max_length=100)]
Value = str | int | float | Decimal | date | None
"""Of a column: as the comparison has it; a decimal is written as text, so that nothing of it is lost."""


class UnitsAsked(Question):
    """Which units of a check, in which order, which page of them."""

    area: list[Short] = Field(default=[], max_length=20, description="Code of a buurt, wijk or municipality")
    signal: list[Says] = Field(default=[], max_length=20, description="A signal and what it says: overbewoning:yes")
    every: bool = Field(default=False, description="Whether all of the signals are asked for, else one is enough")
    range: list[Between] = Field(default=[], max_length=20, description="An indicator between two values")
    status: list[Status] = Field(default=[], max_length=3)
    owner: list[Owner] = Field(default=[], max_length=3)
    kind: list[Short] = Field(default=[], max_length=20, description="A use as the BAG has it, such as woonfunctie")
    not_visited: int = Field(default=0, ge=0, le=600, description="Not visited for so many months")
    text: Short = Field(default="", description="A part of an address or postcode, and never a name of a person")
    column: list[Named] = Field(default=[], max_length=40, description="Columns beside those that are always there")
    order: Order = Order.PLACE
    page: int = Field(default=1, ge=1, le=1_000_000)
    size: int = Field(default=50, ge=1, le=200)
    analysis: bool = Field(default=False, description="Also place and points, for who may export a selection")


class Analysis(Answer):
    """Where a unit stands and by how many points."""

    place: int
    of: int
    score: int
    score_max: int


class ListedUnit(Answer):
    """One unit of the list, with why it is there."""

    unit_id: str
    address_id: str
    adres: str
    postcode: str
    why: str
    yes: int
    unknown: int
    disputed: int
    what: str
    objects: int
    area: str
    last_visit: date | None
    statuses: list[Status]
    values: list[Value] = Field(description="Of the columns that were asked, in their order")
    analysis: Analysis | None


class Column(Answer):
    """A column that a list of the check can have."""

    name: str
    label: str
    unit: str
    source: str
    meaning: str


class Columns(Answer):
    """The columns that a list of the check can have."""

    columns: list[Column]


class Choice(Answer):
    """Something that can be asked further, and how many units then remain."""

    value: str
    label: str
    count: int


class Facet(Answer):
    """One sort of filter, by the name by which it is asked."""

    key: str
    choices: list[Choice]


class Caveat(Answer):
    """What must be said wherever the figures go."""

    mark: str
    sentence: str


class Units(Answer):
    """One page of the worklist of a check. A place on it is a reason to look, not evidence."""

    check: str
    label: str
    unit: str = Field(description="What is counted: object or pand")
    run: str
    on: date
    known: date
    total: int
    count: int
    could_rise: int
    page: int
    pages: int
    rows: list[ListedUnit]
    columns: list[Column]
    facets: list[Facet]
    caveats: list[Caveat]
    stopped: str = Field(description="Why the check was stopped; empty when it was not")
    empty: str = Field(description="Why the check looks at no unit at all; empty when there are some")


def units(visit: Visit, asked: UnitsAsked, check: str) -> object:
    """Answer a page of the worklist of a check of the purpose."""
    own = visit.serves.check(check).check
    view = checked(asked.model_dump(mode="json", exclude={"analysis"}, exclude_defaults=True), View)
    with visit.operation(Action.LIST, Subject(Kind.CHECK, own), visit.serves.purposes) as operation:
        return worklist(opened(visit, operation), own, view, visit.language, analysed=asked.analysis)


def columns(visit: Visit, check: str) -> object:
    """Answer which columns the worklist of a check can have."""
    own = visit.serves.check(check).check
    with visit.operation(Action.LIST, Subject(Kind.CHECK, own), visit.serves.purposes) as operation:
        found = columns_of(ListedCheck(opened(visit, operation), own, visit.language))
    return Columns(columns=[Column.model_validate(note) for note in found])


ROUTES = (
    call_route(
        "api_units",
        "checks/<slug:check>/units",
        units,
        Call("Answer a page of the worklist of a check", Units, UnitsAsked),
        acts=(Action.LIST,),
        needs=Needs.PURPOSE,
    ),
    call_route(
        "api_columns",
        "checks/<slug:check>/columns",
        columns,
        Call("Answer which columns the worklist of a check can have", Columns),
        acts=(Action.LIST,),
        needs=Needs.PURPOSE,
    ),
)
