# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions of the catalogue: parsed to a tree and held against the closed list of words.

A tree that passes here holds nothing but names, values and functions that are declared; only such trees are compiled.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from pandzicht.definitions.functions import FUNCTIONS, Kind, Place
from pandzicht.definitions.words import is_period
from pandzicht.errors import PandzichtError

PEILDATUM = "peildatum"

_LOGIC = (exp.And, exp.Or)
_COMPARISONS = (exp.EQ, exp.NEQ, exp.LT, exp.LTE, exp.GT, exp.GTE)
_ARITHMETIC = (exp.Add, exp.Sub, exp.Mul)


class ExpressionFault(PandzichtError):
    """A text is not an expression of the grammar."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an expression may name: fields or indicators, norms, and whether its source says how long a row holds."""

    place: Place
    names: Mapping[str, Kind]
    norms: Mapping[str, Kind] = field(default_factory=dict)
    has_validity: bool = True


@lru_cache(maxsize=4_096)
def parsed(text: str) -> exp.Expr:
    """Return the tree of one expression; it is shared, so nobody changes it.

    >>> parsed("a >= 2 and b is null").sql()
    'a >= 2 AND b IS NULL'
    """
    try:
        trees = sqlglot.parse(text, read="duckdb")
    except SqlglotError as error:
        raise ExpressionFault(f"cannot be read as an expression ({str(error).splitlines()[0]})") from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Expr):
        raise ExpressionFault("is not one expression")
    return trees[0]


def names_in(tree: exp.Expr) -> tuple[str, ...]:
    """Return the fields or indicators an expression names, in order of appearance, once each.

    >>> names_in(parsed("b > a and b < :norm"))
    ('b', 'a')
    """
    return tuple(dict.fromkeys(node.name for node in tree.find_all(exp.Column, bfs=False)))


def norms_in(tree: exp.Expr) -> tuple[str, ...]:
    """Return the norms an expression names, once each."""
    found = (node.name for node in tree.find_all(exp.Placeholder, bfs=False))
    return tuple(dict.fromkeys(name for name in found if name != PEILDATUM))


def functions_in(tree: exp.Expr) -> tuple[str, ...]:
    """Return the functions of the closed list that an expression calls, once each.

    >>> functions_in(parsed("binnen(datum, 'P1Y') and geldig_op(:peildatum)"))
    ('binnen', 'geldig_op')
    """
    return tuple(dict.fromkeys(node.name.lower() for node in tree.find_all(exp.Anonymous, bfs=False)))


def faults_in(tree: exp.Expr, scope: Scope, *, expected: Kind = Kind.BOOLEAN) -> list[str]:
    """Return everything in a tree that the grammar does not allow, in words."""
    reader = _Reader(scope)
    kind = reader.kind(tree)
    if not reader.faults and kind is not expected:
        reader.faults.append(f"gives {kind.value}, expected {expected.value}")
    return reader.faults


