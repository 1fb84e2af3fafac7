# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: every definition of a municipality, read as a whole with all faults at once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from pandzicht.definitions.admission import NO_ANSWERS, Answers, NameAnswers
from pandzicht.definitions.approval import Approval
from pandzicht.definitions.channel import Channel
from pandzicht.definitions.check import Check
from pandzicht.definitions.indicator import Indicator, Proxy
from pandzicht.definitions.norm import Norm
from pandzicht.definitions.repair import repaired
from pandzicht.definitions.retention import Retention
from pandzicht.definitions.role import Role
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import Source
from pandzicht.definitions.yaml_file import KeyPath, YamlFile, read_yaml
from pandzicht.errors import DefinitionFaults, Fault, NotFound, WorkspaceFault

MODELS: dict[str, tuple[str, type[BaseModel]]] = {
    "sources": ("source", Source),
    "indicators": ("indicator", Indicator),
    "norms": ("norm", Norm),
    "signals": ("signal", Signal),
    "checks": ("check", Check),
    "roles": ("role", Role),
    "approvals": ("approval", Approval),
    "retention": ("retention", Retention),
    "channels": ("channel", Channel),
    "admission": ("admission", NameAnswers),
}
"""Folder of the catalogue -> the key that names a definition, and its model."""
COMPARED = ("sources", "indicators", "norms", "signals", "checks", "channels")
"""The folders that decide what a run compares; another definition elsewhere does not make another run."""


@dataclass(slots=True)
class Catalogue:
    """All definitions by name, and where each was read."""

    sources: dict[str, Source] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    norms: dict[str, Norm] = field(default_factory=dict)
    signals: dict[str, Signal] = field(default_factory=dict)
    checks: dict[str, Check] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    approvals: dict[str, Approval] = field(default_factory=dict)
    retention: dict[str, Retention] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)
    proxies: dict[str, Proxy] = field(default_factory=dict)
    admission: dict[str, NameAnswers] = field(default_factory=dict)
    files: dict[tuple[str, str], YamlFile] = field(default_factory=dict)
    """(folder, name) -> file."""
    broken: set[tuple[str, str]] = field(default_factory=set)
    """(folder, name) of files that could not be read: naming them elsewhere is no second fault."""

    def of(self, folder: str) -> dict[str, Any]:
        """Return the definitions of one folder."""
        found: dict[str, Any] = getattr(self, folder)
        return found

    def named(self, folder: str, name: str) -> Any:
        """Return one definition, or say which names there are."""
        found = self.of(folder)
        if name not in found:
            raise NotFound(
                f"{MODELS[folder][0]} '{name}' is not in the catalogue; known are {', '.join(sorted(found))}"
            )
        return found[name]

    def fault(self, folder: str, name: str, path: KeyPath, found: str, remedy: str = "") -> Fault:
        """Return a fault at the place of a definition where it was written."""
        return self.files[folder, name].fault(path, found, remedy)

    def hash(self) -> str:
        """Return the hash of all definitions that decide a comparison, whatever their layout and comments."""
        return document_hash(self.document())

    def knows(self, folder: str, name: str) -> bool:
        """Tell whether a definition exists, readable or not."""
        return name in self.of(folder) or (folder, name) in self.broken

    def answers_on(self, name: str) -> Answers:
        """Return what people answered on the names of one definition."""
        given = self.admission.get(name)
        return given.given if given else NO_ANSWERS

    def document(self) -> dict[str, dict[str, Any]]:
        """Return all definitions that decide a comparison as plain data, to be kept with a run."""
        return self._plain((*COMPARED, "proxies"))

    def whole(self) -> dict[str, dict[str, Any]]:
        """Return every definition as plain data, roles included: what takes four eyes; comments and layout do not."""
        return self._plain((*MODELS, "proxies"))

    def _plain(self, folders: Iterable[str]) -> dict[str, dict[str, Any]]:
        return {folder: {name: plain(item) for name, item in sorted(self.of(folder).items())} for folder in folders}


