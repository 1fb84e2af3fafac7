# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The aggregate of an indicator: which rows count (the filter) and what is made of them.

The filter is the evidence: explaining an address runs this same filter for its rows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlglot import exp

from pandzicht.definitions.expression import PEILDATUM, ExpressionFault, Scope, faults_in, names_in, parsed
from pandzicht.definitions.functions import AGGREGATES, Kind

_BUILT_IN: dict[type[exp.Expr], str] = {exp.Sum: "sum", exp.Min: "min", exp.Max: "max"}


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One aggregate: its name, the fields it takes, and the filter (None: all rows)."""

    name: str
    """count, count_distinct, sum, min, max, mediaan or nieuwste."""
    fields: tuple[str, ...]
    where: exp.Expr | None

    @property
    def counts_rows(self) -> bool:
        """Whether the value is the number of its evidence rows."""
        return self.name == "count"

    @property
    def counts_standing_rows_only(self) -> bool:
        """Whether a row counts only when it certainly holds on the peildatum.

        >>> read_aggregate("count(*) filter (where geldig_op(:peildatum) and soort = 'W')").counts_standing_rows_only
        True
        >>> read_aggregate("count(*) filter (where geldig_op(:peildatum) or soort = 'W')").counts_standing_rows_only
        False
        """
        return any(_asks_to_hold(part) for part in _parts_of(self.where))

    @property
    def is_zero_without_rows(self) -> bool:
        """Whether no rows can mean zero."""
        return self.name in ("count", "count_distinct", "sum")


def read_aggregate(text: str) -> Aggregate:
    """Return the aggregate that a text says.

    >>> aggregate = read_aggregate("count(distinct bsn) filter (where soort = 'W')")
    >>> aggregate.name, aggregate.fields, aggregate.where.sql()
    ('count_distinct', ('bsn',), "soort = 'W'")
    """
    tree = parsed(text)
    where = None
    if isinstance(tree, exp.Filter):
        where = tree.expression.this
        tree = tree.this
    name, fields = _named(tree)
    return Aggregate(name=name, fields=fields, where=where)


def _parts_of(where: exp.Expr | None) -> Iterator[exp.Expr]:
    """Yield the conditions that must all be true."""
    if isinstance(where, exp.Paren):
        yield from _parts_of(where.this)
    elif isinstance(where, exp.And):
        yield from _parts_of(where.left)
        yield from _parts_of(where.right)
    elif where is not None:
        yield where


def _asks_to_hold(condition: exp.Expr) -> bool:
    is_call = isinstance(condition, exp.Anonymous) and condition.name.lower() == "geldig_op"
    return is_call and [item.name for item in condition.expressions] == [PEILDATUM]


def _named(tree: exp.Expr) -> tuple[str, tuple[str, ...]]:
    if isinstance(tree, exp.Count):
        if isinstance(tree.this, exp.Star):
            return "count", ()
        if isinstance(tree.this, exp.Distinct):
            return "count_distinct", _columns(tree.this.expressions)
        raise ExpressionFault("count takes * or distinct FIELD: count(field) would hide which rows lack it")
    if isinstance(tree, exp.Anonymous) and tree.name.lower() in AGGREGATES:
        name, arguments = tree.name.lower(), tree.expressions
    elif type(tree) in _BUILT_IN:
        name, arguments = _BUILT_IN[type(tree)], [tree.this]
    else:
        known = ", ".join(["count", *AGGREGATES])
        raise ExpressionFault(f"'{tree.sql()}' is not an aggregate of the grammar; known are {known}")
    if len(arguments) != len(AGGREGATES[name]):
        raise ExpressionFault(f"'{name}' takes {len(AGGREGATES[name])} fields, found {len(arguments)}")
    return name, _columns(arguments)


def _columns(nodes: list[exp.Expr]) -> tuple[str, ...]:
    for node in nodes:
        if not isinstance(node, exp.Column):
            raise ExpressionFault(f"'{node.sql()}': an aggregate takes the name of a field")
    return tuple(node.name for node in nodes)


def shown_fields(aggregate: Aggregate) -> tuple[str, ...]:
    """Return the fields of which a value comes out or is asked for: all but those that are only counted.

    >>> shown_fields(read_aggregate("count(distinct bsn) filter (where soort = 'W')"))
    ('soort',)
    """
    asked = names_in(aggregate.where) if aggregate.where is not None else ()
    return asked if aggregate.name == "count_distinct" else (*aggregate.fields, *asked)


def aggregate_faults(aggregate: Aggregate, scope: Scope) -> list[str]:
    """Return what an aggregate asks that its source does not have or that has the wrong kind."""
    faults = [f"unknown field '{name}'" for name in aggregate.fields if name not in scope.names]
    if not faults:
        faults += _kind_faults(aggregate, scope)
    if aggregate.where is not None:
        faults += faults_in(aggregate.where, scope)
    return faults


def _kind_faults(aggregate: Aggregate, scope: Scope) -> list[str]:
    kinds = [scope.names[name] for name in aggregate.fields]
    if aggregate.name == "sum" and kinds[0] is not Kind.NUMBER:
        return [f"'{aggregate.fields[0]}' is {kinds[0].value} and cannot be added up"]
    if aggregate.name == "nieuwste" and kinds[1] is not Kind.DATE:
        return [f"'{aggregate.fields[1]}' is {kinds[1].value}, expected a date"]
    return []


def aggregate_kind(aggregate: Aggregate, scope: Scope) -> Kind:
    """Return the kind of value an aggregate gives."""
    if aggregate.name in ("count", "count_distinct", "sum"):
        return Kind.NUMBER
    return scope.names.get(aggregate.fields[0], Kind.NOTHING)
