# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a password is kept: as a hash of Argon2id from which nobody gets it back, in the notation of PHC."""

from __future__ import annotations

import secrets
from base64 import b64encode

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

_MEMORY_KIB, _PASSES, _LANES = 19_456, 2, 1
"""What OWASP asks of Argon2id at least: some 20 ms and 19 MiB per try."""
_SALT, _LENGTH = 16, 32
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without letters and digits that look alike on paper."""
_PARTS, _PART = 4, 5


def _noise(size: int) -> str:
    return b64encode(secrets.token_bytes(size)).decode().rstrip("=")


NOBODYS = f"$argon2id$v=19$m={_MEMORY_KIB},t={_PASSES},p={_LANES}${_noise(_SALT)}${_noise(_LENGTH)}"
"""Looks like what is kept of a password and fits none: looked at where there is none, so that it takes as long."""


def encoded(password: str) -> str:
    """Return what is kept of a password: salt and hash, each time another text."""
    made = Argon2id(
        salt=secrets.token_bytes(_SALT), length=_LENGTH, iterations=_PASSES, lanes=_LANES, memory_cost=_MEMORY_KIB
    )
    return made.derive_phc_encoded(password.encode())


def matches(password: str, kept: str) -> bool:
    """Tell whether a password is the one of which this was kept."""
    try:
        Argon2id.verify_phc_encoded(password.encode(), kept)
    except InvalidKey:
        return False
    return True


def one_time_password() -> str:
    """Return a password of 99 bits for once, in four parts that can be read aloud."""
    parts = ("".join(secrets.choice(_LETTERS) for _ in range(_PART)) for _ in range(_PARTS))
    return "-".join(parts)
