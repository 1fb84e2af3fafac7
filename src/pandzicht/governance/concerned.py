# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom a processing concerns: a person by pseudonym, or an address whose file is shown (LDV, object extension)."""

from __future__ import annotations

_PERSON, _ADDRESS = b"p", b"a"


def person(pseudonym: str) -> bytes:
    """Return a person, as the processing log encrypts it.

    >>> person("00ff00ff00ff00ff")
    b'p00ff00ff00ff00ff'
    """
    return _PERSON + pseudonym.encode()


def address(address_id: str) -> bytes:
    """Return an address or located place, as the processing log encrypts it.

    >>> address("9999010000000001")
    b'a9999010000000001'
    """
    return _ADDRESS + address_id.encode()


def told(subject: bytes) -> tuple[str, str]:
    """Return what a decrypted subject is, and which.

    >>> told(b"a9999010000000001")
    ('address', '9999010000000001')
    """
    return ("person" if subject[:1] == _PERSON else "address"), subject[1:].decode()
