# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether JSON records are of the register that a reader is for, or of another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.findings import SUBJECT
from pandzicht.readers.json_records import Page, Places, load_records
from pandzicht.readers.json_shape import Kind, Shape, shape_of_records
from pandzicht.store.engine import Engine


@dataclass(frozen=True, slots=True)
class RecordForm:
    """By what the records of a register are known."""

    name: str
    """What the records are, in the words of the register."""
    required: tuple[tuple[str, ...], ...] = ()
    """Dotted paths; of each group one must occur in some record."""
    lists: tuple[str, ...] = ()
    """Dotted paths that hold a list where they occur."""
    objects: tuple[str, ...] = ()
    """Dotted paths that hold an object where they occur."""
    foreign: Mapping[str, str] = field(default_factory=dict)
    """Dotted path -> what the records are when it occurs, and what to do."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Records in the engine's table `records`, held against their form."""

    pages: tuple[Page, ...]
    shape: Shape


def load_form(engine: Engine, files: Sequence[Path], places: Places, form: Format, expected: RecordForm) -> Loaded:
    """Load the records of a delivery. Raises DeliveryFaults, also for the records of another register."""
    pages = load_records(engine, files, places, form)
    shape = shape_of_records(engine, pages)
    check_form(shape, pages, expected)
    return Loaded(pages, shape)


def check_form(shape: Shape, pages: Sequence[Page], form: RecordForm) -> None:
    """Raise DeliveryFaults with all that tells that the records are not of this form; of no records nothing is said."""
    if shape.kind is Kind.NOTHING:
        return
    name = pages[0].name if len(pages) == 1 else f"{pages[0].name} and {len(pages) - 1} more"
    others: dict[str, list[str]] = {}
    for path, what in form.foreign.items():
        if shape.at(path) or path in shape.members:
            others.setdefault(what, []).append(path)
    faults = [
        Fault(name, f"$[].{paths[0]}", f"the records are not {form.name}, they have {', '.join(paths)}: {what}")
        for what, paths in others.items()
    ]
    for group in form.required if not faults else ():
        if not any(shape.at(path) for path in group):
            wanted = " or ".join(f"'{path}'" for path in group)
            held = ", ".join(list(shape.members)[:8])
            found = f"no record has {wanted}, so these are not {form.name}; they have {held}"
            faults.append(Fault(name, "$[]", found, "deliver the file that this reader is for"))
    faults += _misshapen(shape, name, form.lists, Kind.LIST) + _misshapen(shape, name, form.objects, Kind.OBJECT)
    if faults:
        raise DeliveryFaults(SUBJECT, faults)


def _misshapen(shape: Shape, name: str, paths: Sequence[str], kind: Kind) -> list[Fault]:
    word = "a list" if kind is Kind.LIST else "an object"
    remedy = "ask for the delivery again in the form of the API"
    wrong = [path for path in paths if (found := shape.at(path)) and found.kind not in {kind, Kind.NOTHING}]
    return [Fault(name, f"$[].{path}", f"{word} is expected here", remedy) for path in wrong]
