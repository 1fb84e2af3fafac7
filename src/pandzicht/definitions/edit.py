# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One definition that somebody is changing: the catalogue as it would be with it, and every fault it then has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pandzicht.definitions.catalogue import MODELS, Catalogue, Rule, catalogue_of, document_hash, plain, take
from pandzicht.definitions.reads import norms_named
from pandzicht.definitions.yaml_file import YamlFile, read_text
from pandzicht.errors import Fault, NotFound, PandzichtError

EDITED = ("signals", "norms", "checks")
"""The folders of which a definition can be changed in the office."""
LONGEST = 60_000
"""Signs of one definition."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The text of one definition as somebody has it now."""

    folder: str
    name: str
    text: str

    @property
    def label(self) -> str:
        """The name of its file, as faults tell it."""
        return f"{self.folder}/{self.name}.yaml"


@dataclass(frozen=True, slots=True)
class Edited:
    """A catalogue with one definition changed, and every fault of it by file and line."""

    edit: Edit
    catalogue: Catalogue
    faults: tuple[Fault, ...]
    is_readable: bool
    """Whether it passes every rule, so that it can be tried; an example may still answer otherwise than expected."""

    @property
    def definition(self) -> Any | None:
        """The definition as it was read; None where that could not be."""
        is_broken = (self.edit.folder, self.edit.name) in self.catalogue.broken
        return None if is_broken else self.catalogue.of(self.edit.folder).get(self.edit.name)

    @property
    def affected(self) -> tuple[str, ...]:
        """The signals whose answers may change with it, by name: itself, or those that name the norm."""
        return affected_by(self.catalogue, self.edit.folder, self.edit.name)


def placed(document: Mapping[str, Mapping[str, Any]], folder: Catalogue) -> Catalogue:
    """Return the catalogue of a document, in which what a folder has the same stands as it was written there."""
    catalogue = catalogue_of(document)
    for of in document:
        for name, item in catalogue.of(of).items():
            own = folder.of(of).get(name)
            if own is not None and plain(own) == document[of][name]:
                catalogue.of(of)[name] = own
                catalogue.files[of, name] = folder.files[of, name]
            else:
                catalogue.files[of, name] = YamlFile(f"{of}/{name}.yaml", plain(item), {})
    return catalogue


def edited(base: Catalogue, edit: Edit, rules: Sequence[Rule]) -> Edited:
    """Return a catalogue with one definition changed, held against the rules; the base stays as it is.

    What is wrong with a base that four eyes saw already, and was not written in a file here, is not told again. Raises
    NotFound for a definition that is not there, PandzichtError for one that is not changed in the office.
    """
    refuse_unedited(base, edit.folder, edit.name)
    if len(edit.text) > LONGEST:
        raise PandzichtError(f"{edit.label} has {len(edit.text)} signs, and at most {LONGEST} are read; shorten it")
    catalogue = _copy(base)
    del catalogue.of(edit.folder)[edit.name]
    file = read_text(edit.text.replace("\r\n", "\n"), edit.label)
    if isinstance(file, YamlFile):
        catalogue.files[edit.folder, edit.name] = file
    faults = list(take(catalogue, file, edit.name, (edit.folder, *MODELS[edit.folder])))
    faults += [fault for rule in rules for fault in rule(catalogue)]
    if not all(placed_at.lines for placed_at in base.files.values()):
        had = {fault for rule in rules for fault in rule(base)}
        faults = [fault for fault in faults if fault not in had]
    told = tuple(sorted(set(faults), key=lambda fault: _own_first(fault, edit)))
    return Edited(edit, catalogue, told, is_readable=not told)


def refuse_unedited(base: Catalogue, folder: str, name: str) -> None:
    """Raise NotFound for a definition that is not there, PandzichtError for one that is not changed in the office."""
    if folder not in EDITED:
        raise PandzichtError(f"{folder} are not changed in the office; change the file, and propose it from there")
    if name not in base.of(folder):
        raise NotFound(f"'{name}' is not among the {folder} of the catalogue; known are {', '.join(base.of(folder))}")


def affected_by(catalogue: Catalogue, folder: str, name: str) -> tuple[str, ...]:
    """Return the signals whose answers rest on a definition: of a check none, for it asks and does not answer."""
    if folder == "signals":
        return (name,) if name in catalogue.signals else ()
    return tuple(signal for signal, item in catalogue.signals.items() if name in _norms_of(catalogue, item))


def _norms_of(catalogue: Catalogue, signal: Any) -> set[str]:
    """Return the norms that a signal names itself or that an indicator of it counts by."""
    own = f"{signal.when} {signal.unknown_when}"
    counted = (item.aggregate for name, item in catalogue.indicators.items() if name in own)
    return set(norms_named(catalogue, " ".join([own, *counted])))


def same(first: Any, second: Any) -> bool:
    """Tell whether two definitions say the same, whatever their layout."""
    return document_hash(plain(first)) == document_hash(plain(second))


def _copy(base: Catalogue) -> Catalogue:
    copied = {folder: dict(base.of(folder)) for folder in (*MODELS, "proxies")}
    return replace(base, **copied, files=dict(base.files), broken=set(base.broken))


def _own_first(fault: Fault, edit: Edit) -> tuple[bool, str, int, str]:
    digits = "".join(sign for sign in fault.place.partition(",")[0] if sign.isdigit())
    return fault.file != edit.label, fault.file, int(digits or 0), fault.found
