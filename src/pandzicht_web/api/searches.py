# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Searching, for machines. What is looked for stands in the body: it may be a name, and addresses of calls are kept."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from pandzicht.definitions.action import Action
from pandzicht.searching.asked import LONGEST
from pandzicht.searching.found import Kind
from pandzicht.searching.search import search
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Question
from pandzicht_web.opening import opened
from pandzicht_web.route import Needs
from pandzicht_web.visit import Visit


class Search(Question):
    """What is looked for: an address in any spelling, a postcode, an id, the whole number of a case, a firm, a run."""

    text: Annotated[Line, StringConstraints(min_length=1, max_length=LONGEST)]


class Found(Answer):
    """One thing that was found."""

    kind: Kind
    label: str
    sublabel: str
    target: str = Field(description="What names it: an address_id, a postcode, the name of a run")


class FoundThings(Answer):
    """At most ten things, the likeliest first."""

    found: list[Found]


def searched(visit: Visit, asked: Search) -> object:
    """Answer what a text means."""
    with visit.operation(Action.SEARCH, purposes=visit.serves.purposes) as operation:
        found = search(opened(visit, operation), asked.text, visit.language)
    return FoundThings(found=[Found.model_validate(item) for item in found])


ROUTES = (
    call_route(
        "api_search",
        "searches",
        searched,
        Call("Answer what a text means: addresses, postcodes, owners, runs, selections", FoundThings, Search),
        acts=(Action.SEARCH,),
        needs=Needs.PURPOSE,
        method="POST",
    ),
)
