# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The file of a backtest, read with all its faults at once, and the gate for the names of its features."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from pandzicht.definitions.admission import kept_out
from pandzicht.definitions.backtest import Backtest
from pandzicht.definitions.catalogue import model_faults
from pandzicht.definitions.refused import Admission
from pandzicht.definitions.yaml_file import KeyPath, YamlFile, read_yaml
from pandzicht.errors import BacktestFaults, Fault


@dataclass(frozen=True, slots=True)
class BacktestFile:
    """A backtest as it was asked, and where each part of it was written."""

    definition: Backtest
    file: YamlFile
    folder: Path

    @property
    def table(self) -> Path:
        """The file with the inspections."""
        return self.folder / self.definition.table

    def fault(self, path: KeyPath, found: str, remedy: str) -> Fault:
        """Return a fault at the place where something was asked."""
        return self.file.fault(path, found, remedy)


def read_backtest(path: Path) -> BacktestFile:
    """Return a backtest from its file; raise BacktestFaults with everything that its own text gets wrong."""
    if not path.is_file():
        raise BacktestFaults(str(path), [Fault(path.name, "", "does not exist, or is no file", "name the YAML file")])
    file = read_yaml(path, path.name)
    if isinstance(file, Fault):
        raise BacktestFaults(str(path), [file])
    try:
        definition = Backtest.model_validate(file.data)
    except ValidationError as error:
        raise BacktestFaults(str(path), model_faults(file, error, Backtest)) from error
    return BacktestFile(definition, file, path.parent)


def name_faults(asked: BacktestFile) -> Iterator[Fault]:
    """Yield every feature whose name is kept out, and every answer that answers nothing or lifts nothing."""
    definition = asked.definition
    used = {word for name, feature in definition.features.items() for word in (name, feature.column)}
    out = kept_out(sorted(used | set(definition.admitted)))
    refused = {word for word, judgement in out.items() if judgement.admission is Admission.REFUSED}
    for name, feature in definition.features.items():
        for word in dict.fromkeys((name, feature.column)):
            if word in refused:
                yield asked.fault(("features", name), f"'{word}' is refused as input: {out[word]}", "remove it")
            elif word in out and word not in definition.admitted:
                found = f"'{word}' is not admitted until somebody answers: {out[word]}"
                remedy = f"remove it, or answer '{word}' with a reason under 'admitted'"
                yield asked.fault(("features", name), found, remedy)
    for word in definition.admitted:
        if word not in used:
            yield asked.fault(("admitted", word), f"'{word}' is no name or column of a feature", "remove the answer")
        elif word in refused:
            yield asked.fault(("admitted", word), f"'{word}' is refused as input; no answer lifts that", "remove it")
