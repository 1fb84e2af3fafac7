# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Indicators: all of one source in one grouped scan, all sources side by side in one wide table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pandzicht.definitions.aggregate import Aggregate, read_aggregate
from pandzicht.definitions.expression import names_in, parsed
from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.source import About, FieldType, Source
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
    wide = _Wide(frozenset(dated))
    for name, source in loaded.items():
        own = [item for item in indicators.values() if item.source == name]
        if own and source.source.about is About.SPINE:
            _take_spine(engine, own, context, wide)
        elif own:
            _rows_of(engine, source.source, own, context)
            for per in Per:
                _group(engine, [item for item in own if item.per is per], source, context, wide)
    engine.run(f"CREATE OR REPLACE TABLE indicators AS {wide.values(indicators)}")
    engine.run(f"CREATE OR REPLACE TABLE newest AS {wide.newest()}")


@dataclass(slots=True)
class _Wide:
    """The wide table in the making: a column per indicator, and the grouped tables beside the addresses."""

    dated: frozenset[str]
    _columns: dict[str, str] = field(default_factory=dict)
    _dates: dict[str, tuple[str, str]] = field(default_factory=dict)
    _joins: dict[str, str] = field(default_factory=dict)

    def join(self, alias: str, per: Per) -> None:
        """Put a grouped table (with key `k`) beside the addresses."""
        self._joins[alias] = f"LEFT JOIN {quoted(alias)} ON {quoted(alias)}.k = a.{GROUPS[per]}"

    def add(self, item: Indicator, sql: str, alias: str = "") -> None:
        """Add the column of an indicator, and of its newest evidence where that is needed."""
        self._columns[item.indicator] = sql
        if alias and item.indicator in self.dated:
            self._dates[item.indicator] = (alias, f"{quoted(alias)}.{quoted(NEWEST + item.indicator)}")

    def values(self, indicators: Mapping[str, Indicator]) -> str:
        """Return the query of every indicator per address."""
        columns = {
            name: self._columns.get(name, f"CAST(NULL AS {_engine_type(item)})") for name, item in indicators.items()
        }
        listed = "".join(f",\n {column} AS {quoted(name)}" for name, column in columns.items())
        return f"SELECT a.address_no, a.address_id{listed} FROM grouped_addresses a {' '.join(self._joins.values())}"

    def newest(self) -> str:
        """Return the query of the date of the newest evidence per address, unknown where a source is not loaded."""
        columns = {name: self._dates.get(name, ("", "CAST(NULL AS DATE)"))[1] for name in sorted(self.dated)}
        listed = "".join(f", {column} AS {quoted(NEWEST + name)}" for name, column in columns.items())
        used = {alias for alias, _ in self._dates.values()}
        joined = " ".join(join for alias, join in self._joins.items() if alias in used)
        return f"SELECT a.address_no{listed} FROM grouped_addresses a {joined}"


def group_addresses(engine: Engine) -> None:
    """Create `groups` (address_no, pand_no, straat_no, owner_no) and the view `grouped_addresses`: beside the address.

    A street is a name within a woonplaats. The owner is the legal person among the owners that `owners`
    (address_no, owner_key) names; of several the first in the order of keys.
    """
    engine.run(
        "CREATE OR REPLACE TEMP TABLE streets AS SELECT straat, woonplaats, "
        "CAST(row_number() OVER (ORDER BY straat, woonplaats) AS INTEGER) AS straat_no "
        "FROM (SELECT DISTINCT straat, woonplaats FROM addresses WHERE straat IS NOT NULL)"
    )
    engine.run(
        "CREATE OR REPLACE TABLE groups AS SELECT a.address_no, a.pand_no, t.straat_no, o.owner_no FROM addresses a "
        "LEFT JOIN streets t ON t.straat = a.straat AND t.woonplaats IS NOT DISTINCT FROM a.woonplaats LEFT JOIN ("
        "SELECT address_no, CAST(dense_rank() OVER (ORDER BY min(owner_key)) AS INTEGER) AS owner_no "
        "FROM owners GROUP BY address_no) o USING (address_no)"
    )
    engine.run(
        "CREATE OR REPLACE TEMP VIEW grouped_addresses AS "
        "SELECT a.*, g.straat_no, g.owner_no FROM addresses a JOIN groups g USING (address_no)"
    )


