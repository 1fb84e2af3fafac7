# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dossiers of the model city add up for every check: counts are rows, and events are of listed sources."""

from __future__ import annotations

from collections import Counter

import pytest

from pandzicht.definitions.action import Action
from pandzicht.dossier.address_dossier import AddressDossier, evidence
from pandzicht.runs.opened import OpenRun
from tests.dossier.told_city import asked, dossier
from tests.model_city import ModelCity

CHECKS = (
    "achterstallig_onderhoud", "adreskwaliteit", "branches", "brandveiligheid",
    "hennep", "illegale_bouw", "onrechtmatig_wonen", "winkelgebied",
)  # fmt: skip


@pytest.fixture(scope="module")
def run(model_city: ModelCity) -> OpenRun:
    return model_city.opened()


def first_units(run: OpenRun, check: str, count: int = 3) -> list[str]:
    """The addresses of the first units of a check: those of which most is known."""
    rows = (row for row in run.ranking.to_pylist() if row["check"] == check and row["rank"] <= count)
    return [run.addresses["address_id"][row["address_no"]].as_py() for row in rows]


def opened_for(city: ModelCity, address: str, check: str, action: Action) -> AddressDossier:
    return dossier(city.workspace, address, checks=[check], action=action)


@pytest.mark.parametrize("check", CHECKS)
def test_a_dossier_adds_up(model_city: ModelCity, run: OpenRun, check: str) -> None:
    listed = {run.catalogue.sources[name].label.nl for name in run.catalogue.checks[check].sources}
    spine = {run.catalogue.sources[name].label.nl for name in run.manifest["spine"]["sources"]}
    for address in first_units(run, check):
        found = opened_for(model_city, address, check, Action.EXPLAIN)
        (part,) = found.parts
        assert part.standing.score == sum(item.points for item in part.standing.counted)
        assert {event.source for event in found.timeline} <= listed | spine
        assert all(event.start <= run.on for event in found.timeline)
        for answer in part.answers:
            for figure in answer.figures:
                assert figure.count is None or figure.count == len(figure.rows) + figure.more
        assert Counter(fact.name for fact in found.facts).most_common(1)[0][1] == 1


@pytest.mark.parametrize("check", CHECKS)
def test_what_an_inspector_is_told_holds_nothing_of_a_person(model_city: ModelCity, run: OpenRun, check: str) -> None:
    persons = {name for source in run.catalogue.sources.values() for name in source.person_fields}
    for address in first_units(run, check, count=2):
        found = opened_for(model_city, address, check, Action.SEE_FACTS)
        assert not found.parts
        assert "Bewoning (BRP)" not in {event.source for event in found.timeline}
        assert found.facts == opened_for(model_city, address, check, Action.EXPLAIN).facts
    assert persons


def test_counted_rows_are_as_many_as_the_figure_says(model_city: ModelCity, run: OpenRun) -> None:
    check = "onrechtmatig_wonen"
    counts = {n for n, item in run.catalogue.indicators.items() if item.aggregate.strip().startswith("count(*)")}
    seen = 0
    for address in first_units(run, check, count=8):
        for signal in run.catalogue.checks[check].points:
            answer = asked(
                model_city.workspace,
                address,
                lambda opened, at=address, named=signal: evidence(opened, at, check, named),  # type: ignore[misc]
                checks=[check],
            )
            for figure in answer.figures:
                if figure.indicator in counts and figure.count is not None and figure.value != "onbekend":
                    assert int(figure.value.replace(".", "")) == figure.count, (address, figure.indicator)
                    seen += figure.count
    assert seen > 3
