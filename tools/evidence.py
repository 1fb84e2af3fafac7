# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The evidence: for each item of the checklist of law, ethics and good practice what proves that it is kept.

What is said stands in `evidence.yaml`: group of the checklist -> item -> row. A gap stops whoever reads it: an item
without a row, a row in no state, a test that does not exist or is never run. `python -m tools.evidence` prints the
names of all tests, for `make evidence`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError, model_validator

from pandzicht.definitions.words import Definition
from pandzicht.definitions.yaml_file import YamlFile, read_yaml
from pandzicht.errors import Fault, FaultsError
from tools.named_test import why_no_proof

ROOT = Path(__file__).resolve().parents[1]
EVIDENCE = Path(__file__).with_suffix(".yaml")
_ATTACKS = ("S1", "S2", "S4", "S5", "S12", "S15")
ITEMS = tuple(map(str, [*range(1, 24), "23a", "23b", "23c", *range(24, 46), *_ATTACKS]))
"""The numbers of the checklist, in its order; after them those of the attacks that the office must hold against."""


class EvidenceFaults(FaultsError):
    """The evidence has gaps; no page was written."""


class State(StrEnum):
    """What can be said of an item."""

    PROVEN = "proven"
    DOES_NOT_APPLY = "does_not_apply"
    PLANNED = "planned"


class Part(StrEnum):
    """The part of Pandzicht for which an item is planned."""

    OFFICE = "office"
    CASEWORK = "casework"
    LEARNING = "learning"


class Row(Definition):
    """What proves one item: its tests, or why it does not apply, or for which part what is missing is planned."""

    asks: str = Field(min_length=1)
    """What the item asks, in our own words."""
    law: str = Field(min_length=1)
    """The law, standard or advice that it comes from."""
    state: State
    part: Part | None = None
    tests: tuple[str, ...] = ()
    """Names of tests; of a planned item those of what stands already."""
    note: str = ""
    """Why it does not apply, what is missing, or what the tests leave to people."""

    @model_validator(mode="after")
    def _says_what_its_state_asks(self) -> Row:
        wrong = {
            "'proven' without a test": self.state is State.PROVEN and not self.tests,
            "'planned' without the part it is planned for": self.state is State.PLANNED and self.part is None,
            f"'{self.state}' with a part, which only 'planned' has": self.state is not State.PLANNED and self.part,
            f"'{self.state}' without a note of why": self.state is not State.PROVEN and not self.note.strip(),
            "'does_not_apply' with tests": self.state is State.DOES_NOT_APPLY and self.tests,
            "a test named twice": len(set(self.tests)) < len(self.tests),
        }
        if any(wrong.values()):
            raise ValueError("; ".join(said for said, holds in wrong.items() if holds))
        return self


@dataclass(frozen=True, slots=True)
class Evidence:
    """Group of the checklist -> item -> row, in the order of the checklist."""

    groups: dict[str, dict[str, Row]]

    @property
    def rows(self) -> dict[str, Row]:
        """Item -> row."""
        return {item: row for group in self.groups.values() for item, row in group.items()}

    @property
    def tests(self) -> tuple[str, ...]:
        """The names of all tests, each once, in alphabetical order."""
        return tuple(sorted({test for row in self.rows.values() for test in row.tests}))


def read_evidence(path: Path = EVIDENCE, root: Path = ROOT) -> Evidence:
    """Return the evidence that a file gives of the tests below a root; raise EvidenceFaults with every gap."""
    file = read_yaml(path, path.name)
    if isinstance(file, Fault):
        raise EvidenceFaults("evidence", [file])
    groups: dict[str, dict[str, Row]] = {}
    faults = list(_order_faults(file))
    for group, rows in _groups(file):
        groups[group] = {}
        for item, said in rows.items():
            row = _row(said)
            if isinstance(row, Row):
                groups[group][str(item)] = row
                told = [f"{test}: {why}" for test in row.tests if (why := why_no_proof(root, test))]
            else:
                told = row
            faults += [file.fault((group, item), f"item {item}: {found}") for found in told]
    if faults:
        raise EvidenceFaults("evidence", faults)
    return Evidence(groups)


def _groups(file: YamlFile) -> Iterator[tuple[str, dict[Any, Any]]]:
    for group, rows in file.data.items():
        yield group, rows if isinstance(rows, dict) else {}


def _order_faults(file: YamlFile) -> Iterator[Fault]:
    """Yield that an item has no row, that a row is of no item, or else that they are out of order or there twice."""
    found = [(group, item) for group, rows in _groups(file) for item in rows]
    numbers = [str(item) for _, item in found]
    missing = [file.fault((), f"item {item} has no row", "add it") for item in ITEMS if item not in numbers]
    strange = [
        file.fault(path, f"'{path[1]}' is no item of the checklist") for path in found if str(path[1]) not in ITEMS
    ]
    yield from missing + strange
    if not missing and not strange and numbers != list(ITEMS):
        yield file.fault((), "the items are not in the order of the checklist, each once", "put them in order")


def _row(said: Any) -> Row | list[str]:
    """Return a row, or everything that is wrong with it."""
    try:
        return Row.model_validate(said)
    except ValidationError as error:
        return [
            f"{'.'.join(map(str, item['loc']))}: {item['msg']}".removeprefix(": ").removeprefix("Value error, ")
            for item in error.errors()
        ]


if __name__ == "__main__":
    print("\n".join(read_evidence().tests))
