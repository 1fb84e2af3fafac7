# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A step of the linker: a named query whose result is kept under that name and read by the steps after it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pandzicht.store.engine import Engine, literal, quoted


@dataclass(frozen=True, slots=True)
class Step:
    """One named query: data flows from table to table, nothing is decided outside the queries."""

    name: str
    query: str
    is_table: bool = False
    """Whether the result has to be a table: it stays when the flow is over, or its rows are told apart by `rowid`."""


def take_steps(engine: Engine, steps: Iterable[Step]) -> None:
    """Run the queries in order and keep each result under the step's name."""
    for step in steps:
        if step.is_table:
            engine.run(f"CREATE OR REPLACE TABLE {quoted(step.name)} AS {step.query}")
        else:
            engine.hold(step.name, step.query)


def until_read(steps: Sequence[Step], kept: Collection[str]) -> Iterator[tuple[Step, tuple[Step, ...]]]:
    """Return every step with those whose tables no step after it reads; what is `kept` is read by others.

    >>> [(step.name, [done.name for done in after]) for step, after in until_read(
    ...     [Step("a", "SELECT 1"), Step("b", "FROM a"), Step("c", "FROM b")], {"c"})]
    [('a', []), ('b', ['a']), ('c', ['b'])]
    """
    words = [set(re.findall(r"\w+", step.query)) for step in steps]
    last = {
        step.name: max([own, *(at for at, said in enumerate(words) if step.name in said)])
        for own, step in enumerate(steps)
    }
    for at, step in enumerate(steps):
        yield step, tuple(each for each in steps if last[each.name] == at and each.name not in kept)


def clear_steps(engine: Engine, steps: Iterable[Step]) -> None:
    """Give back the memory of what the steps keep."""
    for step in steps:
        engine.drop(step.name)


def closed_set(words: Iterable[str]) -> str:
    """Return the engine's type for one of a closed set of words: one byte a row instead of a text.

    >>> closed_set(["a", "b"])
    "ENUM('a', 'b')"
    """
    return "ENUM(" + ", ".join(literal(str(word)) for word in words) + ")"


def type_of(kind: type[StrEnum]) -> str:
    """Return the name of the engine's type of a closed set of words.

    >>> from pandzicht.linking.tier import State
    >>> type_of(State)
    'link_state'
    """
    return f"link_{kind.__name__.lower()}"


def declare(engine: Engine, *kinds: type[StrEnum]) -> None:
    """Make the types of closed sets known to the engine."""
    for kind in kinds:
        engine.run(f"CREATE TYPE IF NOT EXISTS {type_of(kind)} AS {closed_set(kind)}")


def word(value: StrEnum) -> str:
    """Return a word of a closed set as a SQL constant of that set's type."""
    return f"{literal(value.value)}::{type_of(type(value))}"
