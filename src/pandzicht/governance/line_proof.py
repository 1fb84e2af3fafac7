# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof that one line stands in a log, for somebody who may see that line and nothing else of the log."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from hashlib import sha256

from pandzicht.errors import Altered, NotFound
from pandzicht.governance.merkle import inclusion_proof, is_included, leaf_hash
from pandzicht.governance.tree_head import SignedHead


def line_proof(line: str, subject: bytes, number: int, leaves: Sequence[bytes], head: SignedHead) -> str:
    """Return the JSON document that `audit/verify_line.py` checks with nothing but the public key.

    `number` is that of the leaf of the line and its (encrypted) subject, counted from 0; `leaves` are those of the log,
    of which the head covers the first. The hashes are joined, in base64: 856 characters in a log of a million leaves.
    Raises NotFound for a leaf that the head does not cover, and Altered when the log is not what the head says.
    """
    if not 0 <= number < head.leaves:
        raise NotFound(f"leaf {number} is not under the {head} with {head.leaves} leaves; take a later head")
    leaf, covered = leaf_hash(sha256(line.encode()).digest(), subject), leaves[: head.leaves]
    hashes = inclusion_proof(covered, number) if number < len(covered) else ()
    if not is_included(leaf, number, head.leaves, bytes.fromhex(head.root), hashes):
        raise Altered(f"leaf {number} of the log is not what the {head} says; verify the log against its heads")
    document = {
        "line": line,
        "subject": _base64(subject),
        "leaf": number,
        "size": head.leaves,
        "hashes": _base64(b"".join(hashes)),
        "head": head.model_dump(mode="json"),
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")
