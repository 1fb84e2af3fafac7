# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indicators: all of one source in one grouped scan, all sources side by side in one wide table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pandzicht.definitions.aggregate import Aggregate, read_aggregate
from pandzicht.definitions.expression import names_in, parsed
from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.source import About, Source
from pandzicht.signals.answers import GROUPS, NEWEST
from pandzicht.signals.compiling import Context, compiled
from pandzicht.signals.scenarios import ENGINE_TYPES
from pandzicht.store.engine import Engine, literal, quoted


@dataclass(frozen=True, slots=True)
class Loaded:
    """A source whose rows in force are in view `source_NAME`; `stands` when a delivery stands for the peildatum."""

    source: Source
    stands: bool


def compute_indicators(
    engine: Engine,
    indicators: Mapping[str, Indicator],
    loaded: Mapping[str, Loaded],
    context: Context,
    dated: Iterable[str],
) -> None:
    """Create tables `indicators` and `newest` from addresses, links and the views of the sources.

    `dated` names the indicators of which the date of the newest evidence row is needed. An indicator whose source has
    no delivery is unknown everywhere.
    """
    wanted = set(dated)
    joins: list[str] = []
    newest = {NEWEST + name: "CAST(NULL AS DATE)" for name in sorted(wanted)}
    columns: dict[str, str] = {}
    for name, source in loaded.items():
        own = [item for item in indicators.values() if item.source == name]
        if not own:
            continue
        if source.source.about is About.SPINE:
            columns |= _spine_columns(engine, own, context, joins)
            continue
        _rows_of(engine, source.source, own, context)
        for per in Per:
            items = [item for item in own if item.per is per]
            if items:
                alias = f"{per.value}_{name}"
                _group(engine, alias, per, items, source.source, context, wanted)
                joins.append(f"LEFT JOIN {quoted(alias)} ON {quoted(alias)}.k = a.{GROUPS[per]}")
                columns |= {item.indicator: _valued(item, alias, source) for item in items}
                newest |= {
                    NEWEST + item.indicator: f"{quoted(alias)}.{quoted(NEWEST + item.indicator)}"
                    for item in items
                    if item.indicator in wanted
                }
    for name, indicator in indicators.items():
        columns.setdefault(name, f"CAST(NULL AS {_engine_type(indicator)})")
    _widen(engine, indicators, columns, joins, newest)


def _widen(
    engine: Engine,
    indicators: Iterable[str],
    columns: Mapping[str, str],
    joins: Sequence[str],
    newest: Mapping[str, str],
) -> None:
    listed = "".join(f",\n {columns[name]} AS {quoted(name)}" for name in indicators)
    joined = "\n".join(joins)
    base = f"FROM grouped_addresses a\n{joined}"
    engine.run(f"CREATE OR REPLACE TABLE indicators AS SELECT a.address_no, a.address_id{listed} {base}")
    dates = "".join(f", {column} AS {quoted(name)}" for name, column in newest.items())
    engine.run(f"CREATE OR REPLACE TABLE newest AS SELECT a.address_no{dates} {base}")


def group_addresses(engine: Engine) -> None:
    """Create `groups` (address_no, pand_no, straat_no, owner_no) and `grouped_addresses`: the same beside the address.

    A street is a name within a woonplaats. The owner is the legal person among the owners that `owners`
    (address_no, owner_key) names; of several the first in the order of keys.
    """
    engine.run(
        "CREATE OR REPLACE TABLE grouped_addresses AS SELECT a.*, "
        "CAST(CASE WHEN straat IS NOT NULL THEN dense_rank() OVER (ORDER BY straat, woonplaats) END AS INTEGER) "
        "AS straat_no, o.owner_no FROM addresses a LEFT JOIN ("
        "SELECT address_no, CAST(dense_rank() OVER (ORDER BY min(owner_key)) AS INTEGER) AS owner_no "
        "FROM owners GROUP BY address_no) o USING (address_no)"
    )
    engine.run(
        "CREATE OR REPLACE TABLE groups AS SELECT address_no, pand_no, straat_no, owner_no FROM grouped_addresses"
    )


def _rows_of(engine: Engine, source: Source, indicators: Sequence[Indicator], context: Context) -> None:
    """Create `rows_NAME`: the fields that the indicators of a source read, of its linked rows."""
    fields = sorted(
        {field for item in indicators for field in fields_read(read_aggregate(item.aggregate), source, context)}
    )
    if source.dated_by:
        fields = sorted({*fields, source.dated_by})
    listed = "".join(f", s.{quoted(field)}" for field in fields)
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {quoted('rows_' + source.source)} AS "
        f"SELECT l.address_no, coalesce(l.pand_no, a.pand_no) AS pand_no, a.straat_no, a.owner_no{listed} "
        f"FROM links l JOIN {quoted('source_' + source.source)} s "
        "ON s.row_no = l.row_no AND s.delivery_no = l.delivery_no "
        "LEFT JOIN grouped_addresses a ON a.address_no = l.address_no "
        f"WHERE l.source = {literal(source.source)} AND l.state = 'linked'"
    )


