# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""JSON records as a table of text: every delivered path a column.

- an object's fields become dotted paths (`verblijfplaats.straat`);
- a list of single values is joined with `|` under its own path (`pandIdentificaties`);
- a list of objects gives its length as `partners[]` and each field of its elements as `partners[].burgerservicenummer`,
  joined with `|` in the order of the elements, an absent value leaving its place empty (`|999990001`) and a `|` within
  a value written as `¦`; lists within such a list are joined with `,`, and get `[]` per list (`coordinates[][]`);
- a list that the reader explodes gives a row per element (and one row when it is empty or absent): its fields keep the
  names they have above, with a single value in them.

Lists more than three deep, and the coordinates of a GeoJSON geometry that is no point, are one text of JSON.
Numbers are written as JSON numbers are (`12`, `1.5`), truth values as `true` and `false`; null and empty are absent.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.readers.findings import SUBJECT
from pandzicht.readers.json_shape import Kind, Shape
from pandzicht.store.engine import Engine, literal, quoted


@dataclass(frozen=True, slots=True)
class Table:
    """Which lists of the records become rows, and what is computed beside the delivered columns."""

    shape: Shape
    exploded: tuple[str, ...] = ()
    """Dotted paths (through objects) of lists; those that do not occur are passed over."""
    omitted: frozenset[str] = frozenset()
    """Columns that are told otherwise, by computed ones."""
    trimmed: bool = False
    """Whether blanks around values are padding."""

    @property
    def _exploded(self) -> tuple[str, ...]:
        found = [(path, self.shape.at(path)) for path in self.exploded]
        return tuple(
            path for path, shape in found if shape and shape.element and shape.element.kind is not Kind.NOTHING
        )

    def column_names(self) -> tuple[str, ...]:
        """Return the delivered columns, in the order of the records."""
        return tuple(name for name, _ in self._columns())

    def relation(self, records: str = "records") -> str:
        """Return the SQL of the rows: file_no, record_no, the record `r`, per exploded list an element and its number.

        The elements are `e0`, `e1`, numbered from 1 in `n0`, `n1`; of an empty list there is one, null.
        """
        structure = literal(json.dumps(self.shape.structure(), ensure_ascii=False))
        sql = f"(SELECT file_no, record_no, json_transform(record, {structure}) AS r FROM {records})"
        for number, path in enumerate(self._exploded):
            elements = expression(path)
            some = f"CASE WHEN len({elements}) > 0 THEN {elements} ELSE [NULL] END"
            each = f"unnest({some}) AS e{number}, generate_subscripts({some}, 1) AS n{number}"
            sql = f"(SELECT *, {each} FROM {sql})"
        return sql

    def select(self, computed: Mapping[str, str] | None = None) -> str:
        """Return the SQL of the table: file_no, record_no, the delivered columns, and computed ones (name -> SQL).

        The SQL of a computed column may speak of `r`, of the exploded elements and of their numbers.
        """
        columns = [*self._columns(), *(computed or {}).items()]
        listed = "".join(f", {sql} AS {quoted(name)}" for name, sql in columns)
        return f"SELECT file_no, record_no{listed} FROM {self.relation()}"

    def read(self, engine: Engine, computed: Mapping[str, str] | None = None) -> pa.Table:
        """Return the table, in the order of the files. Raises DeliveryFaults when two paths give the same column."""
        counts = Counter(name.lower() for name in (*PLACE_COLUMNS, *self.column_names(), *(computed or {})))
        faults = [
            Fault(SUBJECT, f"$[].{name}", "this name of a column stands for two things", "rename it at the source")
            for name, count in counts.items()
            if count > 1
        ]
        if faults:
            raise DeliveryFaults(SUBJECT, faults)
        return engine.table(self.select(computed))

    def _columns(self) -> Iterator[tuple[str, str]]:
        numbers = {path: number for number, path in enumerate(self._exploded)}
        for name, sql in _through_objects(self.shape, "", "r", numbers):
            if name and name not in self.omitted:
                yield name, f"nullif(trim({sql}), '')" if self.trimmed else sql


def expression(path: str, root: str = "r") -> str:
    """Return the SQL of the value at a dotted path through objects.

    >>> expression("a.b")
    'r."a"."b"'
    """
    return ".".join([root, *(quoted(name) for name in path.split("."))])


def _through_objects(shape: Shape, path: str, sql: str, exploded: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    if shape.kind is Kind.OBJECT:
        for name, member in shape.members.items():
            inner = f"{path}.{name}" if path else name
            yield from _through_objects(member, inner, f"{sql}.{quoted(name)}", exploded)
    elif path in exploded and shape.element:
        element = shape.element
        inner = f"{path}[]" if element.kind in {Kind.OBJECT, Kind.LIST} else path
        yield from _through_objects(element, inner, f"e{exploded[path]}", {})
    else:
        yield from _within(shape, path, sql, 0)


def _within(shape: Shape, path: str, sql: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield the columns at a place and, joined, those inside its lists."""
    if shape.kind is Kind.OBJECT:
        for name, member in shape.members.items():
            yield from _within(member, f"{path}.{name}", f"{sql}.{quoted(name)}", depth)
    elif shape.kind is Kind.LIST and shape.element:
        element = shape.element
        if element.kind not in {Kind.SCALAR, Kind.MIXED}:
            yield f"{path}[]", f"CAST(len({sql}) AS VARCHAR)"
        if element.kind is not Kind.NOTHING:
            yield from _joined(element, path, sql, depth)
    else:
        yield path, f"nullif({sql}, '')"


def _joined(element: Shape, path: str, sql: str, depth: int) -> Iterator[tuple[str, str]]:
    variable = f"x{depth}"
    sign = "|" if depth == 0 else ","
    inner = f"{path}[]" if element.kind in {Kind.OBJECT, Kind.LIST} or path.endswith("[]") else path
    for name, value in _within(element, inner, variable, depth + 1):
        listed = f"list_transform({sql}, lambda {variable}: coalesce(replace({value}, '|', '¦'), ''))"
        text = f"array_to_string({listed}, '{sign}')"
        yield name, text if depth else f"CASE WHEN trim({text}, '|,') <> '' THEN {text} END"


def one_of(names: Sequence[str], *wanted: str) -> str:
    """Return the SQL of the first of some columns that is delivered, or of null.

    >>> one_of(["a", "b"], "c", "b")
    '"b"'
    """
    return next((quoted(name) for name in wanted if name in names), "CAST(NULL AS VARCHAR)")