def plain(definition: BaseModel) -> dict[str, Any]:
    """Return one definition as plain data; what it leaves to the grammar is not in it."""
    return definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def catalogue_of(document: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    """Return the catalogue that `Catalogue.document` gave."""
    catalogue = Catalogue()
    models = {folder: model for folder, (_, model) in MODELS.items()} | {"proxies": Proxy}
    for folder, items in document.items():
        catalogue.of(folder).update({name: models[folder].model_validate(item) for name, item in items.items()})
    return catalogue


def document_hash(document: Mapping[str, Any]) -> str:
    """Return the SHA-256 of definitions as plain data, in canonical JSON: whoever has the document can recompute it.

    >>> document_hash({"a": 1, "b": {}}) == document_hash({"b": {}, "a": 1})
    True
    """
    return hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


Rule = Callable[[Catalogue], Iterable[Fault]]
"""What must hold over a catalogue as a whole: gives every breach."""


def read_catalogue(folder: Path, rules: Sequence[Rule] = ()) -> Catalogue:
    """Return the catalogue in a folder; raise DefinitionFaults with every fault of every file and every rule."""
    if not folder.is_dir():
        raise WorkspaceFault(f"{folder}: there is no catalogue here; run 'pandzicht new' or name the right folder")
    catalogue = Catalogue()
    faults = list(_fill(catalogue, folder))
    faults += [fault for rule in rules for fault in rule(catalogue)]
    if faults:
        raise DefinitionFaults(f"catalogue {folder}", sorted(set(faults), key=_by_place))
    return catalogue


def read_roles(folder: Path) -> dict[str, Role]:
    """Return the roles of the catalogue in a folder and nothing else of it; raise DefinitionFaults with every fault."""
    roles = _read_alone(folder, "roles").roles
    if not roles:
        raise WorkspaceFault(
            f"{folder / 'roles'}: there are no roles, so nobody may do anything; copy those that come with Pandzicht"
        )
    return roles


def read_approvals(folder: Path) -> dict[str, Approval]:
    """Return what takes four eyes by the catalogue in a folder; raise DefinitionFaults with every fault."""
    return _read_alone(folder, "approvals").approvals


def _read_alone(folder: Path, name: str) -> Catalogue:
    catalogue = Catalogue()
    faults = [
        fault
        for path in sorted((folder / name).glob("*.y*ml"))
        for fault in _take(catalogue, path, (name, *MODELS[name]))
    ]
    if faults:
        raise DefinitionFaults(f"{name} of catalogue {folder}", faults)
    return catalogue


def _by_place(fault: Fault) -> tuple[str, int, str]:
    digits = "".join(character for character in fault.place.split(",")[0] if character.isdigit())
    return fault.file, int(digits or 0), fault.found


def _fill(catalogue: Catalogue, folder: Path) -> Iterator[Fault]:
    for sub in sorted(path for path in folder.iterdir() if path.is_dir()):
        if sub.name not in MODELS and any(sub.glob("*.y*ml")):
            yield Fault(sub.name, "", "is not a folder of the catalogue", f"use one of {', '.join(MODELS)}")
    for name, (key, model) in MODELS.items():
        for path in sorted((folder / name).glob("*.y*ml")):
            is_proxy = path.name.endswith(".proxy.yaml")
            yield from _take(catalogue, path, ("proxies", "proxy", Proxy) if is_proxy else (name, key, model))


def _take(catalogue: Catalogue, path: Path, kind: tuple[str, str, type[BaseModel]]) -> Iterator[Fault]:
    file = read_yaml(path, f"{path.parent.name}/{path.name}")
    yield from take(catalogue, file, path.name.split(".")[0], kind)


def take(
    catalogue: Catalogue, file: YamlFile | Fault, stem: str, kind: tuple[str, str, type[BaseModel]]
) -> Iterator[Fault]:
    """Put what a file holds in a catalogue, under its name there; yield every fault of it.

    `kind` is the folder, the key that names a definition of it, and its model.
    """
    folder, key, model = kind
    if isinstance(file, Fault):
        catalogue.broken.add((folder, stem))
        yield file
        return
    try:
        definition = model.model_validate(file.data)
    except ValidationError as error:
        catalogue.broken.add((folder, stem))
        yield from model_faults(file, error, model)
        mended = repaired(file.data, error, model)
        if mended is not None:
            catalogue.of(folder)[stem] = mended
            catalogue.files[folder, stem] = file
        return
    name = getattr(definition, key)
    if name != stem:
        yield file.fault((key,), f"is named '{name}' but its file '{stem}'", "give both the same name")
    if name in catalogue.of(folder):
        yield file.fault((key,), f"'{name}' is defined twice", "keep one")
        return
    catalogue.of(folder)[name] = definition
    catalogue.files[folder, name] = file


def model_faults(file: YamlFile, error: ValidationError, model: type[BaseModel]) -> Iterator[Fault]:
    """Yield what is wrong with the data of a file for a model, each at its line."""
    for item in error.errors():
        path = _written_path(file, item["loc"])
        where = ".".join(str(part) for part in path) or "the file"
        if item["type"] == "extra_forbidden":
            known = ", ".join(sorted(field.alias or name for name, field in model.model_fields.items()))
            remedy = f"remove it; known here are {known}" if len(path) == 1 else "remove it"
            yield file.fault(path, f"unknown key '{path[-1]}'", remedy)
        elif item["type"] == "missing":
            yield file.fault(path[:-1], f"key '{item['loc'][-1]}' is missing", "add it")
        else:
            found = _shown(item.get("input"))
            yield file.fault(path, f"{where}: {_lower(item['msg'])}{found}", "see docs/reference/definitions.md")


def _written_path(file: YamlFile, location: tuple[int | str, ...]) -> KeyPath:
    """Return the part of a model's location that was written; names of union members are left out."""
    path: KeyPath = ()
    for part in location:
        if (*path, part) in file.lines or part == location[-1]:
            path = (*path, part)
    return path


def _shown(value: object) -> str:
    return "" if isinstance(value, Mapping | list) else f", found '{value}'"


def _lower(message: str) -> str:
    message = message.removeprefix("Value error, ")
    return message[:1].lower() + message[1:]
