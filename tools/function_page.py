# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the functions that an expression may call: kinds and places from the code, words from the explanation."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.definitions.functions import AGGREGATES, FUNCTIONS, Function, Place
from tools.page import page, table

INTRODUCTION = """\
Written by `make docs` from `pandzicht.definitions.functions`, with the words of
[expressions](../understand/expressions.md); not edited by hand. This list is closed: what is not on it is a fault with
file and line."""
PLACES = """\
A *row* expression is the filter of an aggregate: it names the fields of one source. A *signal* expression (`when`,
`unknown_when`) and the *frame* of a check name indicators."""

COUNT = "count"
"""The aggregate that takes no field, or the distinct values of one."""


def page_of_functions(explained: str) -> str:
    """Return the page with every function and aggregate.

    `explained` is the page whose tables say what each gives and what it makes of the unknown. Raises KeyError for a
    function that it does not explain, or one that it explains and that does not exist.
    """
    words = words_of(explained)
    known = {*FUNCTIONS, *AGGREGATES, COUNT}
    if set(words) != known:
        missing, strange = sorted(known - set(words)), sorted(set(words) - known)
        raise KeyError(f"expressions.md does not explain {missing} and explains {strange}, which do not exist")
    functions = (_function(function, words) for function in FUNCTIONS.values())
    aggregates = (_aggregate(name, words) for name in (COUNT, *AGGREGATES))
    heads = ["function", "takes", "gives", "may stand in", "means", "unknown"]
    parts = [INTRODUCTION, PLACES, table(heads, functions), "## Aggregates"]
    parts.append("One per indicator, with `filter (where ...)` after it when not every row counts.")
    return page("Functions", [*parts, table(["aggregate", "takes", "means", "no rows"], aggregates)])


def words_of(explained: str) -> dict[str, list[tuple[str, ...]]]:
    """Return name -> the cells behind it, a tuple per way to write it, from the tables of a page.

    >>> words_of("| `jaar(date)` | all | the year | unknown stays unknown |")
    {'jaar': [('all', 'the year', 'unknown stays unknown')]}
    """
    found: dict[str, list[tuple[str, ...]]] = {}
    for line in explained.splitlines():
        written, *cells = (cell.strip() for cell in line.strip().strip("|").split("|"))
        if line.startswith("| `") and "(" in written:
            found.setdefault(written.strip("`").split("(")[0], []).append(tuple(cells))
    return found


def _function(function: Function, words: Mapping[str, list[tuple[str, ...]]]) -> tuple[str, ...]:
    takes = ", ".join(kind.value for kind in function.takes) or "nothing"
    places = ", ".join(place.value for place in Place if place in function.places)
    ((_, gives, unknown),) = words[function.name]
    return (f"`{function.name}`", takes, function.gives.value, places, gives, unknown)


def _aggregate(name: str, words: Mapping[str, list[tuple[str, ...]]]) -> tuple[str, ...]:
    takes, gives, without = ("; ".join(dict.fromkeys(cells)) for cells in zip(*words[name], strict=True))
    return (f"`{name}`", takes.removeprefix("; "), gives, without)
