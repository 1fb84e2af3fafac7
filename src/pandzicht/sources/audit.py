# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit of delivered fields: every one is used, ignored or refused, and what is not used is dropped at once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import pyarrow as pa

from pandzicht.definitions.admission import kept_out
from pandzicht.definitions.refused import Admission, Judgement
from pandzicht.definitions.source import About, Source, SourceField
from pandzicht.errors import DeliveryFaults, Fault
from pandzicht.readers.delivered import PLACE_COLUMNS, Delivered

GEOMETRY = "geom_wkb"
"""The column in which a reader hands over a geometry, as hexadecimal well-known binary."""


_AGAIN = "ask for the delivery again, or correct the name in the definition"


class Fate(StrEnum):
    """What becomes of a delivered field."""

    READ = "read"
    INNER = "inner"
    """It is looked at to protect people or to tell a household, and not kept."""
    LOOKED_BY = "looked_by"
    """It tells which inspector looked: kept as a pseudonym that no definition can name."""
    IGNORED = "ignored"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """The definition does not know it, which stops the delivery."""
    MISSING = "missing"
    """The definition reads it and it was not delivered, which stops the delivery."""
    ABSENT = "absent"
    """It was not delivered, and may be absent."""


@dataclass(frozen=True, slots=True)
class FieldFate:
    """One field as it is called in the delivery, what becomes of it, and as which fields it is kept."""

    column: str
    fate: Fate
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Audited:
    """What is left of a delivery: the fields that are used, and under which delivered names."""

    table: pa.Table
    origins: Mapping[str, tuple[str, ...]]
    """Canonical field -> the delivered names it is read from, in order; none when an optional column is absent."""
    place: str
    transient: frozenset[str] = field(default_factory=frozenset)
    """Delivered fields that serve protection, household and who looked only, and are absent from every result."""


def audit_fields(delivered: Delivered, source: Source, file: str, *, leaves_out: bool = False) -> Audited:
    """Hold the delivered fields against the definition of their source, and drop all that is not used.

    `leaves_out` tells that the format leaves out what is absent or false (JSON of the base registers): a mark of
    protection that is nowhere delivered then means that nobody bears it. Raises DeliveryFaults naming each field that
    is unread, missing, or in two of the lists.
    """
    origins = {name: _origins_of(field, delivered.fields) for name, field in source.fields.items()}
    inner = inner_fields(source)
    used = {origin for names in origins.values() for origin in names} | (inner & set(delivered.fields))
    if source.about is About.BOUNDARIES and GEOMETRY in delivered.fields:
        used.add(GEOMETRY)
    faults = [
        *_twice_delivered(delivered.fields, file),
        *_unread(delivered.fields, source, used, file),
        *_in_two_lists(delivered.fields, source, used, file),
        *_missing(source, origins, file),
        *_missing_inner(source, delivered.fields, file, leaves_out=leaves_out),
    ]
    if faults:
        raise DeliveryFaults(f"delivery of '{source.source}'", faults)
    kept = [*PLACE_COLUMNS, *(name for name in delivered.fields if name in used)]
    return Audited(delivered.table.select(kept), origins, delivered.place, frozenset(inner & used))


def inner_fields(source: Source) -> set[str]:
    """Return the delivered fields that only protection, household derivation and who looked read, and are not kept."""
    names: set[str] = {source.looked_by} if source.looked_by else set()
    if source.protected:
        names |= {source.protected.field, source.protected.person or source.protected.field}
    if source.household:
        household = source.household
        names |= {household.person, household.birth_date, household.at, *household.partner, *household.parents}
    return names


def fates_of(delivered: Sequence[str], source: Source) -> tuple[FieldFate, ...]:
    """Return what becomes of each delivered field, in the order of the file, and of those that are not there."""
    origins = {name: _origins_of(field, delivered) for name, field in source.fields.items()}
    inner = inner_fields(source)
    found = []
    for column in delivered:
        fields = tuple(name for name, own in origins.items() if column in own)
        found.append(FieldFate(column, _fate(column, source, is_read=bool(fields), is_inner=column in inner), fields))
    for name, asked in source.fields.items():
        if not origins[name]:
            column = " / ".join(asked.origins) or f"{asked.stem}_…"
            found.append(FieldFate(column, Fate.ABSENT if asked.optional_column else Fate.MISSING, (name,)))
    return tuple(found)


