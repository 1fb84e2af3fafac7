# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who looked tells how often inspectors agree, and nothing else: no definition reads it (lawful.md 42)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Any

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.expression import ExpressionFault, names_in, parsed
from pandzicht.definitions.indicator import Indicator
from pandzicht.definitions.looked_by import tells_who_looked
from pandzicht.definitions.principles import PURPOSE_LIMITATION
from pandzicht.definitions.source import Source
from pandzicht.definitions.yaml_file import KeyPath
from pandzicht.errors import Fault

_SAYS_NOTHING = frozenset({"label", "owner", "legal_basis", "concerns", "words", "codes"})
"""Keys below which texts name no field."""
_WHY = f"who looked says nothing of an address, and tells only how often inspectors agree ({PURPOSE_LIMITATION})"
_WHY_BY_NAME = f"who looked, with which team or on which weekday, says nothing of an address ({PURPOSE_LIMITATION})"
_REMEDY = "remove it: no definition reads who looked"


def looked_by_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every place where a definition would read who looked: by the field that tells it, or by a name of one."""
    for source in catalogue.sources.values():
        if source.looked_by is not None:
            yield from _in_source(catalogue, source, source.looked_by)
            yield from _in_checks(catalogue, source, source.looked_by)
    for indicator in catalogue.indicators.values():
        yield from _in_indicator(catalogue, indicator)
    told = {source.looked_by for source in catalogue.sources.values() if source.looked_by}
    for folder, name, key, named in _named_by_address(catalogue):
        for who in sorted(told.intersection(named)):
            yield catalogue.fault(folder, name, (key,), f"'{key}' names '{who}': {_WHY}", _REMEDY)


def _in_source(catalogue: Catalogue, source: Source, name: str) -> Iterator[Fault]:
    """Yield the parts of a source that name the field, each once: a field, its key, its timeline, its lists."""
    whole = source.model_dump(mode="json", by_alias=True)
    found = {path[:2] for path, text in _texts(whole) if path != ("outcomes", "by") and _names(text, path, name)}
    for path in sorted(found, key=str):
        told = f"'{'.'.join(map(str, path))}' names '{name}': {_WHY}"
        yield catalogue.fault("sources", source.source, path, told, _REMEDY)


def _in_checks(catalogue: Catalogue, source: Source, name: str) -> Iterator[Fault]:
    for check in catalogue.checks.values():
        if name in check.sources.get(source.source, ()):
            found = f"the closed list has '{name}' of source '{source.source}': {_WHY}"
            yield catalogue.fault("checks", check.check, ("sources", source.source), found, _REMEDY)


def _in_indicator(catalogue: Catalogue, indicator: Indicator) -> Iterator[Fault]:
    """Yield an indicator of which the value or the filter names who looked, or a field that does by its name."""
    source = catalogue.sources.get(indicator.source)
    if source is None:
        return
    for name in _read(indicator.aggregate):
        field = source.fields.get(name)
        if name == source.looked_by:
            why = _WHY
        elif field and any(map(tells_who_looked, (name, *field.origins))):
            why = _WHY_BY_NAME
        else:
            continue
        found = f"aggregate reads '{name}': {why}"
        yield catalogue.fault("indicators", indicator.indicator, ("aggregate",), found, _REMEDY)


def _named_by_address(catalogue: Catalogue) -> Iterator[tuple[str, str, str, Sequence[str]]]:
    """Yield what signals and checks name of an address: folder, definition, key, names."""
    for signal in catalogue.signals.values():
        yield "signals", signal.signal, "when", _read(signal.when)
        yield "signals", signal.signal, "unknown_when", _read(signal.unknown_when or "")
    for check in catalogue.checks.values():
        yield "checks", check.check, "frame", _read(check.frame)
        yield "checks", check.check, "facts", check.facts


def _read(text: str) -> Sequence[str]:
    """Return the names in an expression; none in one that cannot be read, which is a fault of its own."""
    try:
        return tuple(names_in(parsed(text))) if text else ()
    except ExpressionFault:
        return ()


def _texts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, str]]:
    """Yield every key and text of a definition, with its place."""
    if isinstance(value, Mapping):
        for key, part in value.items():
            if key not in _SAYS_NOTHING:
                yield (*path, key), str(key)
                yield from _texts(part, (*path, key))
    elif isinstance(value, str):
        yield path, value
    elif isinstance(value, Sequence):
        for number, part in enumerate(value):
            yield from _texts(part, (*path, number))


def _names(text: str, path: KeyPath, name: str) -> bool:
    """Tell whether a text of a definition names a delivered field: by itself, by its start, or within a sentence."""
    if path[-1] == "stem":
        return name.removeprefix(f"{text}_").isdigit()
    if text.endswith("*"):
        return name.startswith(text[:-1])
    if "says" in path:
        return any(part == name for _, part, _, _ in Formatter().parse(text))
    return text == name
