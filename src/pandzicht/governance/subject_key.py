# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys under which the processing log names whom a processing concerned; destroying a key is forgetting.

There is one key per month in which it must be destroyed. A subject is encrypted with AES-SIV (RFC 5297), which gives
the same text for the same subject under one key: so one finds what was logged of somebody while the key stands, and
nothing afterwards. Keys are files beside the state, never in it: a backup of the database does not keep them alive.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from pandzicht.definitions.words import Duration
from pandzicht.errors import NotAvailable

_BITS = 512
_PREFIX = "subjects-"


def key_id_for(day: date, keeps: Duration) -> str:
    """Return the name of the key for what is logged on a day: the month at whose end it is destroyed.

    >>> key_id_for(date(2026, 3, 15), Duration("P3Y"))
    '2029-03'
    """
    return keeps.after(day).strftime("%Y-%m")


def is_due(key_id: str, today: date) -> bool:
    """Tell whether the month of a key has passed.

    >>> is_due("2029-03", date(2029, 3, 31)), is_due("2029-03", date(2029, 4, 1))
    (False, True)
    """
    return today.strftime("%Y-%m") > key_id


@dataclass(frozen=True, slots=True)
class SubjectKeys:
    """The keys of a workspace, one file each in its folder of keys."""

    folder: Path

    def path(self, key_id: str) -> Path:
        """Return the file of a key."""
        return self.folder / f"{_PREFIX}{key_id}.key"

    def known(self) -> tuple[str, ...]:
        """Return the keys that still stand, by the month in which they are destroyed."""
        return tuple(sorted(path.stem.removeprefix(_PREFIX) for path in self.folder.glob(f"{_PREFIX}*.key")))

    def encrypted(self, key_id: str, subjects: Iterable[bytes]) -> list[bytes]:
        """Return subjects under a key, which is made when it is first needed."""
        cipher = AESSIV(self._made(key_id))
        return [cipher.encrypt(subject, None) for subject in subjects]

    def opened(self, key_id: str, subject: bytes) -> bytes:
        """Return the subject behind a text of the log; raise NotAvailable when its key was destroyed."""
        path = self.path(key_id)
        if not path.is_file():
            raise NotAvailable(f"whom this line concerned is forgotten: key {key_id} was destroyed after its month")
        try:
            return AESSIV(path.read_bytes()).decrypt(subject, None)
        except InvalidTag as error:
            raise NotAvailable(f"key {key_id} does not fit this line; restore the right key from a backup") from error

    def each(self, subject: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield a subject under every key that still stands: what to look for in the log."""
        for key_id in self.known():
            yield key_id, AESSIV(self.path(key_id).read_bytes()).encrypt(subject, None)

    def destroy(self, key_id: str) -> None:
        """Make everything under a key unreadable for good: it is overwritten, then removed."""
        path = self.path(key_id)
        path.write_bytes(bytes(path.stat().st_size))
        path.unlink()

    def _made(self, key_id: str) -> bytes:
        """Return a key, made whole beside its place and put there unless somebody was earlier."""
        path = self.path(key_id)
        if not path.exists():
            self.folder.mkdir(parents=True, exist_ok=True)
            fresh = self.folder / f"{secrets.token_hex(8)}.new"
            fresh.touch(mode=0o600)
            fresh.write_bytes(AESSIV.generate_key(_BITS))
            with suppress(FileExistsError):
                os.link(fresh, path)
            fresh.unlink()
        return path.read_bytes()
