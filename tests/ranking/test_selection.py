# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A selection: strata, reasons, manual units, and what it refuses."""

from __future__ import annotations

import pytest

from pandzicht.errors import NotAvailable, NotFound
from pandzicht.ranking.selection import Ask, Manual, draw_selection
from pandzicht.store.engine import Engine
from tests.ranking.test_order import CONTEXT, check, fill


def city(engine: Engine) -> None:
    answers = [("yes", "yes")] * 5 + [("no", "yes")] * 10 + [("no", "unknown")] * 5 + [("no", "no")] * 80
    fill(engine, answers, [None] * 100, [True] * 100)


def test_strata_reasons_and_probabilities_of_every_unit() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        drawn = draw_selection(engine, check(), CONTEXT, Ask(size=20, seed=4))
    units = drawn.units.to_pylist()
    assert drawn.strata == {"top": 15, "challenger": 0, "control": 5, "manual": 0}
    assert drawn.frame.num_rows == 100
    assert sum(drawn.frame["inclusion_probability"].to_pylist()) == pytest.approx(20)
    assert units[0]["reasons"] == ["a", "b"]
    assert [unit["rank"] for unit in units] == sorted(unit["rank"] for unit in units)
    assert drawn.could_pass == 5


def test_the_challenger_has_its_own_stratum() -> None:
    asked = check()
    other = {"points": {"b": 5}, "motive": {"nl": "Proef."}}
    strata = {"control": 0.1, "challenger": 0.1}
    asked = asked.model_validate(asked.model_dump(by_alias=True) | {"challenger": other, "strata": strata})
    with Engine(threads=1) as engine:
        city(engine)
        drawn = draw_selection(engine, asked, CONTEXT, Ask(size=10, seed=4))
    assert drawn.strata == {"top": 8, "challenger": 1, "control": 1, "manual": 0} or drawn.strata["challenger"] == 0
    assert sum(drawn.strata.values()) == 10


def test_a_unit_added_by_hand_is_its_own_stratum_without_probability() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        ask = Ask(size=10, seed=4, manual=(Manual(f"{99:016d}", "tip van de wijkagent"),))
        drawn = draw_selection(engine, check(), CONTEXT, ask)
    by_hand = [unit for unit in drawn.units.to_pylist() if unit["stratum"] == "manual"]
    assert [(unit["unit_id"], unit["inclusion_probability"], unit["manual_reason"]) for unit in by_hand] == [
        (f"{99:016d}", None, "tip van de wijkagent")
    ]


def test_a_unit_by_hand_that_is_drawn_anyway_keeps_its_stratum_and_probability() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        drawn = draw_selection(engine, check(), CONTEXT, Ask(size=10, seed=4, manual=(Manual(f"{0:016d}", "tip"),)))
    unit = next(unit for unit in drawn.units.to_pylist() if unit["unit_id"] == f"{0:016d}")
    assert (unit["stratum"], unit["inclusion_probability"], unit["manual_reason"]) == ("top", 1.0, "tip")
    assert drawn.strata["manual"] == 0


def test_more_than_the_frame_holds_is_refused() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        with pytest.raises(NotAvailable, match="has 100 units in its frame, fewer than the 101 asked for"):
            draw_selection(engine, check(), CONTEXT, Ask(size=101, seed=1))


def test_a_unit_by_hand_outside_the_run_is_refused() -> None:
    with Engine(threads=1) as engine:
        city(engine)
        with pytest.raises(NotFound, match="bestaat_niet: not in this run"):
            draw_selection(engine, check(), CONTEXT, Ask(size=1, seed=1, manual=(Manual("bestaat_niet", "x"),)))


def test_a_pand_is_named_by_its_id_of_sixteen_digits_also_when_added_by_hand() -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("yes", "no")] * 2 + [("no", "no")] * 2, [7, 7, 8, None], [True, True, False, True])
        ask = Ask(size=1, seed=4, manual=(Manual("0518100000000008", "tip"),))
        drawn = draw_selection(engine, check("pand"), CONTEXT, ask)
    units = drawn.units.to_pylist()
    assert [unit["unit_id"] for unit in units] == ["0518100000000007", "0518100000000008"]
    assert [unit["address_id"] for unit in units] == [f"{0:016d}", f"{2:016d}"]
