# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Views of a worklist that somebody keeps, for machines: listed, kept, changed and removed."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.governance.subject import Kind, Subject
from pandzicht.worklist.saved_views import (
    LONGEST_NAME,
    SavedView,
    remove_view,
    rename_view,
    save_view,
    saved_views,
    share_view,
)
from pandzicht.worklist.view import view_of
from pandzicht_web.addresses import address_of
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Made, Nothing, Question
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit

_PATH = "checks/<slug:check>/views"
Name = Annotated[Line, StringConstraints(min_length=1, max_length=LONGEST_NAME)]


class KeptView(Answer):
    """One view that is kept: what it asks stands in `query`, as in the address of the units."""

    view_id: str
    account: str
    name: str
    query: str
    shared: bool
    made_at: str
    changed_at: str


class Views(Answer):
    """Views of a check, one's own first."""

    views: list[KeptView]


class NewView(Question):
    """A view to keep; one that was kept under the same name is replaced."""

    name: Name
    query: Line = Field(default="", description="As in the address of the units: signal=overbewoning:yes&size=100")


class ChangedView(Question):
    """What is to be otherwise of a view of one's own: one thing at least."""

    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    name: Name | None = None
    shared: bool | None = Field(default=None, description="Whether colleagues who act for the purpose see it")

    @model_validator(mode="after")
    def _says_something(self) -> ChangedView:
        if self.name is None and self.shared is None:
            raise ValueError("nothing is to be otherwise; give a name, or say whether it is shared")
        return self


def views(visit: Visit, check: str) -> object:
    """Answer the views that one keeps or that are shared."""
    own, subject = _of(visit, check)
    with visit.operation(Action.LIST, subject, visit.serves.purposes) as operation:
        found = saved_views(operation, own)
    return Views(views=[KeptView.model_validate(item) for item in found])


def keep(visit: Visit, asked: NewView, check: str) -> object:
    """Keep a view."""
    own, subject = _of(visit, check)
    view = view_of(asked.query)
    with visit.operation(Action.LIST, subject, visit.serves.purposes) as operation:
        kept = save_view(operation, own, asked.name, view)
    return Made(kept, address_of("api_view_changed", check, kept.view_id))


def change(visit: Visit, asked: ChangedView, check: str, view_id: str) -> object:
    """Give a view of one's own another name, or share it."""
    own, subject = _of(visit, check)
    found: SavedView | None = None
    if asked.name is not None:
        with visit.operation(Action.LIST, subject, visit.serves.purposes) as operation:
            found = rename_view(operation, own, view_id, asked.name)
    if asked.shared is not None:
        with visit.operation(Action.LIST, subject, visit.serves.purposes) as operation:
            found = share_view(operation, own, view_id, shared=asked.shared)
    return found


def remove(visit: Visit, check: str, view_id: str) -> object:
    """Remove a view of one's own."""
    own, subject = _of(visit, check)
    with visit.operation(Action.LIST, subject, visit.serves.purposes) as operation:
        remove_view(operation, own, view_id)
    return None


def _of(visit: Visit, check: str) -> tuple[Check, Subject]:
    own = visit.serves.check(check)
    return own, Subject(Kind.CHECK, own.check)


ROUTES = (
    call_route(
        "api_views",
        _PATH,
        views,
        Call("List the views of a check that one keeps or that are shared", Views),
        acts=(Action.LIST,),
        needs=Needs.PURPOSE,
    ),
    call_route(
        "api_view_kept",
        _PATH,
        keep,
        Call("Keep a view of a check", KeptView, NewView, status=201),
        acts=(Action.LIST,),
        needs=Needs.PURPOSE,
        method="POST",
    ),
    call_route(
        "api_view_changed",
        f"{_PATH}/<slug:view_id>",
        change,
        Call("Rename or share a view of one's own", KeptView, ChangedView),
        acts=(Action.LIST,),
        needs=Needs.PURPOSE,
        method="PATCH",
    ),
    call_route(
        "api_view_removed",
        f"{_PATH}/<slug:view_id>",
        remove,
        Call("Remove a view of one's own", Nothing, status=204),
        acts=(Action.LIST,),
        needs=Needs.PURPOSE,
        method="DELETE",
    ),
)
