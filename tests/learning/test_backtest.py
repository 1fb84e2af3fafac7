# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A backtest of a made-up city of which the truth is known, and of tables that cannot carry what is asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pandzicht.definitions.backtest import Carrier
from pandzicht.language import Language
from pandzicht.learning.backtest import Backtested, backtest
from pandzicht.learning.contender import Contender
from pandzicht.learning.interval import Ground, Refused
from pandzicht.learning.past_visits import read_past_visits
from pandzicht.learning.statement import Kind, Weight
from pandzicht.learning.statement_rules import statements
from pandzicht.modelcity.past_visits import ADDRESSES
from pandzicht.ranking.yield_estimate import Figure
from tests.learning.past_table import Row, rows_of_city, written


def same(text: str) -> str:
    return text


def backtested(folder: Path, rows: list[Row] | None = None, change: Callable[[str], str] = same) -> Backtested:
    asked = written(folder, rows=rows, change=change)
    return backtest(asked.definition, read_past_visits(asked))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Backtested:
    return backtested(tmp_path_factory.mktemp("city"))


def kinds(found: Backtested) -> set[Kind]:
    return {one.kind for one in statements(found)}


def test_what_all_addresses_would_give_is_what_the_city_was_made_with(city: Backtested) -> None:
    assert city.rolling is not None
    frame = city.rolling.whole.frame
    assert isinstance(frame, Figure)
    # 3,000 addresses a round, by the odds with which the city is made: about one in seven
    assert frame.low < 0.137 < frame.high
    chosen = city.rolling.whole.chosen
    assert isinstance(chosen, Figure)
    assert chosen.low > frame.high
    assert ADDRESSES == 3000


def test_learned_points_beat_the_lot_and_the_inspector_does_not_count(city: Backtested) -> None:
    assert city.rolling is not None
    assert city.carriers == {"inspecteur": Carrier.INSPECTOR}
    standings = city.rolling.standings
    less = standings[Contender.LOT].less_than_model
    assert isinstance(less, Figure)
    assert less.low > 0
    pooled = {each: standing.pooled for each, standing in standings.items()}
    model, whole = pooled[Contender.MODEL], pooled[Contender.INADMISSIBLE]
    assert isinstance(model, Figure)
    assert isinstance(whole, Figure)
    assert whole.value > model.value + 0.03
    assert city.card is not None
    assert "inspecteur" not in {column.feature for column in city.card.columns}
    assert {Kind.INADMISSIBLE, Kind.WORTH_OF_INADMISSIBLE, Kind.BETTER, Kind.ORDER, Kind.OF_ALL} <= kinds(city)


def test_the_naive_figure_is_beside_an_estimate_or_absent(city: Backtested) -> None:
    assert city.rolling is not None
    for value in city.rolling.values.values():
        assert (value.naive is None) == isinstance(value.hajek, Refused)
    told = city.rolling.values[Contender.MODEL]
    assert isinstance(told.hajek, Figure)
    assert (told.naive or 0) > told.hajek.value


def test_median_and_worst_are_of_six_windows(city: Backtested) -> None:
    assert city.rolling is not None
    standing = city.rolling.standings[Contender.MODEL]
    values = sorted(each.value for each in standing.per_window if isinstance(each, Figure))
    assert len(values) == 6
    assert standing.worst == values[0]
    assert standing.median == pytest.approx((values[2] + values[3]) / 2)


@pytest.mark.slow
def test_the_same_table_gives_the_same_answer_whatever_its_order(city: Backtested, tmp_path: Path) -> None:
    again = backtested(tmp_path, rows_of_city()[::-1])
    assert city.rolling is not None
    assert again.rolling is not None
    assert again.card == city.card
    assert again.rolling.standings == city.rolling.standings
    assert again.rolling.values == city.rolling.values


def without(*lines: str) -> Callable[[str], str]:
    return lambda text: "\n".join(line for line in text.splitlines() if not line.startswith(lines)) + "\n"


def test_a_feature_that_may_stand_in_for_people_is_told(tmp_path: Path) -> None:
    rows = rows_of_city()
    for row in rows:
        row["aantal_bewoners"] = row["klachten"]
    told = backtested(
        tmp_path,
        rows,
        lambda text: text.replace("klachten: {column: klachten", "bewoners: {column: aantal_bewoners").replace(
            "klachten: 3, ", ""
        ),
    )
    assert {Kind.STANDS_IN} <= kinds(told)


def test_without_a_random_share_no_lift_is_claimed(tmp_path: Path) -> None:
    found = backtested(tmp_path, change=without("probability", "random_share"))
    assert found.rolling is not None
    assert found.rolling.whole.lift == Refused(Ground.NO_CONTROL)
    assert all(each == Refused(Ground.NO_CONTROL) for each in found.rolling.lifts.values())
    assert Kind.NO_RANDOM_SHARE in kinds(found)
    assert Kind.OF_ALL not in kinds(found)


