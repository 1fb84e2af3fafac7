# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One address as some checks read it: its own values, and the rows of it, cut to what may be read and seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pandzicht.definitions.check import Check
from pandzicht.definitions.household import RELATION
from pandzicht.definitions.source import About, Sensitivity, Source
from pandzicht.dossier.wording import field_of
from pandzicht.exports.audience import Audience
from pandzicht.language import Language
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.source_row import place_of


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is linked to the address, or to its pand as a whole, with the columns that may be told of it."""

    values: Mapping[str, Any]
    delivered_on: date
    place: str
    of_pand: bool


class Reading:
    """Reads one address of an open run for some of its checks; whose rows it read is told to who logs it."""

    def __init__(
        self, run: OpenRun, number: int, checks: Sequence[str], audience: Audience, language: Language
    ) -> None:
        self.run = run
        self.number = number
        self.checks: tuple[Check, ...] = tuple(run.catalogue.checks[name] for name in checks)
        self.audience = audience
        self.language = language
        self._rows: dict[str, tuple[Row, ...]] = {}
        self._also_read: set[str] = set()

    @property
    def for_inspectors(self) -> bool:
        """Whether facts are told and nothing else."""
        return self.audience is Audience.TOEZICHTHOUDER

    @property
    def read(self) -> tuple[str, ...]:
        """The sources of which rows are behind the page."""
        return tuple(sorted(self._also_read.union(self._rows)))

    def also_read(self, sources: Iterable[str]) -> None:
        """Note sources of which rows were read elsewhere for the same page, now or by the run."""
        self._also_read.update(sources)

    @cached_property
    def address(self) -> Mapping[str, Any]:
        """What the table of addresses says of it."""
        record: Mapping[str, Any] = self.run.addresses.slice(self.number, 1).to_pylist()[0]
        return record

    @cached_property
    def indicators(self) -> Mapping[str, Any]:
        """The value of every indicator."""
        values: Mapping[str, Any] = self.run.indicators.slice(self.number, 1).to_pylist()[0]
        return values

    def source(self, name: str) -> Source:
        """Return a source as it was defined for the run."""
        return self.run.catalogue.sources[name]

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The sources about addresses that any of the checks lists and that delivered, in the order of the lists."""
        delivered = self.run.manifest["inputs"]["deliveries"]
        listed = dict.fromkeys(name for check in self.checks for name in check.sources)
        return tuple(name for name in listed if name in delivered and self.source(name).about is About.ADDRESS)

    def told(self, source: str) -> frozenset[str]:
        """Return the fields of a source that may be told: listed by a check, and seen by who asks."""
        listed = {name for check in self.checks for name in check.sources.get(source, ())}
        return frozenset(listed - self.hidden(source))

    def hidden(self, source: str) -> frozenset[str]:
        """Return the fields of a source that are not shown: an inspector is told nothing of a person."""
        fields = self.source(source).fields
        persons = {name for name, field in fields.items() if field.sensitivity is Sensitivity.PERSON}
        sees_persons = Sensitivity.PERSON in self.run.operation.sight.sees and not self.for_inspectors
        return self.run.rows.hidden_fields(source) | (frozenset() if sees_persons else {*persons, RELATION})

    def rows(self, source: str) -> tuple[Row, ...]:
        """Return the rows of a source for the address, and for its pand where they name no address."""
        if source not in self._rows and source in self._linked and not self.run.rows.is_destroyed(source):
            self._rows[source] = tuple(self._fetched(source))
        return self._rows.get(source, ())

    def _fetched(self, name: str) -> Iterator[Row]:
        linked, source, told = self._linked[name], self.source(name), self.told(name)
        records = self.run.rows.fetch(name, linked).to_pylist()
        for (_, of_pand), record in zip(sorted(linked.items()), records, strict=True):
            if record["row_id"] is None:  # destroyed under a rule
                continue
            delivery = self.run.rows.delivery(name, record["delivery_no"])
            yield Row(
                values={column: value for column, value in record.items() if field_of(source, column) in told},
                delivered_on=delivery.date,
                place=place_of(delivery, record["file_no"], record["record_no"]),
                of_pand=of_pand,
            )

    @cached_property
    def _linked(self) -> Mapping[str, Mapping[tuple[int, int], bool]]:
        """Per source where its rows stand, each with whether it names the pand only."""
        found: dict[str, dict[tuple[int, int], bool]] = {}
        own, of_pand = self.run.links_of([self.number]), self.run.links_of([], self.address["pand_no"])
        for links, names_pand in ((own, False), (of_pand, True)):
            for link in links:
                found.setdefault(link.source, {})[link.delivery_no, link.row_no] = names_pand
        return found
