# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A tombstone: what of a published folder was destroyed under a rule, so that it is not taken for tampering.

`tombstone.json` stands in the folder of what was destroyed, beside its account with the hashes of what it was. Each
stone has a number in the register of what was destroyed; a stone that is not in the register proves nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from pandzicht.errors import WorkspaceFault
from pandzicht.store.publish import read_json, write_json

TOMBSTONE = "tombstone.json"


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One destruction in one folder."""

    number: str
    """Of the line in the register of what was destroyed."""
    rule: str
    basis: str
    on: str
    """The day, as 2026-03-01."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """File -> the SHA-256 that it had."""
    left: Mapping[str, str] = field(default_factory=dict)
    """File of which a part was destroyed -> the SHA-256 of what was left."""
    rows: int = 0
    """Rows that were destroyed in what is left."""

    @property
    def is_whole(self) -> bool:
        """Whether files are gone, not only rows or fields."""
        return bool(self.gone)


def tombstones_in(folder: Path) -> tuple[Tombstone, ...]:
    """Return the tombstones of a folder, oldest first; raise WorkspaceFault when they cannot be read."""
    path = folder / TOMBSTONE
    if not path.is_file():
        return ()
    try:
        return tuple(Tombstone(**stone) for stone in read_json(path)["destroyed"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceFault(f"{path}: cannot be read ({error!r}); restore it from a backup") from error


def whole_tombstone(folder: Path) -> Tombstone | None:
    """Return the tombstone that says that the tables of a folder are gone, None while they are there."""
    return next((stone for stone in tombstones_in(folder) if stone.is_whole), None)


def put_tombstone(folder: Path, stone: Tombstone) -> None:
    """Put a tombstone in a folder, after those that stand there; one with the same number is replaced."""
    stones = [*(one for one in tombstones_in(folder) if one.number != stone.number), stone]
    write_json(folder / TOMBSTONE, {"destroyed": [asdict(one) for one in stones]})
