# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signed head of a log: what it held at a moment, kept outside the state, so that no later change goes unseen.

A chain alone can be made anew from its first entry, and its tail can be cut off. Whoever holds a signed head sees both:
the root of the tree binds every leaf, and the next head must be shown to only add to it (RFC 9162 2.1.4, 4.10).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime
from typing import Annotated

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from pandzicht.errors import Fault, HeadFaults
from pandzicht.governance.log import Log, LogState
from pandzicht.governance.merkle import Proof, is_consistent
from pandzicht.governance.signing_key import key_name

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
_TIME = "%Y-%m-%dT%H:%M:%SZ"


def _moment(text: str) -> str:
    if datetime.strptime(text, _TIME).replace(tzinfo=UTC).strftime(_TIME) != text:
        raise ValueError(f"{text} is no moment in UTC such as 2026-03-01T12:00:00Z")
    return text


class TreeHead(BaseModel):
    """What is signed: the log had so many entries with so many leaves, this root and this chain, at that time (UTC)."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    log: Annotated[Log, Field(strict=False)]
    entries: int = Field(ge=0)
    leaves: int = Field(ge=0)
    root: Sha256
    chain: Sha256
    time: Annotated[str, AfterValidator(_moment)]
    key: str = Field(pattern=r"^[0-9a-f]{16}$")

    @property
    def signed(self) -> bytes:
        """The bytes under its signature: JSON in UTF-8 with sorted keys and no spaces."""
        return _canonical(self.model_dump(mode="json", exclude={"signature"}))

    def __str__(self) -> str:
        return f"head of {self.time} over {self.entries} entries of the log '{self.log}'"


class SignedHead(TreeHead):
    """A head with its signature: Ed25519 in base64, over the canonical JSON of everything else."""

    signature: str

    @property
    def line(self) -> str:
        """The head as one line of the file of heads."""
        return _canonical(self.model_dump(mode="json")).decode()


def _canonical(content: Mapping[str, object]) -> bytes:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def new_head(
    state: LogState, now: datetime, key: Ed25519PrivateKey, previous: SignedHead | None = None, proof: Proof = ()
) -> SignedHead:
    """Return the signed head of a log as it is now, a moment with a time zone.

    With a previous head, `proof` must show that the log only grew since (`consistency_proof`). Raises HeadFaults with
    all that speaks against it; then nothing is signed, for a signature under a changed log would hide the change.
    """
    head = TreeHead(
        log=state.log,
        entries=state.entries,
        leaves=state.frontier.size,
        root=state.frontier.root.hex(),
        chain=state.chain.hex(),
        time=now.astimezone(UTC).strftime(_TIME),
        key=key_name(key.public_key()),
    )
    found = [] if previous is None else list(_unfounded(head, previous, proof))
    if found:
        remedy = "the log was changed or the clock set back: verify the log against the heads kept outside"
        raise HeadFaults(f"log '{state.log}'", [Fault("new head", "", each, remedy) for each in found])
    return SignedHead(**head.model_dump(), signature=base64.b64encode(key.sign(head.signed)).decode())


def _unfounded(head: TreeHead, previous: SignedHead, proof: Proof) -> Iterator[str]:
    yield from (found := list(backward(previous, head)))
    if not found and not is_consistent(_tree(previous), _tree(head), proof):
        yield f"the proof does not show that only entries were added since the {previous}"


def backward(before: TreeHead, after: TreeHead) -> Iterator[str]:
    """Say how a head goes back behind the one before: another log, a smaller size, an earlier time, another past."""
    if after.log != before.log:
        yield f"the {after} cannot follow the {before}"
    if after.entries < before.entries or after.leaves < before.leaves:
        yield f"the {after} with {after.leaves} leaves holds less than the {before} with {before.leaves}"
    if after.time < before.time:
        yield f"the {after} is earlier than the {before}"
    same = after.entries == before.entries or after.leaves == before.leaves
    if same and (*_tree(after), after.chain, after.entries) != (*_tree(before), before.chain, before.entries):
        yield f"the {after} says something else than the {before} of as many entries or leaves"


def untrusted(head: SignedHead, log: Log, keys: Collection[Ed25519PublicKey]) -> Iterator[str]:
    """Say why a head does not count for a log: it is of another log, or none of the keys signed it like this."""
    if head.log != log:
        yield f"the {head} is not of the log '{log}'"
    key = {key_name(key): key for key in keys}.get(head.key)
    if key is None:
        yield f"the {head} is signed with key {head.key}, which is not one of those known here"
    elif not _is_signed(head, key):
        yield f"the signature under the {head} is not of this head"


def _is_signed(head: SignedHead, key: Ed25519PublicKey) -> bool:
    try:
        key.verify(base64.b64decode(head.signature, validate=True), head.signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _tree(head: TreeHead) -> tuple[int, bytes]:
    return head.leaves, bytes.fromhex(head.root)
