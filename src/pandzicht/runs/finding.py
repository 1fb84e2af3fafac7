# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which runs there are, and which address of a run text names: public facts of the BAG, without the protected ones."""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
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
        if asked.strip() in self.numbers:
            return self.numbers[asked.strip()]
        text = " ".join(asked.split()).lower()
        found = self._between(text, text + "\0") or sorted(
            {*self._begin_with(text + ","), *self._begin_with(text + " ")}
        )
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

    def _begin_with(self, text: str) -> list[int]:
        return self._between(text, text + chr(sys.maxunicode))

    def _between(self, least: str, below: str) -> list[int]:
        """Return the numbers of the addresses of which the line lies between two texts."""
        lines, order = self._lines
        places = range(len(lines))
        start, stop = (bisect_left(places, text, key=lambda place: lines[place].as_py()) for text in (least, below))
        found: list[int] = order[start:stop].to_pylist()
        return found

    @cached_property
    def _lines(self) -> tuple[pa.Array, pa.Array]:
        """Lines of address in lower case and in order, and the number of the address of each."""
        lines = self._addresses["adres"].combine_chunks().fill_null("")
        lines = pc.utf8_lower(pc.utf8_trim_whitespace(pc.replace_substring_regex(lines, r"\s+", " ")))
        order = pc.sort_indices(lines)
        return lines.take(order), order


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


def runs_of(workspace: Workspace) -> tuple[str, ...]:
    """Return the runs that are there, from the oldest peildatum to the newest; without those that were destroyed."""
    there = sorted(workspace.runs.iterdir()) if workspace.runs.is_dir() else []
    return tuple(path.name for path in there if _stands(path))


def run_before(workspace: Workspace, run_id: str) -> str | None:
    """Return the newest run of an earlier day that still stands, None when there is none.

    Of one day the run that knew of the latest day counts, and of those the one that was made last.
    """
    today = date_of_run(workspace, run_id).isoformat()
    named = {folder.name: folder for folder in workspace.runs.iterdir() if folder.name[: len(today)] < today}
    standing = [name for name, folder in named.items() if _stands(folder)]
    newest = max((name[: len(today)] for name in standing), default="")

    def made(name: str) -> tuple[str, int]:
        manifest = named[name] / "manifest.json"
        return read_json(manifest)["inputs"]["known"], manifest.stat().st_mtime_ns

    return max((name for name in standing if name.startswith(newest)), key=made, default=None)


def _stands(folder: Path) -> bool:
    return (folder / "manifest.json").is_file() and whole_tombstone(folder) is None


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
    refuse_unknown(asked, definitions, run_id, active_checks(workspace, run_id))
    return purposes_together(Check.model_validate(definitions[name]) for name in asked)


def refuse_unknown(asked: Iterable[str], known: Collection[str], run_id: str, active: Iterable[str]) -> None:
    """Raise NotFound for the first check that a run does not know, naming those for which it compared."""
    unknown = next((name for name in asked if name not in known), None)
    if unknown is not None:
        raise NotFound(f"check '{unknown}' is not in run {run_id}; it has {', '.join(active) or 'none'}")


def purposes_together(checks: Iterable[Check]) -> tuple[Purpose, ...]:
    """Return the purposes of checks, each once."""
    return tuple(dict.fromkeys(map(purpose_of, checks)))


def address_in(workspace: Workspace, run_id: str, asked: str) -> Subject:
    """Return the address of a run that text names, as what an act is done to; raises as `AddressBook.find`."""
    table = pq.read_table(workspace.runs / run_id / "addresses.parquet", columns=list(_COLUMNS))
    book = AddressBook(table, run_id)
    return book.subject(book.find(asked))


def areas_in_force(workspace: Workspace) -> Mapping[str, str | None]:
    """Return the area (buurtcode) of every address of the run in force by its id; nothing when there is no run."""
    if not (workspace.runs / "current").is_file():
        return {}
    path = workspace.runs / named_run(workspace) / "addresses.parquet"
    table = pq.read_table(path, columns=["address_id", "buurtcode"])
    return dict(zip(table["address_id"].to_pylist(), table["buurtcode"].to_pylist(), strict=True))


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
