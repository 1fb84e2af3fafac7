# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first stage of a run: the addresses of a day, without those that are protected, with located places and areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pyarrow as pa

from pandzicht.addresses.declared_spine import DeclaredRows, build_declared_spine
from pandzicht.addresses.spine import SpineAccount, SpineOptions, build_spine
from pandzicht.definitions.expression import parsed
from pandzicht.definitions.source import About, DeliveryKind, Role, Source
from pandzicht.runs.plan import RunPlan
from pandzicht.signals.compiling import compiled
from pandzicht.sources.audit import GEOMETRY
from pandzicht.sources.folding import places_withdrawn
from pandzicht.sources.pseudonyms import pseudonym_keys
from pandzicht.store.engine import Engine, literal, parquet_list, quoted


def make_spine(plan: RunPlan, engine: Engine) -> dict[str, Any]:
    """Create the tables of the spine and return its account."""
    options = SpineOptions(
        valid_for=_margin(plan),
        extra=_places(plan, engine),
        protected=_protected(plan, engine),
        areas=_areas(plan, engine),
        woonplaats_aliases=names_of_towns(plan),
    )
    return asdict(_built(plan, engine, options))


def _built(plan: RunPlan, engine: Engine, options: SpineOptions) -> SpineAccount:
    on, known = plan.dates.on, plan.dates.known
    if plan.spine_is_declared:
        source = plan.spine[0]
        return build_declared_spine(
            engine, _declared_rows(plan, engine, source), on=on, name=source.source, options=options
        )
    folders = [delivery.folder for source in plan.spine for delivery in plan.deliveries[source.source]]
    return build_spine(engine, folders, on=on, known=known, options=options)


def names_of_towns(plan: RunPlan) -> dict[str, str]:
    """Return the names by which other registers know a woonplaats on the peildatum -> its name in the BAG."""
    named = (known for source in plan.spine for known in source.known_as)
    return {known.name: known.woonplaats for known in named if known.holds_on(plan.dates.on)}


def _margin(plan: RunPlan) -> timedelta:
    """Return how long after its day a delivery of the current state stands: the shortest of the spine's sources."""
    spans = [
        source.valid_for.after(delivery.date) - delivery.date
        for source in plan.spine
        for delivery in plan.deliveries.get(source.source, ())
    ]
    return min(spans, default=timedelta(0))


def _declared_rows(plan: RunPlan, engine: Engine, source: Source) -> DeclaredRows:
    """Return the rows of a declared spine that hold on the peildatum."""
    view = quoted("source_" + source.source)
    holds = "TRUE"
    if source.validity is not None:
        holds = compiled(parsed("geldig_op(:peildatum)"), plan.context.of(source))
    engine.run(f"CREATE OR REPLACE TEMP TABLE declared_rows AS SELECT * FROM {view} WHERE {holds}")
    named = {field.role: name for name, field in source.fields.items() if field.role}
    return DeclaredRows("declared_rows", straat=named.get(Role.STRAAT), woonplaats=named.get(Role.WOONPLAATS))


def _places(plan: RunPlan, engine: Engine) -> pa.Table | None:
    """Return the located places without a BAG object that active sources name; of equal keys the first row counts."""
    parts = []
    for name, source in plan.activation.sources.items():
        if source.subjects and name in plan.deliveries:
            key, view = quoted(source.subjects), quoted("source_" + name)
            label = literal(f"{source.label.nl} ")
            parts.append(
                f"SELECT {literal(f'plaats:{name}:')} || CAST({key} AS VARCHAR) AS address_id, "
                f"{label} || CAST({key} AS VARCHAR) AS adres, arg_min(link_x_cm, row_id) AS x_cm, "
                f"arg_min(link_y_cm, row_id) AS y_cm FROM {view} WHERE {key} IS NOT NULL GROUP BY {key}"
            )
    return engine.table(" UNION ALL ".join(parts)) if parts else None


def _protected(plan: RunPlan, engine: Engine) -> pa.Table | None:
    """Return where the protected rows of all sources point to, as far as they hold on the peildatum."""
    places = [place for of_source in protecting(plan, engine).values() for place in of_source]
    return pointed_to(plan, engine, places) if places else None


def pointed_to(plan: RunPlan, engine: Engine, places: Sequence[str]) -> pa.Table:
    """Return what relations with protected rows point to on the peildatum, in the columns of PROTECTED_COLUMNS."""
    return engine.table(
        "SELECT DISTINCT link_object_id AS object_id, link_nummeraanduiding_id AS nummeraanduiding_id, "
        "link_straat AS straat, link_huisnummer AS huisnummer, link_huisletter AS huisletter, "
        f"link_toevoeging AS toevoeging, link_postcode AS postcode FROM ({' UNION ALL BY NAME '.join(places)}) "
        "WHERE coalesce(geldig_van <= ?, TRUE) AND coalesce(geldig_tot > ?, TRUE)",
        [plan.dates.on, plan.dates.on],
    )


def protecting(plan: RunPlan, engine: Engine) -> dict[str, list[str]]:
    """Return per source that protects the relations with where its protected rows point to, earlier ones as well."""
    found: dict[str, list[str]] = {}
    for name, deliveries in plan.deliveries.items():
        source = plan.catalogue.sources[name]
        if source.protected is not None or source.about is About.PROTECTED:
            paths = [delivery.protected for delivery in deliveries if delivery.protected.is_file()]
            if paths:
                found.setdefault(name, []).append(f"FROM {parquet_list(paths)}")
        if source.protected is not None and source.delivery is not DeliveryKind.FULL:
            keys = pseudonym_keys(plan.workspace.within(source.channel).pseudonym_key())
            earlier = places_withdrawn(engine, source, deliveries, keys)
            if earlier:
                found.setdefault(name, []).append(f"FROM {earlier}")
    return found


def _areas(plan: RunPlan, engine: Engine) -> pa.Table | None:
    """Return the boundaries that tag addresses: of each such source the first field is the area's code."""
    parts = []
    for name, deliveries in plan.deliveries.items():
        source = plan.catalogue.sources[name]
        if source.about is About.BOUNDARIES:
            code = quoted(source.key[0] if source.key else next(iter(source.fields)))
            rows = parquet_list([delivery.rows for delivery in deliveries])
            parts.append(f"SELECT CAST({code} AS VARCHAR) AS code, {quoted(GEOMETRY)} AS wkb FROM {rows}")
    return engine.table(" UNION ALL ".join(parts)) if parts else None
