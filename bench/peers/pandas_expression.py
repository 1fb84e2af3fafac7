# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions of the catalogue over a data frame, in the three values of SQL, by numpy on whole columns.

What a category is held against is computed once per distinct text; what occurs in several expressions is computed once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sqlglot import exp

from pandzicht.definitions.norm import NormValue
from pandzicht.definitions.words import Duration


class Value(NamedTuple):
    """A column: its values, where they are known (None: everywhere), and for a category its texts."""

    values: Any
    known: np.ndarray | None = None
    words: pd.Index | None = None


def both_known(left: Value, right: Value) -> np.ndarray | None:
    """Return where two values are known."""
    if left.known is None or right.known is None:
        return right.known if left.known is None else left.known
    return left.known & right.known


def value_of(column: pd.Series) -> Value:
    """Return a column of a frame as a value; days are numbers."""
    if pd.api.types.is_string_dtype(column.dtype):
        column = column.astype("category")
    if isinstance(column.dtype, pd.CategoricalDtype):
        codes = column.cat.codes.to_numpy()
        return Value(codes, codes >= 0, column.cat.categories)
    if column.dtype.kind == "M":
        days = column.to_numpy().astype("datetime64[D]")
        return Value(days.astype(np.int64), ~np.isnat(days))
    values = column.to_numpy()
    if values.dtype.kind == "f":
        return Value(values, ~np.isnan(values))
    return Value(values)


def day_number(day: date) -> int:
    """Return a day as value_of counts it."""
    return int(np.datetime64(day, "D").astype(np.int64))


