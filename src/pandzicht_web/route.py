# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a page or call of the office declares: its address, who may come, which acts it carries out, where it stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import Enum, StrEnum

from django.http import HttpResponseBase

from pandzicht.definitions.action import NATURES, Action
from pandzicht.language import message
from pandzicht_web.call import Call

View = Callable[..., HttpResponseBase]


class Needs(StrEnum):
    """What whoever comes must have before a view is asked."""

    NOTHING = "nothing"
    ACCOUNT = "account"
    PURPOSE = "purpose"


class Place(Enum):
    """The places in the bar, in their order, with what each is called."""

    WORKLIST = message("Worklist")
    MAP = message("Map")
    SEARCH = message("Addresses")
    SELECTIONS = message("Selections")
    SOURCES = message("Sources")
    CATALOGUE = message("Catalogue")
    OVERSIGHT = message("Oversight")
    ADMINISTRATION = message("Administration")


class Form(StrEnum):
    """What an answer is: a page for people, a part of one, data for machines, or a file."""

    PAGE = "page"
    PART = "part"
    API = "api"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Route:
    """One address of the office with everything that is decided before its view is asked.

    A view carries out no other acts than those named; one act that serves a purpose makes the route need a purpose.
    """

    name: str
    path: str
    view: View
    acts: tuple[Action, ...] = ()
    needs: Needs = Needs.ACCOUNT
    methods: tuple[str, ...] = ("GET",)
    place: Place | None = None
    opens: bool = False
    """Whether its place in the bar leads here."""
    label: str = ""
    """What it is called among the sections of its place; empty for a page that is none of them."""
    form: Form = Form.PAGE
    pocket: bool = False
    """Whether people use it on a telephone."""
    shows_map: bool = False
    """Whether a map stands on it, below which pictures of the land may come from elsewhere."""
    call: Call | None = None
    """Of a call of the API: what it takes and gives."""
    takes_files: bool = False
    """Whether files come with its form; they are let in once it is known that whoever sends them may."""

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names in its path."""
        return tuple(re.findall(r"<(?:\w+:)?(\w+)>", self.path))


def refuse_undeclared(routes: Iterable[Route]) -> None:
    """Raise ValueError with all that routes leave undeclared or contradict: the office does not start with it."""
    found = list(routes)
    faults = [
        f"route '{route.name}' carries out '{act.value}', which serves a purpose: it needs one"
        for route in found
        for act in route.acts
        if NATURES[act].for_a_purpose and route.needs is not Needs.PURPOSE
    ]
    faults += [f"route '{route.name}' is open to all and carries out acts" for route in found if _is_open(route)]
    faults += [f"route '{route.name}' takes files from anybody" for route in found if _lets_in_all(route)]
    faults += [f"name '{value}' is declared twice" for value in _twice(route.name for route in found)]
    answered = (f"{method} {route.path}" for route in found for method in route.methods)
    faults += [f"path '{value.partition(' ')[2]}' is declared twice" for value in _twice(answered)]
    faults += [f"route '{route.name}' does not say what it takes and gives" for route in found if _is_mute(route)]
    opening = [route.place for route in found if route.opens]
    faults += [f"place {place} is opened by more than one route" for place in set(opening) if opening.count(place) > 1]
    if faults:
        raise ValueError("; ".join(faults))


def _twice(values: Iterable[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)


def _is_mute(route: Route) -> bool:
    return (route.form is Form.API) != (route.call is not None)


def _is_open(route: Route) -> bool:
    return route.needs is Needs.NOTHING and bool(route.acts)


def _lets_in_all(route: Route) -> bool:
    return route.takes_files and (route.needs is Needs.NOTHING or not route.acts)
