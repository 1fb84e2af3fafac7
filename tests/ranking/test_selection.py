# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A selection: strata, reasons, manual units, and what it refuses."""

from __future__ import annotations

import pyarrow.compute as pc
import pytest

from pandzicht.definitions.check import Check
from pandzicht.errors import NotAvailable, NotFound
from pandzicht.ranking.selection import Against, Ask, Manual, Selection, draw_selection
from pandzicht.ranking.slots import Turn, slots_of
from pandzicht.store.engine import Engine
from tests.ranking.test_order import CONTEXT, check, fill, ranked


def city(engine: Engine) -> None:
    answers = [("yes", "yes")] * 5 + [("no", "yes")] * 10 + [("no", "unknown")] * 5 + [("no", "no")] * 80
    fill(engine, answers, [None] * 100, [True] * 100)


def draw(engine: Engine, asked: Check, ask: Ask, run_seed: int = 1) -> Selection:
    """A selection from a city that was ranked."""
    ranked(engine, asked, run_seed)
    return draw_selection(engine, asked, CONTEXT, ask)


def test_strata_reasons_and_probabilities_of_every_unit() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        drawn = draw(engine, check(), Ask(size=20, seed=4))
    units = drawn.units.to_pylist()
    assert drawn.strata == {"top": 15, "challenger": 0, "control": 5, "manual": 0}
    assert drawn.frame.num_rows == 100
    assert sum(drawn.frame["inclusion_probability"].to_pylist()) == pytest.approx(20)
    assert units[0]["reasons"] == ["a", "b"]
    assert [unit["rank"] for unit in units] == sorted(unit["rank"] for unit in units)
    assert drawn.could_pass == 5


def test_without_the_model_all_is_drawn_at_random_and_nobody_has_points_or_reasons() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        ask = Ask(size=20, seed=4, without_model=True, manual=(Manual(f"{99:016d}", "tip van de wijkagent"),))
        drawn = draw(engine, check(), ask)
    assert (drawn.strata["top"], drawn.strata["control"], drawn.could_pass) == (0, 20, 0)
    assert set(drawn.frame["inclusion_probability"].to_pylist()) == {0.2}
    units = drawn.units.to_pylist()
    assert {(unit["score"], unit["score_max"], tuple(unit["reasons"])) for unit in units} == {(0, 0, ())}
    assert [unit["rank"] for unit in units if unit["stratum"] == "control"] == list(range(1, 21))
    numbers = [int(unit["unit_id"]) for unit in units if unit["stratum"] == "control"]
    assert any(number >= 20 for number in numbers)


def test_the_challenger_has_its_own_stratum() -> None:
    asked = check()
    other = {"points": {"b": 5}, "motive": {"nl": "Proef."}}
    strata = {"control": 0.1, "challenger": 0.1}
    asked = asked.model_validate(asked.model_dump(by_alias=True) | {"challenger": other, "strata": strata})
    with Engine(threads=1) as engine:
        city(engine)
        drawn = draw(engine, asked, Ask(size=10, seed=4))
    assert drawn.strata == {"top": 8, "challenger": 1, "control": 1, "manual": 0} or drawn.strata["challenger"] == 0
    assert sum(drawn.strata.values()) == 10


def test_a_unit_added_by_hand_is_its_own_stratum_without_probability() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        ask = Ask(size=10, seed=4, manual=(Manual(f"{99:016d}", "tip van de wijkagent"),))
        drawn = draw(engine, check(), ask)
    by_hand = [unit for unit in drawn.units.to_pylist() if unit["stratum"] == "manual"]
    assert [(unit["unit_id"], unit["inclusion_probability"], unit["manual_reason"]) for unit in by_hand] == [
        (f"{99:016d}", None, "tip van de wijkagent")
    ]


def test_a_unit_by_hand_that_is_drawn_anyway_keeps_its_stratum_and_probability() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        drawn = draw(engine, check(), Ask(size=10, seed=4, manual=(Manual(f"{0:016d}", "tip"),)))
    unit = next(unit for unit in drawn.units.to_pylist() if unit["unit_id"] == f"{0:016d}")
    assert (unit["stratum"], unit["inclusion_probability"], unit["manual_reason"]) == ("top", 1.0, "tip")
    assert drawn.strata["manual"] == 0


def test_more_than_the_frame_holds_is_refused() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        with pytest.raises(NotAvailable, match="has 100 units in its frame, fewer than the 101 asked for"):
            draw(engine, check(), Ask(size=101, seed=1))


def test_a_unit_by_hand_outside_the_run_is_refused() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        with pytest.raises(NotFound, match="bestaat_niet: not in this run"):
            draw(engine, check(), Ask(size=1, seed=1, manual=(Manual("bestaat_niet", "x"),)))