class Evaluator:
    """Computes expressions over one frame on a day, with the norms in force."""

    def __init__(self, columns: Callable[[str], Value], on: date, norms: dict[str, NormValue | None]) -> None:
        self._columns, self.on, self._norms = columns, on, norms
        self._held: dict[str, Value] = {}
        self.period: tuple[str, str, str, str] | None = None
        """Earliest start, latest start, earliest end, latest end of what a row says."""
        self.last_visit = "laatste_bezoek"

    def true(self, tree: exp.Expr) -> np.ndarray | bool:
        """Return where a condition is known and true."""
        found = self.of(tree)
        return found.values if found.known is None else found.values & found.known

    def of(self, tree: exp.Expr) -> Value:
        """Return the value of an expression."""
        key = tree.sql()
        if key not in self._held:
            self._held[key] = self._read(tree)
        return self._held[key]

    def _read(self, tree: exp.Expr) -> Value:
        for kind, read in _READERS:
            if isinstance(tree, kind):
                return read(self, tree)
        raise ValueError(f"cannot compute {tree.sql()}")

    def column(self, tree: exp.Expr) -> Value:
        return self._columns(tree.name)

    def placeholder(self, tree: exp.Expr) -> Value:
        return Value(day_number(self.on) if tree.name == "peildatum" else float(self._norms[tree.name]))

    def conjunction(self, tree: exp.Expr) -> Value:
        left, right = self.of(tree.left), self.of(tree.right)
        no_left, no_right = _false(left), _false(right)
        known = both_known(left, right)
        return Value(left.values & right.values, None if known is None else known | no_left | no_right)

    def disjunction(self, tree: exp.Expr) -> Value:
        left, right = self.of(tree.left), self.of(tree.right)
        yes = _true(left) | _true(right)
        known = both_known(left, right)
        return Value(yes, None if known is None else known | yes)

    def negation(self, tree: exp.Expr) -> Value:
        found = self.of(tree.this)
        return Value(~found.values, found.known)

    def comparison(self, tree: exp.Expr) -> Value:
        left, right = tree.left, tree.right
        if isinstance(right, exp.Literal) and right.is_string:
            found = self._of_words(self.of(left), lambda words: words == right.name)
            return Value(~found.values, found.known) if isinstance(tree, exp.NEQ) else found
        one, other = self.of(left), self.of(right)
        return Value(_COMPARE[type(tree)](one.values, other.values), both_known(one, other))

    def arithmetic(self, tree: exp.Expr) -> Value:
        one, other = self.of(tree.left), self.of(tree.right)
        return Value(_COMPUTE[type(tree)](one.values, other.values), both_known(one, other))

    def among(self, tree: exp.Expr) -> Value:
        listed = [item.name for item in tree.expressions]
        return self._of_words(self.of(tree.this), lambda words: words.isin(listed))

    def absent(self, tree: exp.Expr) -> Value:
        found = self.of(tree.this)
        known = np.broadcast_to(True, np.shape(found.values)) if found.known is None else found.known
        return Value(~known)

    def function(self, tree: exp.Expr) -> Value:
        return getattr(self, f"_{tree.name.lower()}")(tree.expressions)

    def _of_words(self, found: Value, test: Callable[[pd.Index], Any]) -> Value:
        table = np.append(np.asarray(test(found.words), dtype=bool), False)
        return Value(table[found.values], found.known)

    def _binnen(self, arguments: list[exp.Expr]) -> Value:
        found = self.of(arguments[0])
        start = day_number(Duration(arguments[1].name).before(self.on))
        return Value((found.values > start) & (found.values <= day_number(self.on)), found.known)

    def _ouder_dan(self, arguments: list[exp.Expr]) -> Value:
        found = self.of(arguments[0])
        return Value(found.values <= day_number(Duration(arguments[1].name).before(self.on)), found.known)

    def _in_lijst(self, arguments: list[exp.Expr]) -> Value:
        listed = self._norms[arguments[1].name]
        return self._of_words(self.of(arguments[0]), lambda words: words.isin(listed))

    def _begint_met_een_van(self, arguments: list[exp.Expr]) -> Value:
        starts = tuple(self._norms[arguments[1].name])
        return self._of_words(self.of(arguments[0]), lambda words: [str(word).startswith(starts) for word in words])

    def _bevat_code(self, arguments: list[exp.Expr]) -> Value:
        code = arguments[1].name
        return self._of_words(self.of(arguments[0]), lambda words: [code in str(word).split("|") for word in words])

    def _geldig_op(self, _: list[exp.Expr]) -> Value:
        _, start, end, _ = self.period
        begun, ended, day = self._columns(start), self._columns(end), day_number(self.on)
        holds = (begun.values <= day) & begun.known & (~ended.known | (ended.values > day))
        return Value(holds)

    def _bezocht_binnen(self, arguments: list[exp.Expr]) -> Value:
        visited = self._binnen([exp.column(self.last_visit), arguments[0]])
        return Value(_true(visited))

    def _nieuw_geleverd(self, _: list[exp.Expr]) -> Value:
        return Value(False, np.False_)  # nothing was delivered before


def _true(found: Value) -> Any:
    return found.values if found.known is None else found.values & found.known


def _false(found: Value) -> Any:
    return ~found.values if found.known is None else ~found.values & found.known


_COMPARE = {exp.EQ: np.equal, exp.NEQ: np.not_equal, exp.LT: np.less, exp.LTE: np.less_equal, exp.GT: np.greater,
            exp.GTE: np.greater_equal}  # fmt: skip
_COMPUTE = {exp.Add: np.add, exp.Sub: np.subtract, exp.Mul: np.multiply}
_READERS: tuple[tuple[Any, Callable[[Evaluator, Any], Value]], ...] = (
    (exp.Paren, lambda own, tree: own.of(tree.this)),
    (exp.And, Evaluator.conjunction),
    (exp.Or, Evaluator.disjunction),
    (exp.Not, Evaluator.negation),
    (tuple(_COMPARE), Evaluator.comparison),
    (tuple(_COMPUTE), Evaluator.arithmetic),
    (exp.In, Evaluator.among),
    (exp.Is, Evaluator.absent),
    (exp.Column, Evaluator.column),
    (exp.Placeholder, Evaluator.placeholder),
    (exp.Literal, lambda _, tree: Value(float(tree.name))),
    (exp.Anonymous, Evaluator.function),
)
