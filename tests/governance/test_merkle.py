# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tree, its frontier and its proofs are held against the recursive definitions of RFC 9162, written out here."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.errors import Altered
from pandzicht.governance.merkle import (
    EMPTY,
    NO_CHAIN,
    Frontier,
    Proof,
    chained,
    consistency_proof,
    inclusion_proof,
    is_consistent,
    is_included,
    leaf_hash,
)

LEAVES = tuple(leaf_hash(bytes([number])) for number in range(201))
LARGE = tuple(number.to_bytes(32, "big") for number in range(30_003))


@cache
def naive_root(leaves: tuple[bytes, ...]) -> bytes:
    """MTH of RFC 9162 2.1.1."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    split = largest_power_under(len(leaves))
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_inclusion(number: int, leaves: tuple[bytes, ...]) -> Proof:
    """PATH of RFC 9162 2.1.3.1."""
    if len(leaves) == 1:
        return ()
    split = largest_power_under(len(leaves))
    if number < split:
        return (*naive_inclusion(number, leaves[:split]), naive_root(leaves[split:]))
    return (*naive_inclusion(number - split, leaves[split:]), naive_root(leaves[:split]))


def naive_consistency(older: int, leaves: tuple[bytes, ...], known: bool = True) -> Proof:
    """SUBPROOF of RFC 9162 2.1.4.1."""
    if older == len(leaves):
        return () if known else (naive_root(leaves),)
    split = largest_power_under(len(leaves))
    if older <= split:
        return (*naive_consistency(older, leaves[:split], known), naive_root(leaves[split:]))
    return (*naive_consistency(older - split, leaves[split:], False), naive_root(leaves[:split]))


def largest_power_under(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)


def bent(value: bytes) -> bytes:
    return bytes([value[0] ^ 1]) + value[1:]


def test_a_leaf_binds_the_line_and_the_subject() -> None:
    line = sha256(b'{"action":"read"}').digest()
    assert leaf_hash(line) == sha256(b"\x00" + line).digest()
    assert leaf_hash(line, b"sealed") == sha256(b"\x00" + line + b"sealed").digest()
    assert leaf_hash(line, b"sealed") != leaf_hash(bent(line), b"sealed")


def test_the_chain_of_an_entry_binds_the_chain_before_and_what_is_one_entry() -> None:
    one, two, three = LEAVES[:3]
    first = chained(NO_CHAIN, [one])
    assert first == sha256(bytes(32) + one).digest()
    assert chained(first, [two, three]) == sha256(first + two + three).digest()
    assert chained(first, [two, three]) != chained(chained(first, [two]), [three])


def test_the_root_is_that_of_the_standard_however_the_log_grew() -> None:
    for size in range(201):
        whole = EMPTY.extended(LEAVES[:size])
        assert whole.root == naive_root(LEAVES[:size])
        assert len(whole.hashes) == size.bit_count()
        one_by_one = EMPTY
        for leaf in LEAVES[:size]:
            one_by_one = one_by_one.extended([leaf])
        assert one_by_one == whole


@given(st.lists(st.integers(0, 9_000), max_size=5).map(sorted))
def test_a_large_log_may_grow_in_parts_of_any_size(cuts: list[int]) -> None:
    grown = EMPTY
    for start, end in zip([0, *cuts], [*cuts, 9_001], strict=True):
        grown = grown.extended(LARGE[start:end])
    assert grown == NINE_THOUSAND
    assert grown.root == NINE_THOUSAND_ROOT


NINE_THOUSAND = EMPTY.extended(LARGE[:9_001])
NINE_THOUSAND_ROOT = naive_root(LARGE[:9_001])


def test_every_leaf_of_every_size_is_proved_as_in_the_standard() -> None:
    for size in range(1, 201):
        leaves = LEAVES[:size]
        root = naive_root(leaves)
        for number, leaf in enumerate(leaves):
            proof = inclusion_proof(leaves, number)
            assert proof == naive_inclusion(number, leaves)
            assert is_included(leaf, number, size, root, proof)


def test_every_older_size_is_proved_as_in_the_standard() -> None:
    for size in range(201):
        leaves = LEAVES[:size]
        newer = size, naive_root(leaves)
        for older in range(size + 1):
            frontier = EMPTY.extended(leaves[:older])
            proof = consistency_proof(frontier, leaves[older:])
            assert proof == (naive_consistency(older, leaves) if older else ())
            assert is_consistent((older, frontier.root), newer, proof)


@given(st.data())
def test_a_bent_proof_of_a_leaf_shows_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 201), "size")
    number = data.draw(st.integers(0, size - 1), "number")
    leaves, root = LEAVES[:size], naive_root(LEAVES[:size])
    proof = inclusion_proof(leaves, number)
    other = data.draw(st.integers(-1, size + 1).filter(lambda other: other != number), "other")
    assert not is_included(leaves[number], other, size, root, proof)
    assert not is_included(bent(leaves[number]), number, size, root, proof)
    assert not is_included(leaves[number], number, size, bent(root), proof)
    assert not any(is_included(leaves[number], number, size, root, wrong) for wrong in bent_proofs(proof))


@given(st.data())
def test_a_bent_proof_of_growth_shows_nothing(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 201), "size")
    older = data.draw(st.integers(1, size - 1), "older")
    frontier, root = EMPTY.extended(LEAVES[:older]), naive_root(LEAVES[:size])
    proof = consistency_proof(frontier, LEAVES[older:size])
    assert not is_consistent((older, bent(frontier.root)), (size, root), proof)
    assert not is_consistent((older, frontier.root), (size, bent(root)), proof)
    assert not is_consistent((size, root), (older, frontier.root), proof)
    assert not any(is_consistent((older, frontier.root), (size, root), wrong) for wrong in bent_proofs(proof))


@given(st.data())
def test_a_tree_with_an_older_leaf_changed_is_not_a_grown_one(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 201), "size")
    older = data.draw(st.integers(1, size - 1), "older")
    changed = list(LEAVES[:size])
    place = data.draw(st.integers(0, older - 1), "place")
    changed[place] = bent(changed[place])
    proof = naive_consistency(older, tuple(changed))
    assert not is_consistent((older, naive_root(LEAVES[:older])), (size, naive_root(tuple(changed))), proof)


def bent_proofs(proof: Proof) -> list[Proof]:
    """The same proof with one hash changed, shortened, left out or added."""
    places = range(len(proof))
    changed = [(*proof[:place], bent(proof[place]), *proof[place + 1 :]) for place in places]
    shortened = [(*proof[:place], proof[place][:-1], *proof[place + 1 :]) for place in places]
    left_out = [(*proof[:place], *proof[place + 1 :]) for place in places]
    return [*changed, *shortened, *left_out, (*proof, LEAVES[0]), (*proof, b"")]


def test_two_nodes_may_not_pass_for_a_leaf_and_its_neighbour() -> None:
    root = naive_root(LEAVES[:2])
    assert not is_included(b"", 0, 2, root, (LEAVES[0] + LEAVES[1],))
    assert not is_included(LEAVES[0] + LEAVES[1], 1, 2, root, (b"",))


def test_a_large_log_has_short_proofs() -> None:
    root = naive_root(LARGE)
    proof = inclusion_proof(LARGE, 20_001)
    assert len(proof) <= 15
    assert is_included(LARGE[20_001], 20_001, len(LARGE), root, proof)
    growth = consistency_proof(NINE_THOUSAND, LARGE[9_001:])
    assert growth == naive_consistency(9_001, LARGE)
    assert is_consistent((9_001, NINE_THOUSAND_ROOT), (len(LARGE), root), growth)


@pytest.mark.parametrize("number", [-1, 3])
def test_a_leaf_outside_the_tree_has_no_proof(number: int) -> None:
    with pytest.raises(IndexError, match=f"leaf {number} of a tree of 3"):
        inclusion_proof(LEAVES[:3], number)


@pytest.mark.parametrize("older", [(0, bytes(32)), (3, bytes(32)), (4, EMPTY.root), (-1, EMPTY.root)])
def test_an_older_tree_with_another_root_is_not_the_same_log(older: tuple[int, bytes]) -> None:
    assert not is_consistent(older, (3, naive_root(LEAVES[:3])), ())


@pytest.mark.parametrize(("size", "hashes"), [(3, LEAVES[:1]), (0, LEAVES[:1]), (4, ()), (-1, LEAVES[:1])])
def test_a_frontier_that_cannot_be_is_refused(size: int, hashes: tuple[bytes, ...]) -> None:
    with pytest.raises(Altered, match=f"says {size} leaves and holds {len(hashes)} hashes"):
        Frontier(size, hashes)
