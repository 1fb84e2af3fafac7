# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units stand as the run ranked them; what is hidden or disputed makes them those of a run without it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest

from pandzicht.runs.shelf import RunTables, Shelf
from pandzicht.worklist.units import ANSWERS, UNKNOWN, Sighted, Units, units_of
from tests.model_city import ModelCity
from tests.runs.published_city import publish_city

CHECKS = ("onrechtmatig_wonen", "achterstallig_onderhoud", "brandveiligheid")


@pytest.fixture(scope="module")
def tables(model_city: ModelCity) -> RunTables:
    return Shelf().tables(model_city.workspace)


@pytest.fixture
def small(tmp_path: Path) -> RunTables:
    return Shelf().tables(publish_city(tmp_path / "city"))


def answers(units: Units, signal: str) -> list[str]:
    return [ANSWERS[code] for code in units.codes[signal]]


@pytest.mark.parametrize("check", CHECKS)
def test_they_are_what_the_run_ranked(tables: RunTables, check: str) -> None:
    units = units_of(tables, Sighted(check))
    ranked = tables.ranking.filter(pc.equal(tables.ranking["check"], check))
    assert units.names.to_pylist() == ranked["unit_id"].to_pylist()
    assert units.named.tolist() == ranked["address_no"].to_pylist()
    assert units.score.tolist() == ranked["score"].to_pylist()
    assert units.score_max.tolist() == ranked["score_max"].to_pylist()
    unknown = sum((codes == UNKNOWN).astype(int) for codes in units.codes.values())
    assert np.asarray(unknown).tolist() == ranked["unknown_count"].to_pylist()
    assert not units.in_part.any()


def test_a_pand_has_its_addresses_in_the_frame_and_speaks_by_any_of_them(small: RunTables) -> None:
    units = units_of(small, Sighted("panden"))
    members = {name: units.members_of(at).tolist() for at, name in enumerate(units.names.to_pylist())}
    assert members == {
        "0518100000000000": [0, 1],
        "0518100000000001": [2, 3],
        "0518010000000005": [5],
    }
    assert units.sizes.tolist() == [len(members[name]) for name in units.names.to_pylist()]
    marked = np.zeros(small.addresses.num_rows, dtype=bool)
    marked[3] = True
    assert units.names.filter(units.any_of(marked)).to_pylist() == ["0518100000000001"]
    assert units.newest(np.arange(6)).tolist() == [max(numbers) for numbers in members.values()]


def test_what_is_disputed_is_told_and_counts_for_nothing(small: RunTables) -> None:
    before = units_of(small, Sighted("wonen"))
    after = units_of(small, Sighted("wonen", (("overbewoning", frozenset({0})),)))
    assert before.named[0] == 0
    assert answers(before, "overbewoning")[0] == "yes"
    at = after.named.tolist().index(0)
    assert at > 0
    assert answers(after, "overbewoning")[at] == "disputed"
    assert (after.score[at], before.score[0] - after.score[at]) == (0, 3)
    assert sorted(after.score, reverse=True) == after.score.tolist()


def test_what_is_no_stays_no_where_it_is_disputed(small: RunTables) -> None:
    units = units_of(small, Sighted("wonen", (("overbewoning", frozenset({1})),)))
    assert answers(units, "overbewoning")[units.named.tolist().index(1)] == "no"


@pytest.mark.parametrize("check", CHECKS)
def test_what_is_hidden_is_not_there_and_the_rest_keeps_its_order(tables: RunTables, check: str) -> None:
    areas = frozenset(sorted(filter(None, set(tables.addresses["buurtcode"].to_pylist())))[:4])
    units, whole = (units_of(tables, Sighted(check, (), seen)) for seen in (areas, None))
    codes = tables.addresses["buurtcode"].to_pylist()
    assert {codes[number] for number in units.members} <= areas
    kept = set(units.names.to_pylist())
    if not units.is_of_panden:
        assert units.names.to_pylist() == [name for name in whole.names.to_pylist() if name in kept]
    assert units.count == len(kept) > 0
    assert sorted(units.score, reverse=True) == units.score.tolist()


def test_a_pand_speaks_by_the_addresses_that_may_be_seen(small: RunTables) -> None:
    crowded = small.addresses["address_id"][0].as_py()
    units = units_of(small, Sighted("panden", bonds=frozenset({crowded})))
    at = units.names.to_pylist().index("0518100000000000")
    assert units.members_of(at).tolist() == [1]
    assert (answers(units, "overbewoning")[at], units.in_part[at]) == ("no", True)
    assert units.in_part.sum() == 1


def test_a_check_without_units_has_none(small: RunTables) -> None:
    units = units_of(small, Sighted("panden", areas=frozenset({"BU9999"})))
    assert (units.count, units.score.tolist(), units.any_of(np.ones(6, dtype=bool)).tolist()) == (0, [], [])
