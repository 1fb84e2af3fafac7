# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The order of a check: sums of points, bounds, units counted once, ties by the seed."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.check import Check
from pandzicht.ranking.order import rank_checks
from pandzicht.signals.compiling import Context
from pandzicht.store.engine import Engine

ANSWERS = ("yes", "no", "unknown")
CONTEXT = Context(date(2026, 3, 1))


def check(unit: str = "object", frame: str = "woning", **points: int) -> Check:
    return Check.model_validate(
        {
            "check": "proef",
            "label": {"nl": "Proef"},
            "unit": unit,
            "legal_basis": [{"article": "Wet art. 1", "verified": "te_toetsen"}],
            "purpose": "wonen",
            "sources": ["bag"],
            "frame": frame,
            "points": points or {"a": 3, "b": 2},
            "strata": {"control": 0.1},
            "result": {"nl": "Een bezoek."},
        }
    )


def fill(engine: Engine, answers: list[tuple[str, str]], panden: list[int | None], framed: list[bool]) -> None:
    numbers = list(range(len(answers)))
    names = [f"{number:016d}" for number in numbers]
    pand_ids = [None if pand is None else 518_100_000_000_000 + pand for pand in panden]
    kept = {
        "addresses": {"address_no": numbers, "address_id": names, "pand_no": pa.array(panden, pa.int32()),
                      "pand_id": pa.array(pand_ids, pa.int64()), "adres": names},
        "indicators": {"address_no": numbers, "woning": framed},
        "signals": {"address_no": numbers, "a": [one for one, _ in answers], "b": [two for _, two in answers]},
    }  # fmt: skip
    for name, columns in kept.items():
        engine.register(name, pa.table(columns))


def ranked(engine: Engine, asked: Check, seed: int = 1) -> list[dict[str, object]]:
    rank_checks(engine, {asked.check: asked}, ["a", "b"], CONTEXT, seed)
    return engine.table("SELECT * FROM ranking ORDER BY rank").to_pylist()


def test_points_add_up_and_unknowns_only_raise_the_most_it_could_be() -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("no", "no"), ("yes", "unknown"), ("yes", "yes")], [None] * 3, [True] * 3)
        found = ranked(engine, check())
    assert [(row["address_no"], row["score"], row["score_max"], row["unknown_count"]) for row in found] == [
        (2, 5, 5, 0),
        (1, 3, 5, 1),
        (0, 0, 0, 0),
    ]


def test_forty_addresses_of_one_pand_are_one_unit() -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("yes", "no")] * 40 + [("no", "unknown")], [7] * 40 + [8], [True] * 41)
        found = ranked(engine, check("pand"))
    assert [(row["unit_id"], row["score"], row["score_max"]) for row in found] == [
        ("0518100000000007", 3, 3),
        ("0518100000000008", 0, 2),
    ]


def test_only_addresses_in_the_frame_speak_for_their_pand() -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("yes", "no"), ("no", "no")], [7, 7], [False, True])
        found = ranked(engine, check("pand"))
    assert [(row["unit_id"], row["address_no"], row["score"]) for row in found] == [("0518100000000007", 1, 0)]


def test_a_check_without_units_has_an_empty_order() -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("yes", "yes")], [None], [False])
        assert ranked(engine, check()) == []
        rank_checks(engine, {}, [], CONTEXT, 1)
        assert engine.columns("ranking")["unit_id"] == "VARCHAR"


def test_ties_fall_by_the_seed_and_only_by_the_seed() -> None:
    with Engine(threads=1) as engine:
        fill(engine, [("yes", "no")] * 50, [None] * 50, [True] * 50)
        first, again, other = (ranked(engine, check(), seed) for seed in (1, 1, 2))
    order = [[row["unit_id"] for row in found] for found in (first, again, other)]
    assert order[0] == order[1] != order[2]


@given(st.lists(st.tuples(st.sampled_from(ANSWERS), st.sampled_from(ANSWERS)), min_size=1, max_size=12), st.data())
def test_a_signal_that_turns_to_yes_never_lowers_a_place(answers: list[tuple[str, str]], data: st.DataObject) -> None:
    chosen = data.draw(st.integers(0, len(answers) - 1))
    raised = list(answers)
    raised[chosen] = ("yes", answers[chosen][1])
    with Engine(threads=1) as engine:
        places = []
        for case in (answers, raised):
            fill(engine, case, [None] * len(case), [True] * len(case))
            places.append({row["address_no"]: row for row in ranked(engine, check())})
    before, after = (place[chosen] for place in places)
    assert after["rank"] <= before["rank"]
    assert before["score"] <= before["score_max"]
    assert before["score"] <= after["score"]
