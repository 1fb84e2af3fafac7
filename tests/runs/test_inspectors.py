# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How alike the inspectors of the made-up city look, as its source of visits tells; and nothing of one of them."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.action import Action
from pandzicht.ranking.double_visits import Agreement, NotSaid, Unsaid
from pandzicht.ranking.inspector_effect import InspectorEffect
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.yield_estimate import Figure
from pandzicht.runs.inspectors import InspectorsTold, inspectors_told
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rounds import rounds_of
from pandzicht.runs.yield_account import yield_account
from pandzicht.sources.looked_by import LOOKED_BY
from pandzicht.store.workspace import Workspace
from tests.desk import desk_of, opened
from tests.office import PURPOSE
from tests.rounds_city import FIRST_VISITS, RoundsCity, visits_of
from tests.visits import WORDS, Visit, compare_on, deliver_visits

INSPECTORS = 6
EVERY = 8
"""Of those seen every so many is seen by two inspectors."""
SECOND_LOOK = "2026-03-14"
TOLD_ON = date(2026, 4, 3)
NAME = "Toezichthouder-van-Vlees-en-Bloed"


@dataclasses.dataclass
class Named:
    """The city in which visits of the first round are told again, now with who made them."""

    space: Workspace
    alike: tuple[int, int, int]
    """Of the double visits: both found, both found nothing, they differed."""


def told_again(city: RoundsCity) -> tuple[list[Visit], tuple[int, int, int]]:
    """The visits of the first round by name, and second ones, of which every third says the opposite."""
    rows: list[Visit] = []
    alike = [0, 0, 0]
    found, nothing = WORDS[Result.ESTABLISHED], WORDS[Result.NOTHING]
    shut = WORDS[Result.NOT_SEEN]
    for number, row in enumerate(visits_of(city.first, FIRST_VISITS)):
        first = {**row, "toezichthouder": f"{NAME}-{number % INSPECTORS}"}
        rows.append(first)
        other = f"{NAME}-{(number + 1) % INSPECTORS}"
        if row[PURPOSE] == shut:
            rows.append({**first, "datum": SECOND_LOOK, "toezichthouder": other, PURPOSE: nothing})
        elif number % EVERY == 0:
            says = row[PURPOSE] if number % 3 else {found: nothing, nothing: found}[row[PURPOSE]]
            rows.append({**row, "datum": SECOND_LOOK, "toezichthouder": other, PURPOSE: says})
            alike[2 if says != row[PURPOSE] else 0 if says == found else 1] += 1
        elif number % EVERY == 1:
            rows.append({**first, "datum": SECOND_LOOK})
    return rows, (alike[0], alike[1], alike[2])


@pytest.fixture(scope="module")
def named(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Named:
    folder = tmp_path_factory.mktemp("named")
    shutil.copytree(rounds_city.space.root, folder / "city")
    space = replace(rounds_city.space, root=folder / "city", catalogue=folder / "city/catalogue")
    rows, alike = told_again(rounds_city)
    deliver_visits(space, rounds_city.catalogue, folder, rows, TOLD_ON)
    compare_on(space, rounds_city.catalogue, date(2026, 4, 4))
    return Named(space, alike)


def run_of(space: Workspace) -> OpenRun:
    return opened(space, None, Action.SEE_YIELD, desk_of(space))


def alike_in(space: Workspace) -> InspectorsTold:
    run = run_of(space)
    return inspectors_told(run, rounds_of(run, PURPOSE))


def test_double_visits_are_counted_and_a_second_try_is_none(named: Named) -> None:
    told = alike_in(named.space).agreement
    assert isinstance(told, Agreement)
    assert (told.both_found, told.both_nothing, told.differ) == named.alike
    assert min(named.alike) > 2
    assert isinstance(told.share, Figure)
    assert told.share.value == pytest.approx(sum(named.alike[:2]) / sum(named.alike))
    assert isinstance(told.kappa, Figure)
    assert told.kappa.low < told.kappa.value < told.share.value


def test_the_effect_is_of_all_inspectors_and_of_what_was_drawn(named: Named) -> None:
    told = alike_in(named.space).effect
    assert isinstance(told, InspectorEffect)
    run = run_of(named.space)
    first = rounds_of(run, PURPOSE)[0]
    drawn = [unit for unit in first.outcomes if first.round.units[unit].stratum.value != "manual"]
    assert (told.inspectors, told.seen) == (INSPECTORS, len(drawn)), "all were seen in the end, the added one excepted"
    assert 0 <= told.middle_low <= told.share <= told.middle_high <= 1


def test_no_name_and_no_pseudonym_is_told_or_kept_readable(named: Named) -> None:
    run = run_of(named.space)
    text = json.dumps(yield_account(run, PURPOSE, rounds_of(run, PURPOSE)), default=str)
    stored = [path for path in named.space.root.rglob("*.parquet") if LOOKED_BY in pq.read_schema(path).names]
    told = {path: {who for who in pq.read_table(path)[LOOKED_BY].to_pylist() if who} for path in stored}
    assert [len(own) for path, own in told.items() if TOLD_ON.isoformat() in path.parent.name] == [INSPECTORS]
    pseudonyms = set().union(*told.values())
    assert not any(who in text for who in pseudonyms)
    assert {path.parent.parent.name for path in stored} == {"bezoeken"}
    readable = [path for path in named.space.root.rglob("*") if path.is_file() and NAME.encode() in path.read_bytes()]
    assert readable == []
    for path in named.space.root.rglob("*.parquet"):
        assert all(NAME not in str(column) for column in strings_in(path)), path


def strings_in(path: Path) -> Iterator[Sequence[str]]:
    table = pq.read_table(path)
    yield from (
        set(map(str, table[name].to_pylist())) for name in table.column_names if "string" in str(table[name].type)
    )


def test_rows_of_visits_show_nobody_who_looked(named: Named) -> None:
    run = run_of(named.space)
    looks = [item.row for one in rounds_of(run, PURPOSE) for items in one.looks.values() for item in items]
    table = run.rows.fetch("bezoeken", [(row.delivery_no, row.row_no) for row in looks])
    assert {LOOKED_BY, "toezichthouder"}.isdisjoint(table.column_names)
    assert {LOOKED_BY, "toezichthouder"}.isdisjoint(run.rows.shown_fields("bezoeken"))


def test_a_source_that_tells_of_nobody_is_said(rounds_city: RoundsCity) -> None:
    missing = NotSaid(Unsaid.NO_NAMES)
    assert alike_in(rounds_city.space) == InspectorsTold(missing, missing)


def test_without_the_lot_no_difference_is_claimed(named: Named) -> None:
    run = run_of(named.space)
    source = run.catalogue.sources["bezoeken"]
    assert source.outcomes is not None
    run.catalogue.sources["bezoeken"] = source.model_copy(
        update={"outcomes": source.outcomes.model_copy(update={"by_lot": False})}
    )
    try:
        told = inspectors_told(run, rounds_of(run, PURPOSE))
    finally:
        run.catalogue.sources["bezoeken"] = source
    assert isinstance(told.agreement, Agreement)
    assert told.effect == NotSaid(Unsaid.NOT_BY_LOT)


def test_before_anybody_went_there_is_too_little(named: Named) -> None:
    told = inspectors_told(run_of(named.space), ())
    assert isinstance(told.agreement, Agreement)
    assert (told.agreement.pairs, told.agreement.kappa) == (0, NotSaid(Unsaid.FEW_PAIRS))
    assert told.effect == NotSaid(Unsaid.FEW_INSPECTORS)
