# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sources with their deliveries, for machines: what was delivered, what could not be read, how much was linked."""

from __future__ import annotations

from datetime import date

from pydantic import Field

from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.runs.finding import runs_of
from pandzicht.runs.quality import SourceState, source_state, source_states
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call
from pandzicht_web.visit import Visit


class File(Answer):
    """One file as it was delivered."""

    name: str
    bytes: int
    sha256: str


class Delivery(Answer):
    """One delivery: its day, its files, and what became of its rows."""

    id: str
    date: date
    kind: str
    files: list[File]
    counts: dict[str, int]
    content_hash: str


class Linked(Answer):
    """How the rows of the source were linked in one run; those of protected places are counted apart."""

    run_id: str
    on: date
    rows: int
    linked: int
    doubtful: int
    unlinked: int
    protected: int


class Source(Answer):
    """One source: until when its newest delivery stands, and whether another is waited for."""

    source: str
    label: str
    owner: str
    purposes: list[str]
    deliveries: int
    newest: date | None
    stands_until: date | None
    is_late: bool


class Sources(Answer):
    """The sources of the catalogue in force, those with a delivery first."""

    sources: list[Source]


class SourceInFull(Source):
    """One source with its deliveries, the oldest first, and how its rows were linked, the newest run last."""

    delivered: list[Delivery] = Field(description="The deliveries of which the account is there")
    linked: list[Linked]


def sources(visit: Visit) -> object:
    """Answer every source."""
    space, office = visit.office.workspace, visit.office
    with visit.operation(Action.SEE_DELIVERIES) as operation:
        states = source_states(space, operation, office.catalogue(), runs_of(space), office.today)
    return Sources(sources=[Source.model_validate(_told(visit, state)) for state in states])


def source(visit: Visit, name: str) -> object:
    """Answer one source."""
    space, office = visit.office.workspace, visit.office
    with visit.operation(Action.SEE_DELIVERIES, Subject(Kind.SOURCE, name)) as operation:
        state = source_state(space, operation, office.catalogue(), runs_of(space), office.today, name)
    return SourceInFull.model_validate(
        {**_told(visit, state), "delivered": list(state.deliveries), "linked": list(state.linked)}
    )


def _told(visit: Visit, state: SourceState) -> dict[str, object]:
    source = state.source
    return {
        "source": source.source,
        "label": source.label.in_(visit.language),
        "owner": source.owner,
        "purposes": list(source.purposes),
        "deliveries": len(state.deliveries),
        "newest": state.newest.date if state.newest else None,
        "stands_until": state.stands_until,
        "is_late": state.is_late,
    }


_ACTS = (Action.SEE_DELIVERIES,)
ROUTES = (
    call_route("api_sources", "sources", sources, Call("List the sources", Sources), acts=_ACTS),
    call_route(
        "api_source",
        "sources/<slug:name>",
        source,
        Call("Answer one source with its deliveries", SourceInFull),
        acts=_ACTS,
    ),
)
