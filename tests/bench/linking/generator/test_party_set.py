# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Owners and parties with a known truth: seeded, with the shares that are promised."""

from __future__ import annotations

import pyarrow.compute as pc
import pytest

from bench.linking.generator.party_set import ABSENT, COMPANIES, MOVED, make_party_set

PARTIES, ROWS = 4_000, 4_000


def test_the_same_seed_gives_the_same_owners() -> None:
    one, again = make_party_set(300, 200, 3), make_party_set(300, 200, 3)
    assert all(table.equals(again[name]) for name, table in one.items())


def test_shares_are_kept() -> None:
    tables = make_party_set(PARTIES, ROWS, 1)
    owners, parties = tables["owners"], tables["parties"]
    assert pc.sum(pc.is_null(owners["truth"])).as_py() == round(ABSENT * ROWS)
    assert pc.mean(pc.equal(parties["kind"], "company")).as_py() == pytest.approx(COMPANIES, abs=0.03)
    met = owners.join(parties, "truth", "party_no", join_type="inner", right_suffix="_known")
    assert pc.mean(pc.not_equal(met["postcode"], met["postcode_known"])).as_py() == pytest.approx(MOVED, abs=0.03)
    assert pc.all(pc.equal(met["kind"], met["kind_known"])).as_py()
