# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sealed file: bytes that nobody reads without their key, and that cannot be altered unseen.

It is eight bytes that name the format, seven bytes of a nonce, and chunks of AES-256-GCM, each behind its length in
four. A chunk's nonce is those seven bytes, its number in four, and one that is 1 for the last: chunks cannot be moved,
dropped or cut off unseen (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár).
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from pandzicht.errors import WorkspaceFault

_FORMAT = b"PZORIG1\n"
_CHUNK = 4 << 20
_NONCE = 7


def new_key(path: Path) -> bytes:
    """Write a key of its own to a file that only its owner reads, and return it."""
    secret = AESGCM.generate_key(bit_length=256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_bytes(secret)
    return secret


def destroy_key(path: Path) -> None:
    """Make what a key sealed unreadable: the key is overwritten and removed."""
    if path.exists():
        path.write_bytes(bytes(path.stat().st_size))
        path.unlink()


class SealedWriter:
    """Writes a sealed file as its bytes come in; it is whole once it was closed without a fault."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._cipher, self._prefix = AESGCM(key), secrets.token_bytes(_NONCE)
        self._held = bytearray()
        self._number = 0
        self._target = path.open("wb")
        self._target.write(_FORMAT + self._prefix)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _fault: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._target.close()

    def write(self, content: bytes) -> None:
        """Add some bytes."""
        self._held += content
        while len(self._held) > _CHUNK:
            self._seal(bytes(self._held[:_CHUNK]), is_last=False)
            del self._held[:_CHUNK]

    def close(self) -> None:
        """Write what is left, as the last of it."""
        self._seal(bytes(self._held), is_last=True)
        self._target.close()

    def _seal(self, chunk: bytes, *, is_last: bool) -> None:
        record = self._cipher.encrypt(_nonce(self._prefix, self._number, is_last=is_last), chunk, None)
        self._target.write(len(record).to_bytes(4, "big") + record)
        self._number += 1


def opened_chunks(path: Path, key: bytes) -> Iterator[bytes]:
    """Yield the bytes of a sealed file; raise WorkspaceFault where it was altered or cut off."""
    cipher = AESGCM(key)
    with path.open("rb") as stream:
        head = stream.read(len(_FORMAT) + _NONCE)
        if not head.startswith(_FORMAT):
            raise WorkspaceFault(f"{path}: is no sealed original; restore it from a backup")
        prefix = head[len(_FORMAT) :]
        for number, (chunk, is_last) in enumerate(_marked(_records(stream))):
            try:
                yield cipher.decrypt(_nonce(prefix, number, is_last=is_last), chunk, None)
            except InvalidTag as error:
                raise WorkspaceFault(
                    f"{path}: chunk {number + 1} was altered or cut off; restore it from a backup"
                ) from error


def _marked(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, bool]]:
    held = next(chunks, b"")  # a file that was cut off before its first chunk fails at the lock, not here
    for chunk in chunks:
        yield held, False
        held = chunk
    yield held, True


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([is_last])


def _records(stream: IO[bytes]) -> Iterator[bytes]:
    while head := stream.read(4):
        yield stream.read(int.from_bytes(head, "big"))
