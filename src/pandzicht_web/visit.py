# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One request of somebody to the office: who, for which purpose, in which language; all that a view gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, PurposeMissing
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.door import Door
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.session import Session
from pandzicht.governance.subject import WORKSPACE, Subject
from pandzicht.language import Language, Say, speaker
from pandzicht_web.addresses import address_of
from pandzicht_web.office import Office
from pandzicht_web.places import PlaceLink, SectionLink, may_do, places_for, sections_for
from pandzicht_web.purposes import Served, served_by
from pandzicht_web.route import Route

ONLY_ASK = ("GET", "HEAD")
"""The methods by which nothing is changed: the answer is all that leaves."""


@dataclass
class Visit:
    """What a view knows of whoever asks; it reads and changes only by `operation`."""

    request: HttpRequest
    office: Office
    route: Route
    language: Language
    session: Session | None = None
    upload: str = ""
    """The name of the upload that came with it, where its route takes files."""

    @property
    def say(self) -> Say:
        """Says a text in the language of the visit."""
        return speaker(self.language)

    @property
    def door(self) -> Door:
        """The door, as it is seen from where the request comes."""
        by = f"{self.session.origin}, " if self.session is not None and self.session.is_token else ""
        return self.office.door.seen_from(f"{by}{origin_of(self.request)}")

    @cached_property
    def desk(self) -> Desk:
        """The desk of whoever signed in; raises AccessDenied for a visit without a session."""
        if self.session is None:
            raise AccessDenied("nobody signed in; sign in first")
        return self.door.desk_of(self.session)

    @cached_property
    def served(self) -> Served | None:
        """What the purpose of the session serves in the run in force; None where none was chosen."""
        if self.session is None or not self.session.purpose:
            return None
        return served_by(self.office, self.session.purpose)

    @property
    def may_choose(self) -> bool:
        """Whether whoever is signed in may choose a purpose to work for."""
        return self.may(Action.CHOOSE_PURPOSE)

    @property
    def serves(self) -> Served:
        """What the purpose of the session serves; raises PurposeMissing for a visit without one."""
        if self.served is None:
            raise PurposeMissing("no purpose was chosen; choose the purpose of this session first")
        return self.served

    @cached_property
    def places(self) -> tuple[PlaceLink, ...]:
        """The places of the bar that whoever is signed in may come."""
        return places_for(self.desk) if self.session else ()

    def may(self, action: Action) -> bool:
        """Tell whether a role of whoever is signed in allows an act, whatever it is done to."""
        return may_do(self.desk, (action,))

    @cached_property
    def sections(self) -> tuple[SectionLink, ...]:
        """The sections of the place of the page that whoever is signed in may come."""
        return sections_for(self.desk, self.route.place) if self.session and self.route.place else ()

    @contextmanager
    def operation(
        self, action: Action, subject: Subject = WORKSPACE, purposes: Sequence[Purpose] = ()
    ) -> Iterator[Operation]:
        """Give an operation of an act that the route declares; raise AccessDenied for another, or when denied.

        What is only asked leaves nothing behind, and is answered when the view has left the operation.
        """
        if action not in self.route.acts:
            raise AccessDenied(f"page '{self.route.name}' does not carry out {action.value}; declare it with its route")
        only_asks = self.request.method in ONLY_ASK
        with self.desk.operation(action, subject, purposes, answers_after=only_asks) as operation:
            yield operation

    def page(self, template: str, values: Mapping[str, Any] | None = None, *, status: int = 200) -> HttpResponse:
        """Return a page or a part of one."""
        return HttpResponse(render_to_string(template, self._known | dict(values or {}), self.request), status=status)

    def moved(self, name: str, *parts: str, query: str = "") -> HttpResponse:
        """Return an answer that sends the browser to another page, after something was done."""
        where = address_of(name, *parts) + (f"?{query}" if query else "")
        if self.request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": where})
        return redirect(where)

    @property
    def _known(self) -> dict[str, Any]:
        """What every template may show."""
        return {
            "visit": self,
            "request": self.request,
            "route": self.route,
            "language": self.language,
            "session": self.session,
            "served": self.served,
            "office": self.office,
            "places": self.places,
        }


def origin_of(request: HttpRequest) -> str:
    """Return from where somebody comes, as the audit log names it."""
    return f"office, from {request.META.get('REMOTE_ADDR') or 'unknown'}"
