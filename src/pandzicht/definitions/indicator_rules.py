# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the indicators of a catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.aggregate import aggregate_faults, aggregate_kind, read_aggregate, shown_fields
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import ExpressionFault, faults_in, names_in, parsed
from pandzicht.definitions.functions import Kind
from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.principles import DATA_MINIMISATION
from pandzicht.definitions.refused import proxy_listing
from pandzicht.definitions.scope import VALUE_KINDS, row_scope
from pandzicht.definitions.source import About, FieldType, Source
from pandzicht.errors import Fault


def indicator_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for indicators."""
    for indicator in catalogue.indicators.values():
        yield from _proxy(catalogue, indicator)
        source = catalogue.sources.get(indicator.source)
        if source is not None:
            yield from _source_kind(catalogue, indicator, source)
            yield from _aggregate(catalogue, indicator, source)
            yield from _persons(catalogue, indicator, source)
        elif not catalogue.knows("sources", indicator.source):
            yield catalogue.fault(
                "indicators",
                indicator.indicator,
                ("source",),
                f"unknown source '{indicator.source}'",
                "name one in sources/",
            )
    for name in catalogue.proxies:
        if not catalogue.knows("indicators", name):
            yield catalogue.fault(
                "proxies", name, ("proxy",), f"stands beside no indicator '{name}'", "remove the file"
            )


def _proxy(catalogue: Catalogue, indicator: Indicator) -> Iterator[Fault]:
    """Yield an indicator that is on the proxy list, by its name or a field that it reads, without a justification."""
    name = indicator.indicator
    if catalogue.knows("proxies", name):
        return
    for word in (name, *_read_words(catalogue, indicator)):
        if listing := proxy_listing(word):
            on = f"'{name}' is" if word == name else f"'{name}' reads '{word}', which is"
            found = f"{on} on the proxy list ({listing}) without a justification"
            yield catalogue.fault("indicators", name, ("indicator",), found, f"write {name}.proxy.yaml beside it")
            return


def _read_words(catalogue: Catalogue, indicator: Indicator) -> Iterator[str]:
    """Yield the fields that an indicator reads, and the names under which these are delivered."""
    source = catalogue.sources.get(indicator.source)
    try:
        names = names_in(parsed(indicator.aggregate)) if source else ()
    except ExpressionFault:
        return
    for name in names:
        field = source.fields.get(name) if source else None
        yield from (name, *field.origins) if field else ()


def _source_kind(catalogue: Catalogue, indicator: Indicator, source: Source) -> Iterator[Fault]:
    name = indicator.indicator
    if source.about not in (About.ADDRESS, About.SPINE):
        found = f"source '{source.source}' is about {source.about.value}: its figures feed no indicator"
        yield catalogue.fault("indicators", name, ("source",), found, "use area figures in area profiles only")
    if indicator.per is Per.OWNER and not any(item.owners for item in catalogue.sources.values()):
        yield catalogue.fault("indicators", name, ("per",), "no source says who owns", "add 'owners' to one")
    if indicator.absent == "zero" and source.about is About.ADDRESS and not source.covers.object:
        found = f"absent: zero, but source '{source.source}' covers no objects"
        yield catalogue.fault(
            "indicators", name, ("absent",), found, "add 'covers' to the source or use absent: unknown"
        )


def _aggregate(catalogue: Catalogue, indicator: Indicator, source: Source) -> Iterator[Fault]:
    name, scope = indicator.indicator, row_scope(catalogue, source)
    expected = VALUE_KINDS[indicator.type]
    try:
        if source.about is About.SPINE and indicator.per is Per.OBJECT:
            found = faults_in(parsed(indicator.aggregate), scope, expected=expected)
        else:
            aggregate = read_aggregate(indicator.aggregate)
            found = aggregate_faults(aggregate, scope)
            kind = aggregate_kind(aggregate, scope)
            if kind not in (expected, Kind.NOTHING):
                found.append(f"gives {kind.value}, but type is {indicator.type.value}")
            if indicator.absent == "zero" and not aggregate.is_zero_without_rows:
                found.append(f"absent: zero means nothing for {aggregate.name}; use absent: unknown")
    except ExpressionFault as fault:
        found = [str(fault)]
    for text in found:
        yield catalogue.fault(
            "indicators", name, ("aggregate",), f"aggregate: {text}", "see docs/understand/expressions.md"
        )


def _persons(catalogue: Catalogue, indicator: Indicator, source: Source) -> Iterator[Fault]:
    """Yield what would put a person in a column, and figures on persons without a basis of their own (lawful.md 12)."""
    pseudonyms = {name for name, field in source.fields.items() if field.type is FieldType.PSEUDONYM}
    try:
        shown = sorted(pseudonyms & set(shown_fields(read_aggregate(indicator.aggregate))))
    except ExpressionFault:
        shown = []
    if shown:
        found = (
            f"'{shown[0]}' is the pseudonym of a person: an address is compared, never a person ({DATA_MINIMISATION})"
        )
        remedy = f"only count them: count(distinct {shown[0]})"
        yield catalogue.fault("indicators", indicator.indicator, ("aggregate",), found, remedy)
    if source.is_of_persons and not indicator.legal_basis:
        found = f"it counts rows of persons (source '{source.source}') without a basis of its own (AVG art. 6 lid 1)"
        yield catalogue.fault("indicators", indicator.indicator, ("indicator",), found, "add 'legal_basis'")
