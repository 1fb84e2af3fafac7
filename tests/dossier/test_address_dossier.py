# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A dossier holds what its reader may know, whatever list the address is on; the log says whom it told of."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Sensitivity
from pandzicht.dossier.address_dossier import address_dossier, evidence
from pandzicht.errors import AccessDenied, NotFound, PurposeMissing
from pandzicht.exports.audience import Audience
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.concerned import address, person
from pandzicht.governance.log import Log
from pandzicht.governance.log_reading import processed_about
from pandzicht.governance.log_walk import entries_of
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.selection import Ask
from pandzicht.runs.disputing import dispute_signal
from pandzicht.runs.explain import Explainer
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import Workspace
from tests.desk import ALL, begun, desk_of, opened
from tests.dossier.told_city import ALONE, CROWDED, EMPTY, TROUBLED, asked, dossier, facts_only, told_city
from tests.runs.published_city import RUN

BESIDE = "0518010000000003"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("dossier"))


def lines_about(space: Workspace, subject: bytes) -> set[str]:
    """By which acts the processing log says that somebody was read of."""
    desk = desk_of(space)
    with desk.state.transaction() as transaction:
        return {item.name for item in processed_about(transaction, desk.keys, subject)}


def test_an_analyst_is_told_what_the_explanation_says(city: Workspace) -> None:
    found = dossier(city)
    view = Explainer(opened(city)).explain(CROWDED, checks=["wonen"]).checks[0]
    (part,) = found.parts
    assert found.audience is Audience.ANALIST
    assert [(item.signal, item.answer, item.text) for item in part.answers] == [
        (item.signal, item.answer, item.text) for item in view.answers
    ]
    assert (part.standing.score, part.standing.rank, part.standing.of) == (view.score, view.rank, view.of)
    assert sum(item.points for item in part.standing.counted) == part.standing.score == 3
    assert [item.becomes for item in part.standing.otherwise] == ["no"]


def test_an_inspector_is_told_facts_and_nothing_else(city: Workspace) -> None:
    found = facts_only(city)
    assert found.audience is Audience.TOEZICHTHOUDER
    assert (found.parts, found.owned, found.disputes) == ((), None, ())
    assert not [word for word in ("score", "rank", "strat", "points") if word in str(asdict(found))]
    assert "persoon-" not in str(found)
    assert found.facts == dossier(city).facts


def test_what_a_field_says_of_a_person_reaches_no_inspector_who_could_see_it_elsewhere(city: Workspace) -> None:
    assert [event.says for event in dossier(city, ALONE).timeline] == ["Uitgeschreven", "Ingeschreven om te wonen"]
    assert [event.says for event in facts_only(city, ALONE).timeline] == ["Ingeschreven om te wonen"]


@pytest.mark.parametrize("open_it", [dossier, facts_only])
def test_the_facts_are_the_same_in_the_same_order_for_every_address(city: Workspace, open_it: object) -> None:
    names = {
        tuple(fact.name for fact in open_it(city, name).facts)  # type: ignore[operator]
        for name in (CROWDED, EMPTY, TROUBLED, ALONE)
    }
    assert len(names) == 1


def test_dossiers_that_differ_in_stratum_only_are_equal(tmp_path: Path) -> None:
    space = told_city(tmp_path)
    before = facts_only(space), dossier(space)
    drawn = select(opened(space), "wonen", Ask(size=4, seed=3))
    assert CROWDED in drawn.units["address_id"].to_pylist()
    assert (facts_only(space), dossier(space)) == before


def test_whom_it_tells_of_stands_in_the_log(tmp_path: Path) -> None:
    space = told_city(tmp_path)
    dossier(space)
    assert lines_about(space, address(CROWDED)) == {"see what is known of an address"}
    assert lines_about(space, address(EMPTY)) == {"see what is known of an address"}  # the other unit of the pand
    assert lines_about(space, address(BESIDE)) == {"see what is known of an address"}  # of the same owner
    assert lines_about(space, person("persoon-4")) == {"see what is known of an address"}
    assert lines_about(space, address(TROUBLED)) == set()
    facts_only(space, TROUBLED)
    assert lines_about(space, address(TROUBLED)) == {"see the facts of an address"}
    assert lines_about(space, person("ander-2")) == {"see the facts of an address"}


def test_on_what_it_rests_stands_in_the_log_by_source_and_field(tmp_path: Path) -> None:
    space = told_city(tmp_path)
    facts_only(space, ALONE)
    with desk_of(space).state.transaction() as transaction:
        (entry,) = entries_of(transaction, Log.PROCESSING)
    told = json.loads(entry.line)["attributes"]
    assert told["dpl.objects.dataset_ids"] == ["bewoning", "meldingen"]
    assert "bewoning.van" in told["dpl.objects.feature_ids"]


def test_an_address_outside_the_area_is_not_there(city: Workspace) -> None:
    els = Actor("els", "els", (Grant("alles", areas=frozenset({"BU9999"})),))
    with pytest.raises(AccessDenied, match="does not cover the area"):
        dossier(city, actor=els)