def test_a_pand_is_named_by_its_id_of_sixteen_digits_also_when_added_by_hand() -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("yes", "no")] * 2 + [("no", "no")] * 2, [7, 7, 8, None], [True, True, False, True])
        ask = Ask(size=1, seed=4, manual=(Manual("0518100000000008", "tip"),))
        drawn = draw(engine, check("pand"), ask)
    units = drawn.units.to_pylist()
    assert [unit["unit_id"] for unit in units] == ["0518100000000007", "0518100000000008"]
    assert [unit["address_id"] for unit in units] == [f"{0:016d}", f"{2:016d}"]


@pytest.mark.parametrize("unit", ["object", "pand"])
def test_there_is_one_order_also_among_equals(unit: str) -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("no", "yes")] * 60, [number // 2 for number in range(60)], [True] * 60)
        ranks = {row["unit_id"]: row["rank"] for row in ranked(engine, check(unit), 3)}
        drawn = draw(engine, check(unit), Ask(size=10, seed=4), run_seed=3)
    assert {row["unit_id"]: row["rank"] for row in drawn.frame.to_pylist()} == ranks
    top = [row["rank"] for row in drawn.units.to_pylist() if row["stratum"] == "top"]
    assert top == list(range(1, 10))


def test_the_seed_of_a_selection_draws_its_control_share_and_leaves_the_order_alone() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        first, other = (draw(engine, check(), Ask(size=20, seed=seed)).units.to_pylist() for seed in (1, 2))
    of_top, of_control = (
        [[row["unit_id"] for row in drawn if row["stratum"] == stratum] for drawn in (first, other)]
        for stratum in ("top", "control")
    )
    assert of_top[0] == of_top[1]
    assert of_control[0] != of_control[1]


def test_equals_of_the_challenger_are_drawn_whatever_their_place_in_the_order() -> None:
    asked = check(a=3)
    other = {"points": {"b": 5}, "motive": {"nl": "Proef."}}
    strata = {"control": 0.05, "challenger": 0.5}
    asked = asked.model_validate(asked.model_dump(by_alias=True) | {"challenger": other, "strata": strata})
    with Engine(threads=1) as engine:
        fill(engine, [("yes", "no")] * 9 + [("no", "yes")] * 40, [None] * 49, [True] * 49)
        seen = {
            row["unit_id"]
            for seed in range(8)
            for row in draw(engine, asked, Ask(size=20, seed=seed)).units.to_pylist()
            if row["stratum"] == "challenger"
        }
    assert len(seen) > 20


PEOPLE = tuple(Manual(f"{number:016d}", f"tip {number}") for number in (90, 2, 91, 0, 92, 93))


def test_slots_change_no_draw_and_only_what_people_gave_is_added() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        plain = draw(engine, check(), Ask(size=20, seed=4))
        held = draw(engine, check(), Ask(size=20, seed=4, against=Against(PEOPLE, 6, "wonen|4")))
    assert held.frame.equals(plain.frame)
    order = plain.units.filter(pc.equal(plain.units["stratum"], "top"))["unit_id"].to_pylist()
    assert held.slots == slots_of(order, [item.unit_id for item in PEOPLE], 6, "wonen|4")
    by_people = {slot.unit_id for slot in held.slots if slot.turn is Turn.PEOPLE}
    assert 0 < len(by_people) < 6
    before, now = ({unit["unit_id"]: unit for unit in one.units.to_pylist()} for one in (plain, held))
    assert {slot.unit_id for slot in held.slots} <= set(now)
    assert set(now) == set(before) | by_people
    for name, unit in now.items():
        reason = f"tip {int(name)}" if name in by_people else ""
        own = before.get(name, unit | {"stratum": "manual", "inclusion_probability": None})
        assert unit == own | {"manual_reason": reason}


def test_a_slot_is_no_place_beyond_top() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        with pytest.raises(NotAvailable, match="has 9 units in top, fewer than the 10 slots asked for"):
            draw(engine, check(), Ask(size=10, seed=4, against=Against(PEOPLE, 10, "x")))
        stopped = Ask(size=10, seed=4, without_model=True, against=Against(PEOPLE, 1, "x"))
        with pytest.raises(NotAvailable, match="has 0 units in top"):
            draw(engine, check(), stopped)


def test_a_list_with_a_unit_outside_the_run_is_refused_whatever_the_coins_give() -> None:
    listed = (*PEOPLE, Manual("bestaat_niet", "x"))
    with Engine(threads=1) as engine:
        city(engine)
        with pytest.raises(NotFound, match="bestaat_niet: not in this run"):
            draw(engine, check(), Ask(size=10, seed=4, against=Against(listed, 1, "x")))
