# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was delivered and what became of it: per source its deliveries, the rows set aside, and how many were linked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.source import Source
from pandzicht.errors import NotFound
from pandzicht.governance.desk import Operation
from pandzicht.sources.delivery import Delivery, published_of
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace

TREND = 12
"""Runs of which the linked share is shown."""
PLACES = 50
"""Places of rows that are named per reason."""


@dataclass(frozen=True, slots=True)
class Linked:
    """How the rows of a source were linked in one run; those of protected places are counted apart."""

    run_id: str
    on: date
    rows: int
    linked: int
    doubtful: int
    unlinked: int
    protected: int

    @property
    def share(self) -> float | None:
        """The linked part of the rows that could be linked; None without any."""
        could = self.rows - self.protected
        return self.linked / could if could else None


@dataclass(frozen=True, slots=True)
class SourceState:
    """One source: its newest delivery, until when that stands, and how its rows were linked, the newest run last."""

    source: Source
    deliveries: tuple[Delivery, ...]
    linked: tuple[Linked, ...]
    today: date

    @property
    def newest(self) -> Delivery | None:
        """The newest delivery of which the rows are there."""
        return next((item for item in reversed(self.deliveries) if not item.is_destroyed), None)

    @property
    def stands_until(self) -> date | None:
        """The last day for which the newest delivery stands; None without one."""
        return self.source.valid_for.after(self.newest.date) if self.newest else None

    @property
    def is_late(self) -> bool:
        """Whether a delivery is waited for: there was one, and it stands no more."""
        return self.stands_until is not None and self.stands_until < self.today

    @property
    def now(self) -> Linked | None:
        """How its rows were linked in the newest run."""
        return self.linked[-1] if self.linked else None

    @property
    def least_linked(self) -> float | None:
        """The least share that its definition expects to be linked."""
        return self.source.expect.linked.min

    @property
    def falls_short(self) -> bool:
        """Whether fewer rows were linked than its definition expects."""
        share = self.now.share if self.now else None
        return share is not None and self.least_linked is not None and share < self.least_linked


def source_states(
    workspace: Workspace, operation: Operation, catalogue: Catalogue, runs: Sequence[str], today: date
) -> tuple[SourceState, ...]:
    """Return the state of every source of a catalogue, those with a delivery first; `runs` from old to new."""
    operation.allows(Action.SEE_DELIVERIES)
    manifests = [read_json(workspace.runs / run / "manifest.json") for run in runs[-TREND:]]
    states = (
        SourceState(source, published_of(workspace.within(source.channel), name), _linked(manifests, name), today)
        for name, source in catalogue.sources.items()
    )
    return tuple(sorted(states, key=lambda state: (not state.deliveries, state.source.label.nl.casefold())))


def source_state(
    workspace: Workspace, operation: Operation, catalogue: Catalogue, runs: Sequence[str], today: date, name: str
) -> SourceState:
    """Return the state of one source; raise NotFound for one that the catalogue does not have."""
    source = catalogue.named("sources", name)
    only = Catalogue(sources={name: source})
    return source_states(workspace, operation, only, runs, today)[0]


@dataclass(frozen=True, slots=True)
class AsideReason:
    """Rows of a delivery that were set aside for one reason: how many, and where the first of them stood."""

    field: str
    reason: str
    rows: int
    places: tuple[str, ...]


def set_aside_reasons(operation: Operation, delivery: Delivery) -> tuple[AsideReason, ...]:
    """Return why rows of a delivery could not be read, what holds for most first, and where; nothing of what they say.

    Raises NotFound when they were destroyed.
    """
    operation.allows(Action.SEE_DELIVERIES)
    if not delivery.set_aside.is_file():
        raise NotFound(f"the rows set aside of {delivery.source} {delivery.id} were destroyed under a rule")
    found: dict[tuple[str, str], list[tuple[int, int | None]]] = {}
    columns = ("field", "reason", "file_no", "record_no")
    table = pq.read_table(delivery.set_aside, columns=list(columns))
    for field, reason, *place in zip(*(table[name].to_pylist() for name in columns), strict=True):
        found.setdefault((field, reason), []).append((place[0], place[1]))
    told = (
        AsideReason(field, reason, len(places), tuple(_place(delivery, *place) for place in sorted(places)[:PLACES]))
        for (field, reason), places in found.items()
    )
    return tuple(sorted(told, key=lambda item: (-item.rows, item.field, item.reason)))


def _place(delivery: Delivery, file_no: int, record_no: int | None) -> str:
    """Return where a row stood: its file where there are several, and its place in it where that is known."""
    file = delivery.files[file_no].name if len(delivery.files) > 1 and file_no < len(delivery.files) else ""
    place = "" if record_no is None else delivery.place.format(file_no=file_no, record_no=record_no)
    return ": ".join(part for part in (file, place) if part)


def _linked(manifests: Sequence[Mapping[str, Any]], name: str) -> tuple[Linked, ...]:
    return tuple(
        Linked(
            manifest["run"],
            date.fromisoformat(manifest["inputs"]["date"]),
            **manifest["facts"]["links"]["sources"][name],
        )
        for manifest in manifests
        if name in manifest["facts"]["links"]["sources"]
    )