def _fate(column: str, source: Source, *, is_read: bool, is_inner: bool) -> Fate:
    """Return what becomes of one delivered field; what may never be used comes before all."""
    if _is_in(source.refused, column):
        return Fate.REFUSED
    if column == source.looked_by:
        return Fate.LOOKED_BY
    if is_read or (column == GEOMETRY and source.about is About.BOUNDARIES):
        return Fate.READ
    if is_inner:
        return Fate.INNER
    return Fate.IGNORED if _is_in(source.ignored, column) else Fate.UNKNOWN


def _origins_of(field: SourceField, delivered: Sequence[str]) -> tuple[str, ...]:
    if field.stem is None:
        return tuple(name for name in field.origins if name in delivered)
    numbered = re.compile(re.escape(field.stem) + r"_\d+")
    return tuple(name for name in delivered if numbered.fullmatch(name))


def _covers(listed: str, name: str) -> bool:
    return name.startswith(listed[:-1]) if listed.endswith("*") else name == listed


def _is_in(lists: Sequence[str], name: str) -> bool:
    return any(_covers(listed, name) for listed in lists)


def _twice_delivered(delivered: Sequence[str], file: str) -> Iterator[Fault]:
    for name in sorted({name for name in delivered if delivered.count(name) > 1}):
        yield Fault(file, f"field '{name}'", "is delivered twice", "ask which of the two is meant")


def _unread(delivered: Sequence[str], source: Source, used: set[str], file: str) -> Iterator[Fault]:
    unread = [name for name in delivered if name not in used and not _is_in((*source.ignored, *source.refused), name)]
    out = kept_out(unread)
    for name in unread:
        remedy = f"add it to {_lists_for(out.get(name), source)}"
        yield Fault(file, f"field '{name}'", "is delivered but not read: neither used, ignored nor refused", remedy)


def _lists_for(kept: Judgement | None, source: Source) -> str:
    """Return which lists of its source an unread field may stand in, and why not in the others."""
    if kept is None:
        return f"'fields', 'ignored' or 'refused' of source '{source.source}'"
    if kept.admission is Admission.REFUSED:
        return f"'refused' of source '{source.source}' ({kept})"
    answer = f"to 'fields' only with an answer in admission/{source.source}.yaml"
    return f"'ignored' or 'refused' of source '{source.source}', and {answer} ({kept})"


def _in_two_lists(delivered: Sequence[str], source: Source, used: set[str], file: str) -> Iterator[Fault]:
    for name in delivered:
        lists = {
            "used": name in used,
            "ignored": _is_in(source.ignored, name),
            "refused": _is_in(source.refused, name),
        }
        named = [label for label, holds in lists.items() if holds]
        if len(named) > 1:
            found = f"is {' and '.join(named)} in source '{source.source}'"
            yield Fault(file, f"field '{name}'", found, "keep one of them")


def _missing(source: Source, origins: Mapping[str, tuple[str, ...]], file: str) -> Iterator[Fault]:
    for name, asked in source.fields.items():
        if asked.stem is not None and len(origins[name]) > 1:
            found = f"several delivered fields begin with '{asked.stem}': {', '.join(origins[name])}"
            yield Fault(file, f"field '{name}'", found, "name the one that is meant with 'from'")
        elif not origins[name] and not asked.optional_column:
            names = " or ".join(f"'{origin}'" for origin in asked.origins) or f"'{asked.stem}_…'"
            yield Fault(file, f"field {names}", f"is not delivered, but field '{name}' reads it", _AGAIN)


def _missing_inner(source: Source, delivered: Sequence[str], file: str, *, leaves_out: bool) -> Iterator[Fault]:
    """Tell the inner fields without which protected rows would be taken for others, or no household can be told."""
    needed: set[str] = set()
    if source.protected:
        needed |= {source.protected.person or source.protected.field, source.protected.field}
        needed -= {source.protected.field} if leaves_out else set()
    if source.household:
        needed |= {source.household.person, source.household.birth_date, source.household.at}
    for name in sorted(needed - set(delivered)):
        yield Fault(file, f"field '{name}'", "is not delivered, but protection or household needs it", _AGAIN)
