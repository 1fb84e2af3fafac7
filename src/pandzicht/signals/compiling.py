# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions of the catalogue to SQL: every function of the closed list becomes a tree, every value a literal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlglot import exp

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import PEILDATUM
from pandzicht.definitions.norm import NormValue
from pandzicht.definitions.reads import LAST_VISIT
from pandzicht.definitions.source import FieldType, Source
from pandzicht.definitions.words import Duration


@dataclass(frozen=True, slots=True)
class Context:
    """The peildatum, the norms in force on it, and for rows the source they are of."""

    on: date
    norms: Mapping[str, NormValue | None] = field(default_factory=dict)
    source: Source | None = None

    def of(self, source: Source) -> Context:
        """Return the same context for the rows of a source."""
        return Context(self.on, self.norms, source)


def context_on(catalogue: Catalogue, on: date) -> Context:
    """Return the context of a peildatum: each norm's value in force then, None where none holds."""
    return Context(on, {name: norm.on(on) for name, norm in catalogue.norms.items()})


def compiled(tree: exp.Expr, context: Context) -> str:
    r"""Return the SQL of an expression of the grammar.

    >>> from pandzicht.definitions.expression import parsed
    >>> compiled(parsed("binnen(datum, 'P1Y') and n > :grens"), Context(date(2026, 3, 1), {"grens": 4}))
    '("datum" > CAST(\'2025-03-01\' AS DATE) AND "datum" <= CAST(\'2026-03-01\' AS DATE)) AND "n" > 4'
    """
    return _replaced(tree, context).sql(dialect="duckdb")


def _replaced(tree: exp.Expr, context: Context) -> exp.Expr:
    def visit(node: exp.Expr) -> exp.Expr:
        if isinstance(node, exp.Column):
            return _name(node.name)
        if isinstance(node, exp.Placeholder):
            return _day(context.on) if node.name == PEILDATUM else _value(context.norms.get(node.name))
        if isinstance(node, exp.Anonymous):
            return exp.paren(FUNCTIONS[node.name.lower()](node.expressions, context), copy=False)
        return node

    replaced: exp.Expr = tree.copy().transform(visit)
    return replaced


def _name(name: str) -> exp.Expr:
    return exp.column(exp.to_identifier(name, quoted=True))


def _day(day: date) -> exp.Expr:
    return exp.cast(exp.Literal.string(day.isoformat()), exp.DataType.Type.DATE)


def _value(value: NormValue | None) -> exp.Expr:
    if value is None or isinstance(value, tuple):
        return exp.Null()
    if isinstance(value, str):
        return exp.Literal.string(value)
    return exp.Literal.number(str(Decimal(value)))


def _within(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    day = _replaced(arguments[0], context)
    start = Duration(arguments[1].name).before(context.on)
    return exp.and_(exp.GT(this=day, expression=_day(start)), exp.LTE(this=day.copy(), expression=_day(context.on)))


def _older(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    start = Duration(arguments[1].name).before(context.on)
    return exp.LTE(this=_replaced(arguments[0], context), expression=_day(start))


def _year(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    return exp.Extract(this=exp.var("YEAR"), expression=_replaced(arguments[0], context))


def _norm_list(node: exp.Expr, context: Context) -> tuple[str, ...] | None:
    value = context.norms.get(node.name)
    return value if isinstance(value, tuple) else None


def _in_list(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    listed = _norm_list(arguments[1], context)
    if not listed:
        return exp.cast(exp.Null(), exp.DataType.Type.BOOLEAN)
    return exp.In(this=_replaced(arguments[0], context), expressions=[exp.Literal.string(code) for code in listed])


def _begins(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    return exp.StartsWith(this=_replaced(arguments[0], context), expression=_replaced(arguments[1], context))


def _begins_with_one(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    listed = _norm_list(arguments[1], context)
    if not listed:
        return exp.cast(exp.Null(), exp.DataType.Type.BOOLEAN)
    code = _replaced(arguments[0], context)
    return exp.or_(*[exp.StartsWith(this=code.copy(), expression=exp.Literal.string(start)) for start in listed])


def _holds_code(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    barred = exp.DPipe(
        this=exp.DPipe(this=exp.Literal.string("|"), expression=_replaced(arguments[0], context)),
        expression=exp.Literal.string("|"),
    )
    return exp.Anonymous(this="contains", expressions=[barred, exp.Literal.string(f"|{arguments[1].name}|")])


def _ends(context: Context) -> tuple[str, str, bool, bool]:
    """Return the names of the start and end of validity, and whether each is a partial date."""
    source = context.source
    if source is None or source.validity is None:
        raise ValueError("an expression asks for validity where no source with validity is read")
    start, end = source.validity.start, source.validity.end
    partial = FieldType.PARTIAL_DATE
    return start, end, source.fields[start].type is partial, source.fields[end].type is partial


def _holds(day: exp.Expr, start: str, end: str) -> exp.Expr:
    begun = exp.LTE(this=_name(start), expression=day)
    open_end = exp.Is(this=_name(end), expression=exp.Null())
    not_ended = exp.GT(this=_name(end), expression=day.copy())
    return exp.and_(begun, exp.or_(open_end, not_ended))


def _holds_certainly(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    start, end, start_partial, end_partial = _ends(context)
    day = _replaced(arguments[0], context)
    return _holds(day, f"{start}_laatst" if start_partial else start, f"{end}_vroegst" if end_partial else end)


def _holds_possibly(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    start, end, start_partial, end_partial = _ends(context)
    day = _replaced(arguments[0], context)
    return _holds(day, f"{start}_vroegst" if start_partial else start, f"{end}_laatst" if end_partial else end)


def _newly_delivered(_: list[exp.Expr], __: Context) -> exp.Expr:
    return _name("nieuw_geleverd")


def _visited(arguments: list[exp.Expr], context: Context) -> exp.Expr:
    within = _within([exp.column(LAST_VISIT), arguments[0]], context)
    return exp.Coalesce(this=exp.paren(within), expressions=[exp.false()])


FUNCTIONS: dict[str, Callable[[list[exp.Expr], Context], exp.Expr]] = {
    "binnen": _within,
    "ouder_dan": _older,
    "jaar": _year,
    "in_lijst": _in_list,
    "begint_met": _begins,
    "begint_met_een_van": _begins_with_one,
    "bevat_code": _holds_code,
    "geldig_op": _holds_certainly,
    "mogelijk_geldig_op": _holds_possibly,
    "nieuw_geleverd": _newly_delivered,
    "bezocht_binnen": _visited,
}
"""How each function of the closed list is written for the engine."""
