# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the outcomes that a source of visits tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.outcomes import Outcomes
from pandzicht.definitions.source import FieldType, Source
from pandzicht.definitions.yaml_file import KeyPath
from pandzicht.errors import Fault


def outcome_faults(catalogue: Catalogue, source: Source) -> Iterator[Fault]:
    """Yield what is wrong: outcomes stand in fields, belong to checks, have a day, and their codes are those of fields.

    Without a day nobody could tell whether a look was before a selection, so that it is no yield of it.
    """
    told = source.outcomes
    if told is None:
        return
    if source.dated_by is None:
        yield catalogue.fault("sources", source.source, ("outcomes",), "'outcomes' without a date", "add 'dated_by'")
    for path, name in _named(told):
        if name not in source.fields:
            found = f"'outcomes' names field '{name}', which is not in 'fields'"
            yield catalogue.fault("sources", source.source, path, found, "name a canonical field")
    for name in told.of:
        if not catalogue.knows("checks", name):
            found = f"'outcomes' names check '{name}', which does not exist"
            known = ", ".join(sorted(catalogue.checks))
            yield catalogue.fault("sources", source.source, ("outcomes", "of", name), found, f"known are {known}")
    dates = (("written", told.written), ("decided", told.appeal.decided if told.appeal else None))
    yield from (fault for key, name in dates if name for fault in _no_date(catalogue, source, key, name))
    yield from _severity(catalogue, source, told)
    yield from _appeal(catalogue, source, told)


def _named(told: Outcomes) -> Iterator[tuple[KeyPath, str]]:
    yield from ((("outcomes",), name) for name in (told.step, told.written, *told.of.values()) if name)
    if told.severity:
        yield ("outcomes", "severity"), told.severity.field
    if told.appeal:
        yield from ((("outcomes", "appeal"), name) for name in (told.appeal.field, told.appeal.decided) if name)


def _severity(catalogue: Catalogue, source: Source, told: Outcomes) -> Iterator[Fault]:
    """Every code of the field has a weight and every weight a code: what weighs nothing by oversight is not seen."""
    if told.severity is None:
        return
    path: KeyPath = ("outcomes", "severity", "weights")
    yield from _strange(catalogue, source, (path, told.severity.field), told.severity.weights)
    for code in sorted(_codes(source, told.severity.field) - set(told.severity.weights)):
        found = f"'{code}' of field '{told.severity.field}' has no weight"
        yield catalogue.fault("sources", source.source, path, found, f"add for instance '{code}: 1'")


def _appeal(catalogue: Catalogue, source: Source, told: Outcomes) -> Iterator[Fault]:
    if told.appeal is None:
        return
    path: KeyPath = ("outcomes", "appeal")
    yield from _strange(catalogue, source, (path, told.appeal.field), (*told.appeal.undone, *told.appeal.running))


def _no_date(catalogue: Catalogue, source: Source, key: str, name: str) -> Iterator[Fault]:
    field = source.fields.get(name)
    if field is not None and field.type is not FieldType.DATE:
        found = f"'{key}' names field '{name}', which is {field.type.value}, expected date"
        yield catalogue.fault("sources", source.source, ("outcomes",), found, "change its type")


def _codes(source: Source, field: str) -> frozenset[str]:
    return frozenset(source.fields[field].codes.values()) if field in source.fields else frozenset()


def _strange(catalogue: Catalogue, source: Source, where: tuple[KeyPath, str], named: Iterable[str]) -> Iterator[Fault]:
    """Yield what is not in the code list of a field; a field without a list may hold anything."""
    path, field = where
    codes = _codes(source, field)
    for code in sorted(set(named) - codes if codes else ()):
        found = f"'{code}' is not a code of field '{field}'"
        yield catalogue.fault("sources", source.source, path, found, f"its codes are {', '.join(sorted(codes))}")
