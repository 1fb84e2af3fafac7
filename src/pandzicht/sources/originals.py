# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The original of a delivery: kept sealed under its own key for a short time, then destroyed with its key.

The plain text of `DELIVERY.enc` is the length of a JSON list of names and sizes, that list, and the bytes of the files
one after another.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused, NotAvailable
from pandzicht.governance.desk import Operation
from pandzicht.sources.delivery import Delivery, all_deliveries
from pandzicht.sources.sealed_file import SealedWriter, destroy_key, new_key, opened_chunks
from pandzicht.store.workspace import Workspace

_CHUNK = 4 << 20


@dataclass(frozen=True, slots=True)
class Original:
    """Where the encrypted original of a delivery and its key stand."""

    sealed: Path
    key: Path

    @property
    def is_kept(self) -> bool:
        """Whether the original can still be opened."""
        return self.sealed.exists() and self.key.exists()


def original_of(workspace: Workspace, delivery_id: str) -> Original:
    """Return the places of the original of a delivery."""
    return Original(workspace.originals / f"{delivery_id}.enc", workspace.keys / f"{delivery_id}.key")


def seal(files: Mapping[str, Path], sealed: Path, key: Path) -> None:
    """Encrypt delivered files, by name, into one, under a key of its own that is written to its own file."""
    with SealedWriter(sealed, new_key(key)) as target:
        for chunk in _plain(files):
            target.write(chunk)


def refuse_gone(workspace: Workspace, delivery: Delivery) -> None:
    """Raise NotAvailable when the original of a delivery was destroyed."""
    if not original_of(workspace, delivery.id).is_kept:
        raise NotAvailable(
            f"the original of delivery {delivery.id} of '{delivery.source}' is not kept: it was destroyed on or after "
            f"{delivery.original_until.isoformat()} under raw_retention"
        )


def unseal(workspace: Workspace, operation: Operation, delivery: Delivery, folder: Path) -> tuple[Path, ...]:
    """Write the original files of a delivery into a new folder for their owner only: all of them, or nothing.

    Raises NotAvailable when they were destroyed, ExportRefused when the folder cannot be made.
    """
    operation.allows(Action.UNSEAL)
    refuse_gone(workspace, delivery)
    try:
        folder.mkdir(mode=0o700)
    except OSError as error:
        raise ExportRefused(
            f"{folder}: cannot be made ({error.strerror}); name a new folder in one that exists"
        ) from error
    try:
        return tuple(_written(_Stream(_opened(original_of(workspace, delivery.id))), folder))
    except BaseException:
        shutil.rmtree(folder)
        raise


def _written(stream: _Stream, folder: Path) -> Iterator[Path]:
    size = int.from_bytes(stream.take(8), "big")
    for name, length in json.loads(stream.take(size)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            for part in stream.parts(length):
                target.write(part)
        yield path


def destroy(original: Original) -> None:
    """Make an original unreadable: its key is overwritten and removed first, its bytes after."""
    destroy_key(original.key)
    original.sealed.unlink(missing_ok=True)


def sweep_orphans(workspace: Workspace) -> None:
    """Destroy originals that belong to no published delivery: what a load left behind that was cut off."""
    known = {delivery.id for delivery in all_deliveries(workspace)}
    kept = [*workspace.originals.glob("*.enc"), *workspace.keys.glob("????-??-??-*.key")]
    for name in {path.stem for path in kept} - known:
        destroy(original_of(workspace, name))


def _plain(files: Mapping[str, Path]) -> Iterator[bytes]:
    content = json.dumps([[name, path.stat().st_size] for name, path in files.items()]).encode()
    yield len(content).to_bytes(8, "big") + content
    for path in files.values():
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                yield chunk


def _opened(original: Original) -> Iterator[bytes]:
    return opened_chunks(original.sealed, original.key.read_bytes())


class _Stream:
    """Chunks of bytes, taken by length."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._rest = b""

    def take(self, length: int) -> bytes:
        """Return so many bytes."""
        return b"".join(self.parts(length))

    def parts(self, length: int) -> Iterator[bytes]:
        """Yield so many bytes in parts."""
        while length:
            self._rest = self._rest or next(self._chunks)
            part, self._rest = self._rest[:length], self._rest[length:]
            length -= len(part)
            yield part
