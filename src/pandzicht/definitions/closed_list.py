# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a check really reads, source by source and field by field: what its closed list is held against.

Counted are the fields that a value, a filter, a frame or an expiry names. By which fields a row finds its address is no
matter of a check: linking reads those for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pandzicht.definitions.aggregate import read_aggregate
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import functions_in, names_in, parsed
from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import About, FieldType, Source
from pandzicht.definitions.timeline import TimelineEvent

Fields = Mapping[str, frozenset[str]]
"""Source -> its fields that are read; of a source of which rows are only counted, none."""


def fields_of_indicators(catalogue: Catalogue, names: Iterable[str]) -> Fields:
    """Return the fields that indicators read; one per owner also reads who owns. Raises ExpressionFault."""
    return joined(
        part for name in names if name in catalogue.indicators for part in _parts(catalogue, catalogue.indicators[name])
    )


def fields_of_signal(catalogue: Catalogue, signal: Signal) -> Fields:
    """Return the fields behind a signal, the day of its newest evidence included where it expires."""
    names = indicators_of_signal(signal)
    read = fields_of_indicators(catalogue, names)
    if not signal.expires:
        return read
    dated = {
        name: frozenset({source.dated_by})
        for name, source in catalogue.sources.items()
        if name in read and source.dated_by
    }
    return joined([read, dated])


def fields_of_check(catalogue: Catalogue, check: Check) -> Fields:
    """Return all that a check reads: for its signals, those of its challenger, its frame and its facts."""
    return joined(read for _, read in parts_of_check(catalogue, check))


def parts_of_check(catalogue: Catalogue, check: Check) -> list[tuple[tuple[str, ...], Fields]]:
    """Return what each part of a check reads, by its path in the definition."""
    challenger = check.challenger.points if check.challenger else {}
    paths = [("points", name) for name in check.points] + [("challenger", "points", name) for name in challenger]
    return [
        *(
            (path, fields_of_signal(catalogue, catalogue.signals[path[-1]]))
            for path in paths
            if path[-1] in catalogue.signals
        ),
        (("frame",), fields_of_indicators(catalogue, indicators_of_frame(check))),
        (("facts",), fields_of_indicators(catalogue, check.facts)),
    ]


def shortest_list(catalogue: Catalogue, check: Check) -> dict[str, tuple[str, ...]]:
    """Return the closed list of a check without what nothing of it reads, in the order in which it stands."""
    read = joined([fields_of_check(catalogue, check), fields_of_dossier(catalogue, check)])
    return {
        source: tuple(name for name in fields if name in read[source])
        for source, fields in check.sources.items()
        if source in read
    }


def fields_of_dossier(catalogue: Catalogue, check: Check) -> Fields:
    """Return the fields by which a dossier of an address tells what happened there and how visits ended.

    An event is told where the closed list has every field of it, an outcome where it has the field of the check's own;
    by the number of a case an address is found where it has that.
    """
    found: dict[str, frozenset[str]] = {}
    for name in check.sources:
        source = catalogue.sources.get(name)
        if source is not None and source.about is not About.SPINE:
            events = (event.fields for event in events_told(source, check))
            number = {source.case_number} & {*check.sources[name]}
            found[name] = frozenset().union(*events, outcome_told(source, check), filter(None, number))
    return {name: fields for name, fields in found.items() if fields}


def events_told(source: Source, check: Check) -> tuple[TimelineEvent, ...]:
    """Return what of the timeline of a source a check may tell: the events of which it lists every field.

    The history that the BAG gives of an object needs no listing, no more than the object itself.
    """
    if source.about is About.SPINE:
        return source.timeline
    listed = frozenset(check.sources.get(source.source, ()))
    return tuple(event for event in source.timeline if event.fields <= listed)


def outcome_told(source: Source, check: Check) -> frozenset[str]:
    """Return the fields by which a source tells a check how its own visits ended; none unless it lists all of them.

    What became of a finding after objection is told beside it where the check lists that field as well.
    """
    told = source.outcomes
    field = told.of.get(check.check) if told else None
    if told is None or field is None or source.dated_by is None:
        return frozenset()
    fields = frozenset({field, told.step, source.dated_by})
    listed = frozenset(check.sources.get(source.source, ()))
    appeal = frozenset({told.appeal.field}) & listed if told.appeal else frozenset()
    return fields | appeal if fields <= listed else frozenset()


def beyond(read: Fields, listed: Mapping[str, Iterable[str]]) -> dict[str, tuple[str, ...]]:
    """Return what is read outside a closed list: of a source that is listed its fields, of another all of them.

    >>> beyond({"woz": frozenset({"waarde"}), "brk": frozenset()}, {"woz": ["waarde"]})
    {'brk': ()}
    """
    outside = {source: tuple(sorted(fields - set(listed.get(source, ())))) for source, fields in read.items()}
    return {source: fields for source, fields in outside.items() if fields or source not in listed}


def joined(parts: Iterable[Fields]) -> Fields:
    """Return what parts read together.

    >>> joined([{"woz": frozenset()}, {"woz": frozenset({"waarde"})}])
    {'woz': frozenset({'waarde'})}
    """
    found: dict[str, frozenset[str]] = {}
    for part in parts:
        for source, fields in part.items():
            found[source] = found.get(source, frozenset()) | fields
    return found


def _parts(catalogue: Catalogue, indicator: Indicator) -> Iterable[Fields]:
    source = catalogue.sources.get(indicator.source)
    if source is not None:
        yield {source.source: _own(indicator, source)}
    if indicator.per is Per.OWNER:
        yield from (_naming(item) for item in catalogue.sources.values() if item.owners)


def _naming(source: Source) -> Fields:
    """Return the fields by which a source tells which legal person owns."""
    owners = {source.owners.key, source.owners.kind} if source.owners else set()
    return {source.source: frozenset(owners) | _validity(source)}


def _own(indicator: Indicator, source: Source) -> frozenset[str]:
    tree = parsed(indicator.aggregate)
    if source.about is About.SPINE and indicator.per is Per.OBJECT:
        return frozenset(names_in(tree))
    aggregate = read_aggregate(indicator.aggregate)
    named = {*aggregate.fields, *(names_in(aggregate.where) if aggregate.where is not None else ())}
    holds = {"geldig_op", "mogelijk_geldig_op"} & set(functions_in(tree))
    return frozenset(_field(source, name) for name in named) | (_validity(source) if holds else frozenset())


def _validity(source: Source) -> frozenset[str]:
    return frozenset({source.validity.start, source.validity.end}) if source.validity else frozenset()


def _field(source: Source, name: str) -> str:
    """Return the field behind a name: the two ends of a partial date are one field."""
    partial = (field for field, given in source.fields.items() if given.type is FieldType.PARTIAL_DATE)
    ends = {f"{field}_{end}": field for field in partial for end in ("vroegst", "laatst")}
    return ends.get(name, name)
