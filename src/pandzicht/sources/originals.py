# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The original of a delivery: kept encrypted under its own key for a short time, then destroyed with its key.

`DELIVERY.enc` is eight bytes that name the format, seven bytes of a nonce, and chunks of AES-256-GCM, each behind its
length in four. A chunk's nonce is those seven bytes, its number in four, and one that is 1 for the last: chunks cannot
be moved, dropped or cut off unseen (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár). The plain text
is the length of a JSON list of names and sizes, that list, and the bytes of the files one after another.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pandzicht.errors import NotAvailable, WorkspaceFault
from pandzicht.sources.delivery import Delivery, all_deliveries
from pandzicht.store.workspace import Workspace

_FORMAT = b"PZORIG1\n"
_CHUNK = 4 << 20
_NONCE = 7


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
    secret = AESGCM.generate_key(bit_length=256)
    key.parent.mkdir(parents=True, exist_ok=True)
    key.touch(mode=0o600)
    key.write_bytes(secret)
    prefix = secrets.token_bytes(_NONCE)
    cipher = AESGCM(secret)
    with sealed.open("wb") as target:
        target.write(_FORMAT + prefix)
        for number, (chunk, is_last) in enumerate(_marked(_plain(files))):
            record = cipher.encrypt(_nonce(prefix, number, is_last=is_last), chunk, None)
            target.write(len(record).to_bytes(4, "big") + record)


def unseal(workspace: Workspace, delivery: Delivery, folder: Path) -> tuple[Path, ...]:
    """Write the original files of a delivery into a folder; raise NotAvailable when they were destroyed."""
    original = original_of(workspace, delivery.id)
    if not original.is_kept:
        raise NotAvailable(
            f"the original of delivery {delivery.id} of '{delivery.source}' is not kept: it was destroyed on or after "
            f"{delivery.original_until.isoformat()} under raw_retention"
        )
    stream = _Stream(_opened(original))
    size = int.from_bytes(stream.take(8), "big")
    written = []
    for name, length in json.loads(stream.take(size)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as target:
            for part in stream.parts(length):
                target.write(part)
        written.append(path)
    return tuple(written)


def destroy(original: Original) -> None:
    """Make an original unreadable: its key is overwritten and removed first, its bytes after."""
    if original.key.exists():
        original.key.write_bytes(bytes(original.key.stat().st_size))
        original.key.unlink()
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


def _marked(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = next(chunks)
    for chunk in chunks:
        yield held, False
        held = chunk
    yield held, True


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


def _opened(original: Original) -> Iterator[bytes]:
    cipher = AESGCM(original.key.read_bytes())
    with original.sealed.open("rb") as stream:
        head = stream.read(len(_FORMAT) + _NONCE)
        if not head.startswith(_FORMAT):
            raise WorkspaceFault(f"{original.sealed}: is no sealed original; restore it from a backup")
        prefix = head[len(_FORMAT) :]
        for number, (chunk, is_last) in enumerate(_marked(_records(stream))):
            try:
                yield cipher.decrypt(_nonce(prefix, number, is_last=is_last), chunk, None)
            except InvalidTag as error:
                raise WorkspaceFault(
                    f"{original.sealed}: chunk {number + 1} was altered or cut off; restore it from a backup"
                ) from error


def _records(stream: IO[bytes]) -> Iterator[bytes]:
    while head := stream.read(4):
        yield stream.read(int.from_bytes(head, "big"))


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