def parts_of_and(tree: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the conditions that a tree joins with `and`."""
    if isinstance(tree, exp.Paren):
        yield from parts_of_and(tree.this)
    elif isinstance(tree, exp.And):
        yield from parts_of_and(tree.left)
        yield from parts_of_and(tree.right)
    else:
        yield tree


class _Reader:
    """Walks a tree once, giving the kind of every node and collecting faults."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.faults: list[str] = []

    def kind(self, node: exp.Expr) -> Kind:
        """Return the kind of value of a node."""
        for types, read in (
            (exp.Paren, lambda n: self.kind(n.this)),
            (_LOGIC, self._logic),
            (exp.Not, self._not),
            (_COMPARISONS, self._comparison),
            (_ARITHMETIC, self._arithmetic),
            (exp.Neg, self._negative),
            (exp.Between, self._between),
            (exp.In, self._in),
            (exp.Is, self._is_null),
            (exp.Column, self._column),
            (exp.Placeholder, self._placeholder),
            (exp.Literal, self._literal),
            (exp.Boolean, lambda _: Kind.BOOLEAN),
            (exp.Anonymous, self._function),
        ):
            if isinstance(node, types):
                return read(node)
        return self._fault(f"'{node.sql()}' is not a word of the grammar; see docs/understand/expressions.md")

    def _fault(self, text: str) -> Kind:
        self.faults.append(text)
        return Kind.NOTHING

    def _expect(self, node: exp.Expr, kind: Kind) -> None:
        found = self.kind(node)
        if found not in (kind, Kind.NOTHING):
            self._fault(f"'{node.sql()}' is {found.value}, expected {kind.value}")

    def _logic(self, node: exp.Expr) -> Kind:
        self._expect(node.this, Kind.BOOLEAN)
        self._expect(node.expression, Kind.BOOLEAN)
        return Kind.BOOLEAN

    def _not(self, node: exp.Expr) -> Kind:
        self._expect(node.this, Kind.BOOLEAN)
        return Kind.BOOLEAN

    def _comparison(self, node: exp.Expr) -> Kind:
        left, right = self.kind(node.this), self.kind(node.expression)
        if Kind.NOTHING not in (left, right) and left is not right:
            self._fault(f"'{node.sql()}' compares {left.value} with {right.value}")
        return Kind.BOOLEAN

    def _arithmetic(self, node: exp.Expr) -> Kind:
        self._expect(node.this, Kind.NUMBER)
        self._expect(node.expression, Kind.NUMBER)
        return Kind.NUMBER

    def _negative(self, node: exp.Expr) -> Kind:
        self._expect(node.this, Kind.NUMBER)
        return Kind.NUMBER

    def _between(self, node: exp.Expr) -> Kind:
        kind = self.kind(node.this)
        self._expect(node.args["low"], kind)
        self._expect(node.args["high"], kind)
        return Kind.BOOLEAN

    def _in(self, node: exp.Expr) -> Kind:
        kind = self.kind(node.this)
        choices = node.expressions
        if not choices or not all(isinstance(choice, exp.Literal) for choice in choices):
            return self._fault(f"'{node.sql()}' needs a list of values; for a norm's list use in_lijst(code, :NORM)")
        for choice in choices:
            self._expect(choice, kind)
        return Kind.BOOLEAN

    def _is_null(self, node: exp.Expr) -> Kind:
        if not isinstance(node.expression, exp.Null):
            return self._fault(f"'{node.sql()}': 'is' may only be followed by null or not null")
        self.kind(node.this)
        return Kind.BOOLEAN

    def _column(self, node: exp.Expr) -> Kind:
        if node.args.get("table"):
            return self._fault(f"'{node.sql()}': a name has no dots")
        kind = self.scope.names.get(node.name)
        return kind or self._fault(f"unknown name '{node.name}'{_nearest(node.name, self.scope.names)}")

    def _placeholder(self, node: exp.Expr) -> Kind:
        if node.name == PEILDATUM:
            return Kind.DATE
        kind = self.scope.norms.get(node.name)
        return kind or self._fault(f"unknown norm ':{node.name}'{_nearest(node.name, self.scope.norms)}")

    def _literal(self, node: exp.Expr) -> Kind:
        return Kind.CODE if node.is_string else Kind.NUMBER

    def _function(self, node: exp.Expr) -> Kind:
        function = FUNCTIONS.get(node.name.lower())
        if function is None:
            return self._fault(f"unknown function '{node.name}'{_nearest(node.name, FUNCTIONS)}")
        if self.scope.place not in function.places:
            return self._fault(f"'{function.name}' cannot stand in a {self.scope.place.value} expression")
        if function.name.endswith("geldig_op") and not self.scope.has_validity:
            self._fault(f"'{function.name}' needs 'validity' in the source")
        arguments = node.expressions
        if len(arguments) != len(function.takes):
            return self._fault(f"'{function.name}' takes {len(function.takes)} values, found {len(arguments)}")
        for argument, kind in zip(arguments, function.takes, strict=True):
            self._argument(argument, kind)
        return function.gives

    def _argument(self, node: exp.Expr, kind: Kind) -> None:
        if kind is not Kind.PERIOD:
            self._expect(node, kind)
        elif not (isinstance(node, exp.Literal) and node.is_string and is_period(node.name)):
            self._fault(f"'{node.sql()}' is not {Kind.PERIOD.value}")


def _nearest(name: str, known: Mapping[str, object]) -> str:
    close = get_close_matches(name, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