def _rows_of(engine: Engine, source: Source, indicators: Sequence[Indicator], context: Context) -> None:
    """Create `rows_NAME`: the fields that the indicators of a source read, of its linked rows.

    Only rows that are grouped more than once are worth keeping.
    """
    fields = sorted(
        {field for item in indicators for field in fields_read(read_aggregate(item.aggregate), source, context)}
    )
    if source.dated_by:
        fields = sorted({*fields, source.dated_by})
    numbers = _only_counted(source, indicators)
    listed = "".join(
        f", CAST('0x' || s.{quoted(name)} AS UBIGINT) AS {quoted(name)}" if name in numbers else f", s.{quoted(name)}"
        for name in fields
    )
    pers = {item.per for item in indicators}
    kind, keys, join = ("TABLE" if len(pers) > 1 else "VIEW"), "", ""
    if pers != {Per.OBJECT}:
        keys = ", coalesce(l.pand_no, g.pand_no) AS pand_no, g.straat_no, g.owner_no"
        join = "LEFT JOIN groups g ON g.address_no = l.address_no "
    engine.run(
        f"CREATE OR REPLACE TEMP {kind} {quoted('rows_' + source.source)} AS SELECT l.address_no{keys}{listed} "
        f"FROM links l JOIN {quoted('source_' + source.source)} s "
        f"ON s.row_no = l.row_no AND s.delivery_no = l.delivery_no {join}"
        f"WHERE l.source = {literal(source.source)} AND l.state = 'linked'"
    )


def _only_counted(source: Source, indicators: Sequence[Indicator]) -> frozenset[str]:
    """Return the pseudonyms that are only counted: their 16 hexadecimal digits are as well a number, and faster."""
    aggregates = [read_aggregate(item.aggregate) for item in indicators]
    counted = {item.fields[0] for item in aggregates if item.name == "count_distinct"}
    filters = [item.where for item in aggregates if item.where is not None]
    other = {name for item in aggregates if item.name != "count_distinct" for name in item.fields}
    other |= {name for where in filters for name in names_in(where)}
    pseudonyms = {name for name, given in source.fields.items() if given.type is FieldType.PSEUDONYM}
    return frozenset((counted & pseudonyms) - other)


def fields_read(aggregate: Aggregate, source: Source, context: Context) -> tuple[str, ...]:
    """Return the columns of a source that an aggregate reads, those behind `geldig_op` included."""
    names = list(aggregate.fields)
    if aggregate.where is not None:
        names += names_in(parsed(compiled(aggregate.where, context.of(source))))
    return tuple(dict.fromkeys(names))


def _group(engine: Engine, items: Sequence[Indicator], loaded: Loaded, context: Context, wide: _Wide) -> None:
    """Compute the indicators of a source that are per one kind of thing, in one grouped scan."""
    if not items:
        return
    source, per = loaded.source, items[0].per
    alias = f"{per.value}_{source.source}"
    columns = []
    for item in items:
        aggregate = read_aggregate(item.aggregate)
        where = filter_sql(aggregate, source, context)
        columns.append(f"{_aggregated(aggregate, where)} AS {quoted(item.indicator)}")
        if item.indicator in wide.dated:
            columns.append(f"max({quoted(str(source.dated_by))}){where} AS {quoted(NEWEST + item.indicator)}")
        wide.add(item, _valued(item, alias, loaded), alias)
    engine.run(
        f"CREATE OR REPLACE TEMP TABLE {quoted(alias)} AS SELECT {GROUPS[per]} AS k, {', '.join(columns)} "
        f"FROM {quoted('rows_' + source.source)} WHERE {GROUPS[per]} IS NOT NULL GROUP BY {GROUPS[per]}"
    )
    wide.join(alias, per)


def filter_sql(aggregate: Aggregate, source: Source, context: Context) -> str:
    """Return the filter of an aggregate as SQL, empty when all rows count."""
    return f" FILTER (WHERE {compiled(aggregate.where, context.of(source))})" if aggregate.where is not None else ""


def _aggregated(aggregate: Aggregate, where: str) -> str:
    fields = [quoted(field) for field in aggregate.fields]
    match aggregate.name:
        case "count":
            return f"count(*){where}"
        case "count_distinct":
            # A DISTINCT aggregate keeps a table of its own; over the few rows of an address a list is much faster.
            return f"coalesce(list_unique(list({fields[0]}){where}), 0)"
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


def _take_spine(engine: Engine, items: Sequence[Indicator], context: Context, wide: _Wide) -> None:
    """Add the indicators on the spine: plain expressions per object, aggregates per pand or street."""
    for item in items:
        kind = _engine_type(item)
        if item.per is Per.OBJECT:
            wide.add(item, f"CAST({compiled(parsed(item.aggregate), context)} AS {kind})")
            continue
        aggregate = read_aggregate(item.aggregate)
        where = f" FILTER (WHERE {compiled(aggregate.where, context)})" if aggregate.where is not None else ""
        alias, key = f"spine_{item.indicator}", GROUPS[item.per]
        engine.run(
            f"CREATE OR REPLACE TEMP TABLE {quoted(alias)} AS SELECT {key} AS k, {_aggregated(aggregate, where)} AS v "
            f"FROM grouped_addresses WHERE {key} IS NOT NULL GROUP BY {key}"
        )
        wide.join(alias, item.per)
        wide.add(item, f"CAST({quoted(alias)}.v AS {kind})")
