# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The proof of one line is checked by the script of an outsider, is short, and is not made for what no head covers."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from audit.verify_line import check
from pandzicht.errors import Altered, NotFound
from pandzicht.governance.line_proof import line_proof
from pandzicht.governance.merkle import EMPTY, NO_CHAIN, leaf_hash
from pandzicht.governance.tree_head import Log, LogState, SignedHead, new_head
from tests.governance.test_tree_head import KEY, NOON

LINE = '{"action":"read","object":"één adres"}'
LEAF = leaf_hash(sha256(LINE.encode()).digest(), b"sealed")
OTHERS = [leaf_hash(number.to_bytes(4, "big")) for number in range(1_000)]


def logged(place: int, size: int) -> tuple[list[bytes], SignedHead]:
    leaves = [*OTHERS[:place], LEAF, *OTHERS[place : size - 1]]
    state = LogState(Log.PROCESSING, size, EMPTY.extended(leaves), NO_CHAIN)
    return leaves, new_head(state, NOON, KEY)


@pytest.mark.parametrize(("place", "size"), [(0, 1), (0, 2), (1, 2), (6, 7), (17, 100), (999, 1_000)])
def test_the_script_of_an_outsider_accepts_the_proof(place: int, size: int) -> None:
    leaves, head = logged(place, size)
    later = [*leaves, *OTHERS]
    proof = json.loads(line_proof(LINE, b"sealed", place, later, head))
    check(proof, KEY.public_key())
    assert proof["head"] == json.loads(head.line)


def test_the_proof_of_a_line_among_a_million_is_at_most_a_kilobyte() -> None:
    million = [bytes(32)] * 1_000_000
    million[765_432] = LEAF
    head = new_head(LogState(Log.PROCESSING, 1, EMPTY.extended(million), NO_CHAIN), NOON, KEY)
    proof = json.loads(line_proof(LINE, b"sealed", 765_432, million, head))
    check(proof, KEY.public_key())
    own = {name: proof[name] for name in ("leaf", "size", "hashes")}
    assert len(json.dumps(own)) <= 1_024
    assert len(proof["hashes"]) == 856


@pytest.mark.parametrize("number", [-1, 100, 101])
def test_a_leaf_that_the_head_does_not_cover_has_no_proof(number: int) -> None:
    leaves, head = logged(17, 100)
    with pytest.raises(NotFound, match=f"leaf {number} is not under .* with 100 leaves; take a later head"):
        line_proof(LINE, b"sealed", number, [*leaves, *OTHERS], head)


def test_a_false_proof_is_not_given_out() -> None:
    leaves, head = logged(17, 100)
    for line, subject, number, shown in (
        (LINE, b"other", 17, leaves),
        (LINE.replace("read", "none"), b"sealed", 17, leaves),
        (LINE, b"sealed", 16, leaves),
        (LINE, b"sealed", 17, leaves[:50]),
        (LINE, b"sealed", 17, leaves[:17]),
        (LINE, b"sealed", 17, [*leaves[:-1], OTHERS[0]]),
    ):
        with pytest.raises(Altered, match="verify the log against its heads"):
            line_proof(line, subject, number, shown, head)
