# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key that signs the heads of the logs (Ed25519, RFC 8032), and its public half that an auditor keeps."""

from __future__ import annotations

import os
import secrets
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from pandzicht.errors import WorkspaceFault
from pandzicht.store.publish import settle


def signing_key(path: Path) -> Ed25519PrivateKey:
    """Return the signing key in a file (PKCS 8 in PEM), which is made at first use and which only its owner may read.

    Raises WorkspaceFault when the file is no such key. Two that make it at once end with the same key.
    """
    if not path.exists():
        _make(path)
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise WorkspaceFault(f"{path}: is no signing key ({error}); restore it from a backup") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise WorkspaceFault(f"{path}: is a key of another kind than Ed25519; restore the signing key from a backup")
    return key


def public_key(path: Path) -> Ed25519PublicKey:
    """Return the public key in a PEM file; raises WorkspaceFault when it is no Ed25519 key."""
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        raise WorkspaceFault(f"{path}: is no public key ({error}); give the file that came with the heads") from error
    if not isinstance(key, Ed25519PublicKey):
        raise WorkspaceFault(f"{path}: is a key of another kind than Ed25519; give the file that came with the heads")
    return key


def public_document(key: Ed25519PublicKey) -> str:
    """Return a public key as the PEM document (SubjectPublicKeyInfo, RFC 8410) that goes to the auditor."""
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode("ascii")


def key_name(key: Ed25519PublicKey) -> str:
    """Return what a head calls its key: the first 16 hex digits of the SHA-256 of the 32 bytes of the public key."""
    return sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def _make(path: Path) -> None:
    """Write a new key whole, under a name of its own, and give it its name only if nobody else did so first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        key = Ed25519PrivateKey.generate()
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    settle(beside)
    try:
        path.hardlink_to(beside)
    except FileExistsError:
        return
    finally:
        beside.unlink()
        settle(path.parent)
