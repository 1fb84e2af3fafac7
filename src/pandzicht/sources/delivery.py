# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery (levering): what `delivery.json` says of one dated delivery that was taken in, and which there are."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pandzicht.definitions.source import DeliveryKind
from pandzicht.errors import NotFound, WorkspaceFault
from pandzicht.store.publish import read_json
from pandzicht.store.tombstone import Tombstone, tombstones_in
from pandzicht.store.workspace import Workspace

ROWS = "rows.parquet"
SET_ASIDE = "set_aside.parquet"
PROTECTED = "protected.parquet"
WITHDRAWN = "withdrawn.parquet"
ACCOUNT = "delivery.json"

_ID = re.compile(r"^\d{4}-\d\d-\d\d-[0-9a-f]{12}$")


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """One file as it was delivered: its name, its size in bytes, and the SHA-256 that remains for good."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One delivery of a source, taken in whole.

    `counts` holds delivered, admitted, set_aside, protected and repeated rows; for the spine the voorkomens and the
    objects of each of its tables. `malformed` counts, per field with a role, the texts that could not be read as what
    they should be. `tables` has the content hash of every table beside the rows' place in the file.
    """

    source: str
    id: str
    date: datetime.date
    sequence: int
    kind: DeliveryKind
    files: tuple[DeliveredFile, ...]
    definition_hash: str
    counts: Mapping[str, int]
    malformed: Mapping[str, int]
    content_hash: str
    tables: Mapping[str, str]
    place: str
    current_only: bool
    original_until: datetime.date
    folder: Path
    already_loaded: bool = False

    @property
    def rows(self) -> Path:
        """The admitted rows."""
        return self.folder / ROWS

    @property
    def set_aside(self) -> Path:
        """The rows that could not be read, each with its place and reason."""
        return self.folder / SET_ASIDE

    @property
    def protected(self) -> Path:
        """Where protected rows point to, and nothing else of them."""
        return self.folder / PROTECTED

    @property
    def withdrawn(self) -> Path:
        """The keys that fell under protection, unreadable without the workspace's key; changes and events only."""
        return self.folder / WITHDRAWN

    @property
    def tombstones(self) -> tuple[Tombstone, ...]:
        """What of it was destroyed under a rule."""
        return tombstones_in(self.folder)

    @property
    def is_destroyed(self) -> bool:
        """Whether its rows are gone, and only what they were is left."""
        return any(stone.is_whole for stone in self.tombstones)

    @property
    def lacks(self) -> str:
        """What stands since rows of it were destroyed, as a hash; empty while it is as it was delivered."""
        left = [stone.left[ROWS] for stone in self.tombstones if ROWS in stone.left]
        return left[-1] if left else ""

    def again(self) -> Delivery:
        """Return the same delivery, said to have been loaded before."""
        return replace(self, already_loaded=True)

    def account(self) -> dict[str, Any]:
        """Return the content of `delivery.json`."""
        return {
            "source": self.source,
            "id": self.id,
            "date": self.date.isoformat(),
            "sequence": self.sequence,
            "kind": self.kind.value,
            "files": [{"name": file.name, "bytes": file.bytes, "sha256": file.sha256} for file in self.files],
            "definition_hash": self.definition_hash,
            "counts": dict(self.counts),
            "malformed": dict(self.malformed),
            "content_hash": self.content_hash,
            "tables": dict(self.tables),
            "place": self.place,
            "current_only": self.current_only,
            "original_until": self.original_until.isoformat(),
        }


def in_order(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Return paths each once, in the order of their names, in whatever order they were given."""
    return tuple(sorted(dict.fromkeys(paths), key=lambda path: (path.name, path.as_posix())))


def named_files(paths: Sequence[Path]) -> dict[str, Path]:
    """Return the files of a delivery by their names: files as they are, and all that folders hold.

    Files of one name are told apart by the folders they lie in.
    """
    found: dict[str, Path] = {}
    for path in in_order(paths):
        inner = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in inner:
            parts = file.parts
            short = len(path.parts) - 1
            while "/".join(parts[short:]) in found and short > 1:
                short -= 1
            found["/".join(parts[short:])] = file
    return found


def read_delivery(folder: Path) -> Delivery:
    """Return the delivery in a published folder; raise WorkspaceFault when its account is missing or damaged."""
    path = folder / ACCOUNT
    try:
        account = read_json(path)
        return _from_account(account, folder)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceFault(
            f"{path}: cannot be read ({error!r}); restore the folder from a backup, or remove it and load again"
        ) from error


def deliveries_of(workspace: Workspace, source: str) -> tuple[Delivery, ...]:
    """Return the deliveries of a source that are still there, oldest first; among equal dates in order of loading."""
    return tuple(delivery for delivery in published_of(workspace, source) if not delivery.is_destroyed)


def published_of(workspace: Workspace, source: str) -> tuple[Delivery, ...]:
    """Return the deliveries of a source in the same order, those of which the rows were destroyed too."""
    home = workspace.deliveries / source
    if not home.is_dir():
        return ()
    found = [read_delivery(path) for path in sorted(home.iterdir()) if path.is_dir() and _ID.match(path.name)]
    return tuple(sorted(found, key=lambda delivery: (delivery.date, delivery.sequence)))


def delivery_named(workspace: Workspace, source: str, asked: str) -> Delivery:
    """Return the delivery of a source whose id is this or begins with it; raise NotFound for none or several."""
    found = [item for item in published_of(workspace, source) if item.id.startswith(asked)]
    if len(found) != 1:
        known = ", ".join(item.id for item in found or published_of(workspace, source)) or "none"
        raise NotFound(f"'{asked}' names {len(found)} deliveries of '{source}'; name one of {known}")
    return found[0]


def all_deliveries(workspace: Workspace) -> tuple[Delivery, ...]:
    """Return the published deliveries of all sources, destroyed ones too, by source and then oldest first."""
    if not workspace.deliveries.is_dir():
        return ()
    names = sorted(path.name for path in workspace.deliveries.iterdir() if path.is_dir())
    return tuple(delivery for name in names for delivery in published_of(workspace, name))


def _from_account(account: Mapping[str, Any], folder: Path) -> Delivery:
    return Delivery(
        source=account["source"],
        id=account["id"],
        date=datetime.date.fromisoformat(account["date"]),
        sequence=account["sequence"],
        kind=DeliveryKind(account["kind"]),
        files=tuple(DeliveredFile(**file) for file in account["files"]),
        definition_hash=account["definition_hash"],
        counts=account["counts"],
        malformed=account["malformed"],
        content_hash=account["content_hash"],
        tables=account["tables"],
        place=account["place"],
        current_only=account["current_only"],
        original_until=datetime.date.fromisoformat(account["original_until"]),
        folder=folder,
    )
