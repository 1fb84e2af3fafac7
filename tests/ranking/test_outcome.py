# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Of several looks at one unit the one that came furthest counts."""

from __future__ import annotations

import random

from pandzicht.ranking.outcome import Appeal, Look, Outcome, Result, deciding_look, outcome_of

LOOKS = [
    Look("2026-03-02", "visit", Result.NOT_SEEN),
    Look("2026-03-05", "letter", Result.NOTHING),
    Look("2026-03-09", "visit", Result.ESTABLISHED),
    Look("2026-03-20", "desk", Result.ESTABLISHED),
    Look("2026-03-21", "desk", Result.NOTHING),
]


def test_a_later_look_that_found_nothing_undoes_nothing() -> None:
    assert outcome_of(LOOKS) == Outcome("visit", Result.ESTABLISHED, day="2026-03-09")


def test_a_unit_where_nobody_opened_is_not_seen_until_somebody_was() -> None:
    assert outcome_of(LOOKS[:1]) == Outcome("visit", Result.NOT_SEEN, day="2026-03-02")
    assert outcome_of(LOOKS[:2]) == Outcome("letter", Result.NOTHING, day="2026-03-05")


def test_the_order_of_the_looks_says_nothing() -> None:
    for seed in range(20):
        shuffled = random.Random(seed).sample(LOOKS, len(LOOKS))
        assert outcome_of(shuffled) == outcome_of(LOOKS)


def test_what_a_look_gave_is_known_once_it_was_written_down() -> None:
    told = Look("2026-03-02", "visit", Result.NOTHING, written="2026-03-20")
    assert (told.known, LOOKS[0].known, outcome_of([told]).written) == ("2026-03-20", "2026-03-02", "2026-03-20")


def test_a_finding_that_stands_decides_before_one_that_was_undone_and_that_before_nothing() -> None:
    first = Look("2026-03-01", "visit", Result.ESTABLISHED, Appeal.UNDONE, "licht", 1.0, "2026-06-01")
    runs = Look("2026-03-08", "visit", Result.ESTABLISHED, Appeal.RUNNING, "licht", 1.0)
    stood = Look("2026-03-20", "desk", Result.ESTABLISHED, Appeal.STANDS, "ernstig", 3.0)
    assert deciding_look([first, runs, stood]) is stood
    assert deciding_look([first, runs]) is runs
    assert outcome_of([LOOKS[1], first]) == Outcome(
        "visit", Result.ESTABLISHED, Appeal.UNDONE, "licht", 1.0, "2026-03-01"
    )
