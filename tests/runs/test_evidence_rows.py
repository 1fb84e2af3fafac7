# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from pandzicht.exports.audience import Audience
from pandzicht.runs.evidence_rows import EvidenceRows, RowOfUnit
from pandzicht.runs.explain import Explainer
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.wide import CheckOfRun
from tests.desk import opened
from tests.runs.published_city import deliver_before, publish_city


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> OpenRun:
    return opened(publish_city(tmp_path_factory.mktemp("city")))


def rows(run: OpenRun, check: str, *members: int, audience: Audience = Audience.ANALIST) -> tuple[RowOfUnit, ...]:
    return EvidenceRows(CheckOfRun(run, check, audience)).of_units({"unit": members})["unit"]


def said(found: tuple[RowOfUnit, ...]) -> Counter[str]:
    return Counter(text for item in found for text in item.said_for)


def test_the_rows_are_as_many_as_the_figure_says(run: OpenRun) -> None:
    found = said(rows(run, "wonen", 2))
    assert found["Ingeschreven personen: 1 personen"] == 1
    assert found["Berichten over hinder: 2"] == 2
    assert found["Gebruiksoppervlakte: 70 m²"] == 1


def test_a_row_that_is_not_counted_is_not_shown(run: OpenRun) -> None:
    assert all(item.row.values.get("soort") != "=1+1" for item in rows(run, "wonen", 2))
    assert [item.row.source for item in rows(run, "wonen", 5)] == ["bag"]


def test_facts_are_told_of_every_address_and_signals_only_when_they_are_not_no(run: OpenRun) -> None:
    assert "Berichten over hinder: 0" not in said(rows(run, "wonen", 0))
    facts = said(rows(run, "wonen", 2, audience=Audience.TOEZICHTHOUDER))
    assert set(facts) == {"Ingeschreven personen: 1 personen", "Gebruiksoppervlakte: 70 m²"}


def test_figures_of_a_pand_count_the_rows_of_all_its_addresses_and_those_that_name_the_pand_only(run: OpenRun) -> None:
    found = [item for item in rows(run, "panden", 2, 3) if "Hinder per pand: 3" in item.said_for]
    assert sorted(item.address_id for item in found) == ["", "0518010000000002", "0518010000000002"]
    assert run.indicators["hinder_pand"][3].as_py() == len(found)


def test_a_neighbour_counts_for_the_pand_and_not_for_the_address(run: OpenRun) -> None:
    found = rows(run, "panden", 3)
    assert {item.address_id for item in found if "Ingeschreven personen: 1 personen" in item.said_for} == {
        "0518010000000003"
    }
    assert said(found)["Hinder per pand: 3"] == 3


def test_an_address_without_a_pand_has_no_figures_of_one(run: OpenRun) -> None:
    assert rows(run, "panden", 5) == ()


def test_figures_of_a_street_have_no_rows_here(run: OpenRun) -> None:
    assert run.indicators["hinder_straat"][0].as_py() == 2
    assert not any("straat" in text for text in said(rows(run, "panden", 0, 1)))


def test_many_units_at_once_are_told_as_each_alone(run: OpenRun) -> None:
    maker = EvidenceRows(CheckOfRun(run, "wonen", Audience.ANALIST))
    together = maker.of_units({str(number): [number] for number in range(6)})
    assert {name: maker.of_units({name: [int(name)]})[name] for name in together} == together


def test_the_rows_are_those_that_the_explanation_shows(run: OpenRun) -> None:
    explainer = Explainer(run)
    for number in range(6):
        view = explainer.explain(run.addresses["address_id"][number].as_py(), checks=["wonen"]).checks[0]
        explained = {
            (evidence.label, row.row_id)
            for answer in view.answers
            for evidence in answer.evidence
            for row in evidence.rows or ()
        }
        found = {
            (text.partition(":")[0], item.row.row_id) for item in rows(run, "wonen", number) for text in item.said_for
        }
        assert explained <= found


def test_an_explanation_without_rows_says_the_same_without_evidence(run: OpenRun) -> None:
    address = run.addresses["address_id"][0].as_py()
    full = Explainer(run).explain(address, checks=["wonen"]).checks[0]
    bare = Explainer(run, with_rows=False).explain(address, checks=["wonen"]).checks[0]
    assert [answer.text for answer in bare.answers] == [answer.text for answer in full.answers]
    assert all(answer.evidence == () for answer in bare.answers)
    assert any(answer.evidence for answer in full.answers)


def test_a_new_row_is_told_from_one_that_was_delivered_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = publish_city(tmp_path / "city")
    deliver_before(space, "bewoning", left_out=1001)
    run = opened(space)
    indicator = run.catalogue.indicators["bewoners_aantal"]
    newly = indicator.model_copy(update={"aggregate": "count(*) filter (where nieuw_geleverd)"})
    monkeypatch.setitem(run.catalogue.indicators, "bewoners_aantal", newly)
    registered = [item for item in rows(run, "wonen", 0) if item.row.source == "bewoning"]
    assert [item.row.row_id for item in registered] == [f"{1001:016x}"]


def test_no_row_is_told_to_be_new_when_nothing_was_delivered_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = opened(publish_city(tmp_path / "city"))
    indicator = run.catalogue.indicators["bewoners_aantal"]
    newly = indicator.model_copy(update={"aggregate": "count(*) filter (where nieuw_geleverd)"})
    monkeypatch.setitem(run.catalogue.indicators, "bewoners_aantal", newly)
    assert [item for item in rows(run, "wonen", 0) if item.row.source == "bewoning"] == []


def test_a_check_without_any_listed_figure_has_no_rows(
    tmp_path: Path, run: OpenRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    subject = CheckOfRun(run, "panden", Audience.TOEZICHTHOUDER)
    monkeypatch.setattr(subject, "facts", ("hinder_straat",))
    monkeypatch.setattr(subject, "indicators", ("hinder_straat",))
    assert EvidenceRows(subject).of_units({"unit": [0]}) == {"unit": ()}
