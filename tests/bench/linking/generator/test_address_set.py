# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The unseen test of the linker: the same seed gives the same rows, and faults keep their shares."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from bench.linking.generator.address_set import LABELS, make_address_set
from bench.linking.generator.fault import SHARES, Fault
from bench.linking.generator.layouts import LAYOUTS
from bench.linking.generator.messy import LAYOUT_SHARES

ADDRESSES, ROWS = 6_000, 30_000
GENERATOR = Path(__file__).resolve().parents[4] / "bench" / "linking" / "generator"


@cache
def address_set() -> dict[str, pa.Table]:
    return make_address_set(ADDRESSES, ROWS, seed=1)


def has(fault: Fault) -> pa.Array:
    bits = address_set()["said"]["faults"].to_numpy()
    return pa.array((bits >> list(Fault).index(fault)) & 1 == 1)


def test_the_same_seed_gives_the_same_rows_and_another_gives_others() -> None:
    small = make_address_set(2_000, 1_000, seed=5)
    assert all(table.equals(small[name]) for name, table in make_address_set(2_000, 1_000, seed=5).items())
    assert not make_address_set(2_000, 1_000, seed=6)["said"].equals(small["said"])


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_keeps_its_share(fault: Fault) -> None:
    share = pc.mean(has(fault)).as_py()
    assert share == pytest.approx(SHARES[fault], abs=4 * np.sqrt(SHARES[fault] / ROWS) + 0.001)


def test_rows_without_a_true_address_lie_elsewhere_or_do_not_exist() -> None:
    none = pc.is_null(address_set()["said"]["truth"])
    assert pc.equal(none, pc.or_(has(Fault.OTHER_TOWN), has(Fault.NOT_EXISTING))).to_pylist() == [True] * ROWS


def test_what_does_not_exist_is_in_no_town() -> None:
    tables = address_set()
    key = ["straat", "huisnummer", "eenheid"]
    said = (
        tables["said"]
        .filter(has(Fault.NOT_EXISTING))
        .filter(pc.invert(has(Fault.TYPO).filter(has(Fault.NOT_EXISTING))))
    )
    assert said.num_rows > 100
    assert said.join(tables["register"].select(key), key, join_type="inner").num_rows == 0


def test_every_row_is_delivered_once_in_its_layout() -> None:
    tables = address_set()
    numbers = pa.concat_arrays([tables[name]["row_no"].combine_chunks() for name in LAYOUTS])
    assert sorted(numbers.to_pylist()) == list(range(ROWS))
    shares = [tables[name].num_rows / ROWS for name in LAYOUTS]
    assert shares == pytest.approx(LAYOUT_SHARES, abs=0.015)


def test_addresses_of_the_register_differ_in_what_names_them() -> None:
    register = address_set()["register"]
    assert register.num_rows == ADDRESSES
    key = ["straat", "huisnummer", "eenheid", "woonplaats"]
    assert register.group_by(key).aggregate([]).num_rows == ADDRESSES
    assert 0.3 < pc.mean(pc.not_equal(register["eenheid"], "")).as_py() < 0.6


def test_labels_are_few_and_drawn_from_all_rows() -> None:
    assert pc.sum(address_set()["said"]["is_label"]).as_py() == LABELS


def test_the_generator_shares_no_code_with_what_it_tests() -> None:
    imported = {
        name
        for path in GENERATOR.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else
                     [each.name for each in node.names] if isinstance(node, ast.Import) else [])
    }  # fmt: skip
    assert [name for name in imported if name.startswith("pandzicht")] == []
