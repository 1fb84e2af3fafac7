# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A head says what the log held, only its key can have signed it, and no head goes back behind the one before."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from pandzicht.errors import HeadFaults
from pandzicht.governance.log import Log, LogState
from pandzicht.governance.merkle import EMPTY, NO_CHAIN, Proof, chained, consistency_proof, leaf_hash
from pandzicht.governance.signing_key import key_name
from pandzicht.governance.tree_head import SignedHead, TreeHead, backward, new_head, untrusted

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LEAVES = [leaf_hash(bytes([number])) for number in range(100)]


def state(entries: int, log: Log = Log.AUDIT, leaves: list[bytes] = LEAVES) -> LogState:
    """A log of entries with one leaf each."""
    chain = NO_CHAIN
    for leaf in leaves[:entries]:
        chain = chained(chain, [leaf])
    return LogState(log, entries, EMPTY.extended(leaves[:entries]), chain)


def head(entries: int, log: Log = Log.AUDIT, now: datetime = NOON) -> SignedHead:
    return new_head(state(entries, log), now, KEY)


def proof(older: int, newer: int) -> Proof:
    return consistency_proof(state(older).frontier, LEAVES[older:newer])


def test_a_head_says_what_the_log_held_and_is_signed_over_its_canonical_json() -> None:
    made = head(3)
    document = json.loads(made.line)
    signature = base64.b64decode(document.pop("signature"))
    assert document == {
        "log": "audit",
        "entries": 3,
        "leaves": 3,
        "root": state(3).frontier.root.hex(),
        "chain": state(3).chain.hex(),
        "time": "2026-03-01T12:00:00Z",
        "key": key_name(KEY.public_key()),
    }
    KEY.public_key().verify(signature, json.dumps(document, sort_keys=True, separators=(",", ":")).encode())
    assert SignedHead.model_validate_json(made.line) == made


def test_the_time_of_a_head_is_in_utc() -> None:
    amsterdam = timezone(timedelta(hours=1))
    assert head(1, now=NOON.astimezone(amsterdam)).time == "2026-03-01T12:00:00Z"


@given(st.integers(0, 100), st.integers(0, 100))
def test_a_head_follows_every_smaller_one_and_no_larger_one(older: int, newer: int) -> None:
    previous = head(older)
    if newer >= older:
        assert new_head(state(newer), NOON, KEY, previous, proof(older, newer)).entries == newer
    else:
        with pytest.raises(HeadFaults, match=f"over {newer} entries .* holds less than .* over {older} entries"):
            new_head(state(newer), NOON, KEY, previous)


@given(st.integers(1, 99), st.data())
def test_no_head_is_signed_over_a_changed_past(older: int, data: st.DataObject) -> None:
    changed = list(LEAVES)
    changed[data.draw(st.integers(0, older - 1), "place")] = leaf_hash(b"changed")
    now = state(100, leaves=changed)
    of_the_changed = consistency_proof(state(older, leaves=changed).frontier, changed[older:])
    for shown in (proof(older, 100), of_the_changed, ()):
        with pytest.raises(HeadFaults, match="does not show that only entries were added"):
            new_head(now, NOON, KEY, head(older), shown)


def test_all_that_speaks_against_a_head_is_told_at_once() -> None:
    with pytest.raises(HeadFaults) as refused:
        new_head(state(2), NOON - timedelta(days=1), KEY, head(3, Log.PROCESSING))
    assert len(refused.value.faults) == 3
    for part in ("cannot follow", "holds less", "is earlier", "clock set back", "'audit'", "'processing'"):
        assert part in str(refused.value)


def test_two_heads_of_as_many_entries_must_be_the_same() -> None:
    other = new_head(state(5, leaves=[leaf_hash(b"other"), *LEAVES]), NOON, KEY)
    assert list(backward(head(5), head(5))) == []
    assert len(list(backward(head(5), other))) == 1
    merged = LogState(Log.AUDIT, 4, state(5).frontier, state(5).chain)
    with pytest.raises(HeadFaults, match="over 4 entries"):
        new_head(merged, NOON, KEY, head(5))
    rechained = LogState(Log.AUDIT, 5, state(5).frontier, NO_CHAIN)
    with pytest.raises(HeadFaults, match="says something else"):
        new_head(rechained, NOON, KEY, head(5))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("log", "processing"),
        ("entries", 4),
        ("leaves", 4),
        ("root", "0" * 64),
        ("chain", "0" * 64),
        ("time", "2026-03-01T12:00:01Z"),
        ("signature", base64.b64encode(bytes(64)).decode()),
        ("signature", "no base64 é"),
        ("signature", ""),
    ],
)
def test_a_head_with_anything_changed_is_not_signed(key: str, value: object) -> None:
    forged = SignedHead.model_validate(head(3).model_dump() | {key: value})
    found = list(untrusted(forged, forged.log, [KEY.public_key()]))
    assert found == [f"the signature under the {forged} is not of this head"]


def test_a_head_of_another_log_or_key_does_not_count() -> None:
    good = head(3)
    assert list(untrusted(good, Log.AUDIT, [OTHER_KEY.public_key(), KEY.public_key()])) == []
    assert list(untrusted(good, Log.PROCESSING, [KEY.public_key()])) == [f"the {good} is not of the log 'processing'"]
    assert "not one of those known here" in "".join(untrusted(good, Log.AUDIT, [OTHER_KEY.public_key()]))
    assert "not one of those known here" in "".join(untrusted(good, Log.AUDIT, []))


def test_a_head_signed_with_another_key_under_the_name_of_ours_is_forged() -> None:
    content = TreeHead.model_validate(head(3).model_dump(exclude={"signature"}))
    signature = base64.b64encode(OTHER_KEY.sign(content.signed)).decode()
    forged = SignedHead(**content.model_dump(), signature=signature)
    assert "is not of this head" in "".join(untrusted(forged, Log.AUDIT, [KEY.public_key(), OTHER_KEY.public_key()]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"log": "access"},
        {"entries": -1},
        {"entries": "3"},
        {"leaves": 3.0},
        {"leaves": True},
        {"root": "ABC"},
        {"chain": "0" * 63},
        {"chain": "0" * 64 + "\n"},
        {"time": "2026-03-01T12:00:00"},
        {"time": "2026-3-1T12:00:00Z"},
        {"time": "2026-02-30T12:00:00Z"},
        {"key": ""},
        {"extra": 1},
    ],
)
def test_what_is_no_head_is_not_read_as_one(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        SignedHead.model_validate_json(json.dumps(json.loads(head(3).line) | wrong))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"entries": 6, "leaves": 4}, ["holds less"]),
        ({"entries": 4, "leaves": 6}, ["holds less"]),
        ({"entries": 5, "leaves": 6}, ["says something else"]),
        ({"entries": 6, "leaves": 5}, ["says something else"]),
        ({"entries": 4, "leaves": 5}, ["holds less", "says something else"]),
        ({"root": "0" * 64}, ["says something else"]),
        ({"time": "2026-03-01T11:59:59Z"}, ["is earlier than"]),
        ({"log": Log.PROCESSING}, ["cannot follow"]),
        ({"entries": 6, "leaves": 6}, []),
    ],
)
def test_entries_and_leaves_each_must_not_shrink_and_grow_together(change: dict[str, Any], told: list[str]) -> None:
    found = list(backward(head(5), head(5).model_copy(update=change)))
    assert len(found) == len(told)
    assert all(part in sentence for part, sentence in zip(told, found, strict=True))
