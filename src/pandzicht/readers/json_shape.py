# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shape of JSON records: which fields, objects and lists occur anywhere in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import reduce
from typing import Any

from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.findings import SUBJECT
from pandzicht.readers.json_records import Page
from pandzicht.store.engine import Engine, EngineFault

CHUNK_BYTES = 16 << 20
"""How much JSON text is looked at in one step, so that memory stays small."""
MOST_FIELDS = 2_000
DEEPEST = 32
DEEPEST_LISTS = 3
"""Lists within lists within lists are laid flat; what is deeper stays JSON text."""
SHOWN = 5
"""How many records with another shape are named per field."""
_STEP = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPED = re.compile(r"\\(.)")


class Kind(StrEnum):
    """What stands at a place of a record."""

    NOTHING = "nothing"
    SCALAR = "scalar"
    OBJECT = "object"
    LIST = "list"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Shape:
    """What occurs at one place over all records."""

    kind: Kind
    members: Mapping[str, Shape] = field(default_factory=dict)
    element: Shape | None = None

    def at(self, path: str) -> Shape | None:
        """Return the shape at a dotted path through objects, or None when it does not occur."""
        shape: Shape | None = self
        for name in path.split(".") if path else ():
            shape = shape.members.get(name) if shape else None
        return shape

    def structure(self) -> Any:
        """Return the shape as the engine wants it to turn JSON into columns of text."""
        if self.kind is Kind.OBJECT:
            return {name: member.structure() for name, member in self.members.items()}
        return [self.element.structure()] if self.kind is Kind.LIST and self.element else "VARCHAR"


NOTHING = Shape(Kind.NOTHING)


def parsed(structure: Any) -> Shape:
    """Return a shape from the engine's description of JSON.

    >>> parsed({"a": "UBIGINT", "b": ["NULL"]}).at("b").kind
    <Kind.LIST: 'list'>
    """
    if isinstance(structure, dict):
        return Shape(Kind.OBJECT, {name: parsed(member) for name, member in structure.items()})
    if isinstance(structure, list):
        return Shape(Kind.LIST, element=parsed(structure[0]))
    return {"NULL": NOTHING, "JSON": Shape(Kind.MIXED)}.get(structure, Shape(Kind.SCALAR))


def merged(one: Shape, other: Shape) -> Shape:
    """Return the shape that holds both.

    >>> sorted(merged(parsed({"a": "VARCHAR"}), parsed({"b": "VARCHAR"})).members)
    ['a', 'b']
    """
    if NOTHING in (one, other):
        return other if one == NOTHING else one
    kind = one.kind if one.kind is other.kind else Kind.MIXED
    members = dict(one.members)
    for name, member in other.members.items():
        members[name] = merged(members.get(name, NOTHING), member)
    elements = [shape.element for shape in (one, other) if shape.element]
    return Shape(kind, members, reduce(merged, elements) if elements else None)


def shape_of_records(engine: Engine, pages: Sequence[Page]) -> Shape:
    """Return the shape of all rows of the engine's table `records`, of which the pages name the files.

    Raises DeliveryFaults when a field is an object or list in some records and something else in others, or when a
    name cannot be that of a column.
    """
    shape = _seen(engine, pages)
    faults = [
        Fault(page.name, path, found, "ask for the delivery in the form of the API")
        for page in pages[:1]
        for path, found in _unusable_names(shape, "$")
    ]
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
    resolved = _Resolution(engine, pages, faults).resolved(shape, "$")
    if faults:
        raise DeliveryFaults(SUBJECT, faults)
    return resolved


def _seen(engine: Engine, pages: Sequence[Page]) -> Shape:
    """Return the shape of all records, looked at in pieces. Raises DeliveryFaults for records too deep or too wide."""
    count, mean = engine.rows("SELECT count(*), coalesce(avg(strlen(record)), 0) FROM records")[0]
    step = max(1, int(CHUNK_BYTES / (mean + 1)))
    shape = NOTHING
    for start in range(0, count, step):
        piece = "SELECT json_group_structure(record) FROM records WHERE rowid BETWEEN ? AND ?"
        try:
            found = engine.value(piece, [start, start + step - 1])
        except EngineFault as error:
            said = str(error).rpartition("Error: ")[2].splitlines()[0]
            raise _refused(pages, f"the records cannot be taken apart ({said})") from error
        shape = merged(shape, parsed(json.loads(found)))
        width, depth = _size(shape)
        if width > MOST_FIELDS:
            raise _refused(pages, f"more than {MOST_FIELDS:,} different fields; an object may be keyed by ids")
        if depth > DEEPEST:
            raise _refused(pages, f"objects or lists more than {DEEPEST} deep")
    return shape