def fields_read(aggregate: Aggregate, source: Source, context: Context) -> tuple[str, ...]:
    """Return the columns of a source that an aggregate reads, those behind `geldig_op` included."""
    names = list(aggregate.fields)
    if aggregate.where is not None:
        names += names_in(parsed(compiled(aggregate.where, context.of(source))))
    return tuple(dict.fromkeys(names))


def _group(
    engine: Engine, alias: str, per: Per, items: Sequence[Indicator], source: Source, context: Context, wanted: set[str]
) -> None:
    columns = []
    for item in items:
        aggregate = read_aggregate(item.aggregate)
        where = filter_sql(aggregate, source, context)
        columns.append(f"{_aggregated(aggregate, where)} AS {quoted(item.indicator)}")
        if item.indicator in wanted:
            columns.append(f"max({quoted(str(source.dated_by))}){where} AS {quoted(NEWEST + item.indicator)}")
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {quoted(alias)} AS SELECT {GROUPS[per]} AS k, {', '.join(columns)} "
        f"FROM {quoted('rows_' + source.source)} WHERE {GROUPS[per]} IS NOT NULL GROUP BY {GROUPS[per]}"
    )


def filter_sql(aggregate: Aggregate, source: Source, context: Context) -> str:
    """Return the filter of an aggregate as SQL, empty when all rows count."""
    return f" FILTER (WHERE {compiled(aggregate.where, context.of(source))})" if aggregate.where is not None else ""


def _aggregated(aggregate: Aggregate, where: str) -> str:
    fields = [quoted(field) for field in aggregate.fields]
    match aggregate.name:
        case "count":
            return f"count(*){where}"
        case "count_distinct":
            return f"count(DISTINCT {fields[0]}){where}"
        case "mediaan":
            return f"quantile_disc({fields[0]}, 0.5){where}"
        case "nieuwste":
            newest = f"CASE WHEN {fields[1]} IS NOT NULL THEN struct_pack(d := {fields[1]}, v := {fields[0]}) END"
            return f"(max({newest}){where}).v"
        case name:
            return f"{name}({fields[0]}){where}"


def _valued(item: Indicator, alias: str, loaded: Loaded) -> str:
    """Return the value of an indicator: zero only where it is earned, else unknown."""
    value = f"CAST({quoted(alias)}.{quoted(item.indicator)} AS {_engine_type(item)})"
    if item.absent != "zero":
        return value
    zero = f" WHEN {_covered(loaded.source)} THEN 0" if loaded.stands else ""
    return f"CASE WHEN {value} <> 0 THEN {value}{zero} END"


def _covered(source: Source) -> str:
    kinds = ", ".join(literal(kind) for kind in source.covers.object)
    covered = f"a.soort IN ({kinds})" if kinds else "FALSE"
    doelen = source.covers.gebruiksdoel
    if doelen:
        held = " OR ".join(f"contains('|' || a.gebruiksdoelen || '|', {literal(f'|{doel}|')})" for doel in doelen)
        covered = f"{covered} AND ({held})"
    return f"({covered})"


def _engine_type(indicator: Indicator) -> str:
    kind = ENGINE_TYPES[indicator.type]
    return (
        "INTEGER"
        if kind == "BIGINT" and indicator.per is not Per.OWNER and not indicator.aggregate.startswith("sum")
        else kind
    )


def _spine_columns(engine: Engine, items: Sequence[Indicator], context: Context, joins: list[str]) -> dict[str, str]:
    """Return the columns of indicators on the spine: plain expressions per object, aggregates per pand or street."""
    columns: dict[str, str] = {}
    for item in items:
        kind = _engine_type(item)
        if item.per is Per.OBJECT:
            columns[item.indicator] = f"CAST({compiled(parsed(item.aggregate), context)} AS {kind})"
            continue
        aggregate = read_aggregate(item.aggregate)
        where = f" FILTER (WHERE {compiled(aggregate.where, context)})" if aggregate.where is not None else ""
        alias, key = f"spine_{item.indicator}", GROUPS[item.per]
        engine.run(
            f"CREATE OR REPLACE TEMP TABLE {quoted(alias)} AS SELECT {key} AS k, {_aggregated(aggregate, where)} AS v "
            f"FROM grouped_addresses WHERE {key} IS NOT NULL GROUP BY {key}"
        )
        joins.append(f"LEFT JOIN {quoted(alias)} ON {quoted(alias)}.k = a.{key}")
        columns[item.indicator] = f"CAST({quoted(alias)}.v AS {kind})"
    return columns