def test_a_random_share_alone_gives_the_lift_of_the_round(tmp_path: Path) -> None:
    found = backtested(tmp_path, change=without("probability"))
    assert found.rolling is not None
    lift = found.rolling.whole.lift
    assert isinstance(lift, Figure)
    assert lift.low > 1
    assert found.rolling.values[Contender.MODEL].hajek == Refused(Ground.NO_PROBABILITY)


def test_visits_made_in_different_ways_are_not_compared(tmp_path: Path) -> None:
    rows = rows_of_city()
    for number, row in enumerate(rows):
        row["stap"] = "brief" if number % 2 else "bezoek"
    found = backtested(tmp_path, rows, lambda text: text + "step: stap\n")
    assert found.rolling is not None
    assert found.rolling.whole.lift == Refused(Ground.STEPS_DIFFER)
    assert Kind.STEPS_DIFFER in kinds(found)


def test_a_column_that_was_written_at_the_visit_is_found_out(tmp_path: Path) -> None:
    rows = rows_of_city()
    for row in rows:
        row["boete"] = 1 if row["uitkomst"] == "overtreding" else 0
    found = backtested(
        tmp_path, rows, lambda text: text.replace("features:\n", "features:\n  bedrag: {column: boete}\n")
    )
    assert list(found.leaks) == ["bedrag"]
    assert found.card is not None
    assert "bedrag" not in {column.feature for column in found.card.columns}
    assert Kind.LEAK in kinds(found)


@pytest.mark.slow
def test_a_random_division_is_refused_and_one_in_time_is_judged(tmp_path: Path) -> None:
    def held_out(mark: Callable[[int, Row], bool]) -> Backtested:
        rows = rows_of_city()
        for number, row in enumerate(rows):
            row["deel"] = "toets" if mark(number, row) else "leer"
        return backtested(tmp_path, rows, lambda text: text + "holdout: {column: deel, values: [toets]}\n")

    mixed = held_out(lambda number, _: number % 5 == 0)
    assert mixed.division is not None
    assert mixed.division.judgement is None
    assert Kind.RANDOM_SPLIT in kinds(mixed)
    in_time = held_out(lambda _, row: str(row["datum"]) >= "2025-06")
    assert in_time.division is not None
    assert in_time.division.judgement is not None
    assert in_time.division.shared > 0
    assert Kind.SAME_GROUPS in kinds(in_time)
    assert Kind.RANDOM_SPLIT not in kinds(in_time)
    assert in_time.division.judgement.standings[Contender.MODEL].median is None


def test_an_old_score_is_not_judged_on_days_before_it_was_computed(tmp_path: Path) -> None:
    late = backtested(tmp_path, change=lambda text: text.replace("since: 2023-01-01", "since: 2025-01-01"))
    assert late.rolling is not None
    assert Contender.OLD_SCORE not in late.rolling.standings
    assert Kind.SCORE_LEFT_OUT in kinds(late)
    undated = backtested(tmp_path, change=lambda text: text.replace(", since: 2023-01-01", ""))
    assert Kind.UNDATED_SCORE in kinds(undated)


def test_a_register_that_changed_is_told(tmp_path: Path) -> None:
    rows = rows_of_city()
    for row in rows:
        if str(row["datum"]) > "2025":
            row["leegstand_maanden"] = 0
    found = backtested(tmp_path, rows)
    assert [each.feature for each in found.drifts if each.moved] == ["leegstand"]
    assert Kind.DRIFT in kinds(found)


def test_a_small_table_is_told_to_be_small(tmp_path: Path) -> None:
    small = backtested(tmp_path, rows_of_city()[:260])
    assert small.rolling is None or small.rolling.standings[Contender.MODEL].median is None
    assert {Kind.NO_WINDOWS, Kind.SKIPPED, Kind.TINY_CELLS} & kinds(small)
    one_day = rows_of_city()[:260]
    for row in one_day:
        row["datum"] = "2024-03-01"
    assert Kind.NO_WINDOWS in kinds(backtested(tmp_path, one_day))


def test_only_inadmissible_features_leave_nothing_to_learn(tmp_path: Path) -> None:
    found = backtested(tmp_path, change=_only_inspector)
    assert found.rolling is not None
    assert found.card is not None
    assert found.card.columns == ()
    less = found.rolling.standings[Contender.LOT].less_than_model
    assert isinstance(less, Figure)
    assert less.value == 0
    assert Kind.NOT_BETTER in kinds(found)


def _only_inspector(text: str) -> str:
    kept = [
        line for line in text.splitlines()
        if not line.startswith(("  klachten", "  leegstand", "  bouwjaar", "  soort", "rule"))
    ]  # fmt: skip
    return "\n".join(kept) + "\n"


def test_what_refuses_a_claim_is_said_first_and_in_both_languages(tmp_path: Path) -> None:
    stated = statements(backtested(tmp_path, change=without("probability", "random_share", "known_as_of")))
    assert [one.weight for one in stated] == sorted(one.weight for one in stated)
    assert stated[0].weight is Weight.REFUSES
    for one in stated:
        assert one.told(Language.NL) != one.told(Language.EN)