def test_units_and_possessions_outside_the_area_are_neither_shown_nor_counted(tmp_path: Path) -> None:
    space = told_city(tmp_path)
    els = Actor("els", "els", (Grant("alles"),))
    with desk_of(space).state.transaction() as transaction:
        for name in (EMPTY, BESIDE):
            declare(transaction, Recusal(name, "els", name, Bond.NEIGHBOUR, "2026-03-01T09:00:00Z"))
    found = dossier(space, actor=els)
    assert found.pand is not None
    assert [unit.address_id for unit in found.pand.units] == [CROWDED]
    assert found.owned is not None
    assert (found.owned.count, found.owned.listed) == (0, ())


def test_without_a_reason_nothing_is_opened(city: Workspace) -> None:
    subject, purposes = Subject(Kind.ADDRESS, CROWDED, "BU05180101"), purposes_of(city, RUN, ["wonen"])
    jan = desk_of(city, actor=Actor("jan", "jan", (Grant("alles"),)))
    for action in (Action.EXPLAIN, Action.SEE_FACTS):
        with pytest.raises(AccessDenied, match="nobody recorded why"):
            begun(jan, action, subject, purposes)


def test_an_act_that_shows_other_things_opens_no_dossier(city: Workspace) -> None:
    with pytest.raises(AccessDenied, match="this is explain, see_facts"):
        address_dossier(opened(city), CROWDED, ["wonen"])


def test_a_check_that_is_not_in_the_run_is_not_there(city: Workspace) -> None:
    with pytest.raises(NotFound, match="check 'hennep' is not in run"):
        asked(city, CROWDED, lambda run: address_dossier(run, CROWDED, ["hennep"]))


def test_a_check_whose_purpose_was_not_asked_for_is_refused(city: Workspace) -> None:
    with pytest.raises(PurposeMissing, match="was not asked for"):
        asked(city, CROWDED, lambda run: address_dossier(run, CROWDED, ["panden"]))


def test_what_is_unknown_is_said_with_the_reason(city: Workspace) -> None:
    in_doubt = "een rij van Bewoning kon niet worden gekoppeld en kan bij dit adres horen"
    assert [(item.what, item.why) for item in dossier(city, EMPTY).unknown] == [
        ("Van deze eigenaar", in_doubt),
        ("Staat er niemand ingeschreven?", in_doubt),
    ]
    assert [item.what for item in facts_only(city, EMPTY).unknown] == ["Van deze eigenaar"]
    assert dossier(city).unknown == ()


def test_a_disputed_answer_is_told_as_that_to_analysts(tmp_path: Path) -> None:
    space = told_city(tmp_path)
    act = begun(desk_of(space), Action.DISPUTE, Subject(Kind.ADDRESS, CROWDED, "BU05180101"))
    dispute_signal(open_run(space, act, RUN), CROWDED, "overbewoning", "twee van de vijf zijn verhuisd")
    found = dossier(space)
    assert [(item.signal, item.since[:10]) for item in found.disputes] == [("overbewoning", "2026-03-02")]
    assert {item.signal: item.answer for item in found.parts[0].answers}["overbewoning"] == "disputed"
    assert found.parts[0].standing.score == 0
    assert facts_only(space).disputes == ()


def test_the_whole_evidence_of_a_signal_is_asked_for_apart(city: Workspace) -> None:
    found = asked(city, CROWDED, lambda run: evidence(run, CROWDED, "wonen", "overbewoning"))
    figures = {figure.indicator: figure for figure in found.figures}
    assert figures["bewoners_aantal"].count == len(figures["bewoners_aantal"].rows) == 5
    assert {row.start for row in figures["bewoners_aantal"].rows} == {"13-02-2025", "01-01-2024"}


def test_also_of_a_signal_that_says_no(city: Workspace) -> None:
    assert [item.figures for item in dossier(city).parts[0].answers if item.answer == "no"] == [(), ()]
    found = asked(city, CROWDED, lambda run: evidence(run, CROWDED, "wonen", "niemand_ingeschreven"))
    assert (found.answer, found.row_count) == ("no", 5)


def test_an_inspector_asks_for_no_evidence(city: Workspace) -> None:
    with pytest.raises(AccessDenied, match="this is explain"):
        asked(city, CROWDED, lambda run: evidence(run, CROWDED, "wonen", "overbewoning"), action=Action.SEE_FACTS)


def test_evidence_of_a_signal_that_the_check_does_not_ask_is_not_there(city: Workspace) -> None:
    with pytest.raises(NotFound, match="is not asked by check 'panden'"):
        asked(city, CROWDED, lambda run: evidence(run, CROWDED, "panden", "hinder"), checks=["panden"])


def test_who_may_not_see_persons_is_told_their_place_in_the_delivery_only(city: Workspace) -> None:
    role = ALL.model_copy(update={"sees": (Sensitivity.OBJECT,)})
    found = dossier(city, roles={"alles": role})
    assert found.facts == dossier(city).facts
    rows = [row for figure in found.parts[0].answers[0].figures for row in figure.rows if row.source == "Bewoning"]
    assert len(rows) == 5
    assert all(row.row_id == row.place for row in rows)