def _refused(pages: Sequence[Page], found: str) -> DeliveryFaults:
    return DeliveryFaults(SUBJECT, [Fault(pages[0].name, "", found, "ask for the delivery in the form of the API")])


def _size(shape: Shape) -> tuple[int, int]:
    """Return how many single values a shape holds, and how deep."""
    inner = [*shape.members.values(), *([shape.element] if shape.element else [])]
    sizes = [_size(part) for part in inner]
    return sum(width for width, _ in sizes) or 1, 1 + max((depth for _, depth in sizes), default=0)


def _unusable_names(shape: Shape, path: str) -> Iterator[tuple[str, str]]:
    """Yield the fields whose names cannot be columns: empty, or the same but for capitals."""
    seen: dict[str, str] = {}
    for name, member in shape.members.items():
        other = seen.setdefault(name.lower(), name)
        if other != name:
            yield path, f"the fields '{other}' and '{name}' differ in capitals only"
        if not name:
            yield path, "a field has an empty name"
        yield from _unusable_names(member, f"{path}.{name}")
    if shape.element:
        yield from _unusable_names(shape.element, f"{path}[]")


class _Resolution:
    """The places that seem to hold several kinds of things, looked up in the records themselves."""

    def __init__(self, engine: Engine, pages: Sequence[Page], faults: list[Fault]) -> None:
        self.engine = engine
        self.pages = pages
        self.faults = faults

    def resolved(self, shape: Shape, path: str, lists: int = 0) -> Shape:
        """Return the shape without mixed places, and with lists too deep to lay flat as JSON text."""
        if shape.kind is Kind.MIXED:
            shape = self._one_kind(shape, path)
        if shape.kind is Kind.LIST and lists == DEEPEST_LISTS:
            return Shape(Kind.SCALAR)
        given = _with_coordinates_as_text(shape.members)
        members = {name: self.resolved(member, f"{path}.{_step(name)}", lists) for name, member in given.items()}
        element = self.resolved(shape.element, f"{path}[*]", lists + 1) if shape.element else None
        return replace(shape, members=members, element=element)

    def _one_kind(self, shape: Shape, path: str) -> Shape:
        types = {kind: count for kind, count in self._types(path).items() if kind not in {None, "NULL"}}
        if not types.keys() & {"OBJECT", "ARRAY"}:
            return Shape(Kind.SCALAR)
        if set(types) == {"OBJECT"}:
            return Shape(Kind.OBJECT, shape.members) if shape.members else NOTHING
        self._tell(path, min(types, key=lambda kind: types[kind]))
        return NOTHING

    def _types(self, path: str) -> dict[str | None, int]:
        return dict(self.engine.rows(f"SELECT t, count(*) FROM ({self._typed(path)}) GROUP BY t", [path]))

    def _typed(self, path: str) -> str:
        kind = "unnest(json_type(record, ?))" if "[*]" in path else "json_type(record, ?)"
        return f"SELECT file_no, record_no, {kind} AS t FROM records"

    def _tell(self, path: str, kind: str) -> None:
        rows = self.engine.rows(
            f"SELECT DISTINCT file_no, record_no FROM ({self._typed(path)}) WHERE t = ? ORDER BY ALL LIMIT ?",
            [path, kind, SHOWN],
        )
        word = {"ARRAY": "a list", "OBJECT": "an object"}.get(kind, "a single value")
        shown = _STEP.sub(lambda step: _ESCAPED.sub(r"\1", step[1]), path).replace("[*]", "[]")
        self.faults += [
            Fault(
                self.pages[file_no].name,
                f"record {record_no}, {shown}",
                f"{word} where other records have something else",
                "ask for the delivery again in the form of the API",
            )
            for file_no, record_no in rows
        ]


def _with_coordinates_as_text(members: Mapping[str, Shape]) -> Mapping[str, Shape]:
    """Return the members of an object, the coordinates of a GeoJSON geometry that is no point as one text of JSON."""
    coordinates = members.get("coordinates")
    element = coordinates.element if coordinates and "type" in members else None
    if element is None or element.kind in {Kind.SCALAR, Kind.NOTHING}:
        return members
    return {**members, "coordinates": Shape(Kind.SCALAR)}


def _step(name: str) -> str:
    """Return a field name as a step of the engine's JSON path."""
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
