# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which runs there are, and which address of a run text names: public facts of the BAG, without the protected ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.check import Check
from pandzicht.errors import Gone, NotAvailable, NotFound
from pandzicht.governance.purpose import Purpose, purpose_of
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.publish import read_json
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.store.workspace import Workspace

SHOWN = 5
_COLUMNS = ("address_id", "adres", "buurtcode")


class AddressBook:
    """The addresses of one run by id and by line; `addresses` has them in the order of their numbers."""

    def __init__(self, addresses: pa.Table, run_id: str) -> None:
        self._addresses = addresses
        self._run_id = run_id

    def find(self, asked: str) -> int:
        """Return the number of the address that text names: its id, or its line of address, whatever its spelling.

        Raises NotFound, NotAvailable when several answer.
        """
        text = " ".join(asked.split()).lower()
        if asked.strip() in self.numbers:
            return self.numbers[asked.strip()]
        found = [number for number, line in enumerate(self._lines) if line == text] or [
            number for number, line in enumerate(self._lines) if line.startswith((text + ",", text + " "))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            examples = "; ".join(str(self._addresses["adres"][number]) for number in found[:SHOWN])
            raise NotAvailable(
                f"'{asked}' names {len(found)} addresses ({examples}); add the number, the letter or the postcode"
            )
        raise NotFound(unknown_address(asked, self._run_id))

    def subject(self, number: int) -> Subject:
        """Return an address as what an act is done to."""
        row = self._addresses.slice(number, 1)
        return Subject(Kind.ADDRESS, row["address_id"][0].as_py(), row["buurtcode"][0].as_py())

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each address by its id."""
        return {name: number for number, name in enumerate(self._addresses["address_id"].to_pylist())}

    @cached_property
    def _lines(self) -> list[str]:
        return [" ".join((line or "").split()).lower() for line in self._addresses["adres"].to_pylist()]


def unknown_address(asked: str, run_id: str) -> str:
    """Return what is said of an address that does not exist, is protected, or may not be seen: one sentence for all."""
    return f"'{asked}' is not an address of run {run_id}; give its BAG id, or street, number and woonplaats"


def named_run(workspace: Workspace, run_id: str | None = None) -> str:
    """Return the name of a run that exists, by default of the one in force.

    Raises NotFound, naming those there are; Gone when its tables were destroyed under a rule.
    """
    if run_id is None:
        pointer = workspace.runs / "current"
        if not pointer.is_file():
            raise NotFound(f"{workspace.root}: there is no run yet; run 'pandzicht run --date D' first")
        run_id = pointer.read_text(encoding="utf-8").strip()
    if not (workspace.runs / run_id / "manifest.json").is_file():
        there = workspace.runs.iterdir() if workspace.runs.is_dir() else ()
        known = ", ".join(sorted(path.name for path in there if path.is_dir()))
        raise NotFound(f"run '{run_id}' does not exist; known are {known or 'none'}")
    stone = whole_tombstone(workspace.runs / run_id)
    if stone is not None:
        raise Gone(
            f"run '{run_id}' was destroyed under {stone.rule} ({stone.basis}) on {stone.on}; its manifest with the "
            "hashes of what it was remains; name another run, or make one with 'pandzicht run --date D'"
        )
    return run_id


def date_of_run(workspace: Workspace, run_id: str | None = None) -> date:
    """Return the peildatum of a run, by default of the one in force."""
    manifest = read_json(workspace.runs / named_run(workspace, run_id) / "manifest.json")
    return date.fromisoformat(manifest["inputs"]["date"])


def active_checks(workspace: Workspace, run_id: str) -> tuple[str, ...]:
    """Return the checks that a run compared for."""
    return tuple(read_json(workspace.runs / run_id / "manifest.json")["active"]["checks"])


def purposes_of(workspace: Workspace, run_id: str, checks: Iterable[str]) -> tuple[Purpose, ...]:
    """Return the purposes of checks as defined for a run; raise NotFound for a check that it does not know."""
    definitions = read_json(workspace.runs / run_id / "definitions.json")["checks"]
    asked = tuple(checks)
    unknown = next((name for name in asked if name not in definitions), None)
    if unknown is not None:
        there = ", ".join(active_checks(workspace, run_id)) or "none"
        raise NotFound(f"check '{unknown}' is not in run {run_id}; it has {there}")
    return tuple(dict.fromkeys(purpose_of(Check.model_validate(definitions[name])) for name in asked))


def address_in(workspace: Workspace, run_id: str, asked: str) -> Subject:
    """Return the address of a run that text names, as what an act is done to; raises as `AddressBook.find`."""
    table = pq.read_table(workspace.runs / run_id / "addresses.parquet", columns=list(_COLUMNS))
    book = AddressBook(table, run_id)
    return book.subject(book.find(asked))


def known_check(workspace: Workspace, name: str) -> Subject:
    """Return a check as what an act is done to, from the catalogue or the run in force, whatever faults these have.

    Raises NotFound, naming those there are: a check must be stoppable when nothing else works.
    """
    known = {path.stem for path in (workspace.catalogue / "checks").glob("*.y*ml")}
    if (workspace.runs / "current").is_file():
        known |= set(read_json(workspace.runs / named_run(workspace) / "definitions.json")["checks"])
    if name not in known:
        raise NotFound(f"check '{name}' is not in the catalogue; known are {', '.join(sorted(known)) or 'none'}")
    return Subject(Kind.CHECK, name)
