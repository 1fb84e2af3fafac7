# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Checks the proof that one line stands in a log of Pandzicht, against a signed head. It imports nothing of Pandzicht.

python3 verify_line.py PROOF.json PUBLIC_KEY.pem; the proof holds `line`, `subject` (base64), `leaf` (number from 0),
`size` (leaves of the tree), `hashes` (32 bytes each, joined, in base64) and `head` (as it stands in the file of heads).
"""

from __future__ import annotations

import base64
import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key


def root_of(leaf: bytes, number: int, size: int, hashes: list[bytes]) -> bytes:
    """Return the root to which a leaf and the hashes beside its way up lead (RFC 9162 2.1.3.2)."""
    found, last = leaf, size - 1
    while last:
        if number % 2 or number < last:
            beside = hashes.pop(0)
            found = sha256(b"\x01" + (beside + found if number % 2 else found + beside)).digest()
        number, last = number // 2, last // 2
    return found


def check(proof: dict[str, Any], key: Ed25519PublicKey) -> None:
    """Raise ValueError, KeyError, IndexError or InvalidSignature unless the line is in the log that the head signs."""
    signed = {name: value for name, value in proof["head"].items() if name != "signature"}
    text = json.dumps(signed, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    key.verify(base64.b64decode(proof["head"]["signature"], validate=True), text.encode())
    leaf = sha256(b"\x00" + sha256(proof["line"].encode()).digest() + base64.b64decode(proof["subject"], validate=True))
    joined = base64.b64decode(proof["hashes"], validate=True)
    hashes = [joined[start : start + 32] for start in range(0, len(joined), 32)]
    if proof["size"] != signed["leaves"] or not 0 <= proof["leaf"] < proof["size"]:
        raise ValueError("the leaf is not in the tree of the head")
    root = root_of(leaf.digest(), proof["leaf"], proof["size"], hashes)
    if hashes or root.hex() != signed["root"]:
        raise ValueError("the line and the hashes do not lead to the root of the head")


if __name__ == "__main__":
    try:
        given = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
        public = load_pem_public_key(Path(sys.argv[2]).read_bytes())
        if not isinstance(public, Ed25519PublicKey):
            raise ValueError("the key is no Ed25519 key")
        check(given, public)
    except (ValueError, KeyError, IndexError, TypeError, OSError, RecursionError, InvalidSignature) as fault:
        sys.exit(f"WRONG: {fault!r}")
    head = given["head"]
    sys.stdout.write(f"SOUND: leaf {given['leaf']} of the log '{head['log']}', signed on {head['time']}\n")
