# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the faults: every kind that a user can meet, as the code declares them."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pandzicht
from pandzicht.errors import Fault, FaultsError, PandzichtError
from tools.page import page, prose, table

INTRODUCTION = """\
Written by `make docs` from the code; not edited by hand. What to do about the faults that occur most is in
[what a fault message means](../do/read-a-fault.md).

The name stands under `error` in the answer with `--json`. A command that meets one of these stops with exit code 1 and
leaves what stood before as it was."""

SHAPE = """\
## One fault in a file

A fault of a definition or a delivery is one line: `FILE: PLACE: FOUND; REMEDY`. All faults of a file are told at once;
with `--json` they stand under `faults`, a text each."""


def page_of_faults() -> str:
    """Return the page with every kind of fault."""
    rows = (
        (f"`{kind.__name__}`", prose(inspect.getdoc(kind) or ""), _told(kind), f"`{kind.__module__}`")
        for kind in kinds_of_fault()
    )
    parts = [INTRODUCTION, table(["fault", "what it says", "told as", "declared in"], rows), SHAPE]
    return page("Faults", [*parts, table(["part", "for instance"], _parts())])


def kinds_of_fault() -> tuple[type[PandzichtError], ...]:
    """Return every fault that Pandzicht declares, in the order of names; one that only gathers others is left out."""
    for module in pkgutil.walk_packages(pandzicht.__path__, "pandzicht."):
        import_module(module.name)
    found = (kind for kind in _below(PandzichtError) if kind is not FaultsError)
    return tuple(sorted(found, key=lambda kind: kind.__name__))


def _below(kind: type[PandzichtError]) -> Iterator[type[PandzichtError]]:
    """Yield a fault and all that are of its kind, those of tests left aside."""
    yield kind
    for child in kind.__subclasses__():
        if child.__module__.startswith("pandzicht."):
            yield from _below(child)


def _told(kind: type[PandzichtError]) -> str:
    return "one line per fault" if issubclass(kind, FaultsError) else "one sentence"


def _parts() -> Iterator[tuple[str, str]]:
    example = Fault("signals/overbewoning.yaml", "line 13", "unknown name 'bewonrs'", "did you mean 'bewoners_aantal'?")
    for name in ("file", "place", "found", "remedy"):
        yield f"`{name}`", str(getattr(example, name))
