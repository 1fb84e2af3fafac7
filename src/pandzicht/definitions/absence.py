# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""On whose absence a signal rests: which counts could turn it to yes by going down.

An absent row never accuses: such a signal is unknown while a row that could not be linked may belong to the address.
"""

from __future__ import annotations

from enum import Flag, auto

from sqlglot import exp


class Turn(Flag):
    """In which direction of a name's value an expression can turn to yes."""

    NONE = 0
    UP = auto()
    DOWN = auto()
    BOTH = UP | DOWN

    def reversed(self) -> Turn:
        """Return the opposite direction."""
        turned = Turn.NONE
        if Turn.UP in self:
            turned |= Turn.DOWN
        if Turn.DOWN in self:
            turned |= Turn.UP
        return turned


Turns = dict[str, Turn]


def turned_by_less(tree: exp.Expr) -> frozenset[str]:
    """Return the names whose going down could make a condition true; when in doubt a name is in.

    >>> from pandzicht.definitions.expression import parsed
    >>> sorted(turned_by_less(parsed("bewoners = 0 and oppervlakte >= 20 and not (bellen > 3)")))
    ['bellen', 'bewoners']
    >>> sorted(turned_by_less(parsed("m2 < :norm * personen")))
    ['m2']
    """
    return frozenset(name for name, turn in _condition(tree).items() if Turn.DOWN in turn)


def _condition(node: exp.Expr) -> Turns:
    """Return per name the direction in which the condition turns to true."""
    if isinstance(node, exp.Paren):
        return _condition(node.this)
    if isinstance(node, exp.And | exp.Or):
        return _joined(_condition(node.left), _condition(node.right))
    if isinstance(node, exp.Not):
        return {name: turn.reversed() for name, turn in _condition(node.this).items()}
    if isinstance(node, exp.LT | exp.LTE):
        return _joined(_flipped(_term(node.left)), _term(node.right))
    if isinstance(node, exp.GT | exp.GTE):
        return _joined(_term(node.left), _flipped(_term(node.right)))
    return dict.fromkeys((column.name for column in node.find_all(exp.Column)), Turn.BOTH)


def _term(node: exp.Expr) -> Turns:
    """Return per name the direction in which a number grows; counts and norms are not negative."""
    if isinstance(node, exp.Paren):
        return _term(node.this)
    if isinstance(node, exp.Column):
        return {node.name: Turn.UP}
    if isinstance(node, exp.Add | exp.Mul):
        return _joined(_term(node.left), _term(node.right))
    if isinstance(node, exp.Sub):
        return _joined(_term(node.left), _flipped(_term(node.right)))
    return dict.fromkeys((column.name for column in node.find_all(exp.Column)), Turn.BOTH)


def _flipped(turns: Turns) -> Turns:
    return {name: turn.reversed() for name, turn in turns.items()}


def _joined(left: Turns, right: Turns) -> Turns:
    return {name: left.get(name, Turn.NONE) | right.get(name, Turn.NONE) for name in (*left, *right)}
