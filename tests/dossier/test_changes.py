# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Since an earlier run only what is really otherwise is told to have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.governance.concerned import address
from pandzicht.governance.log_reading import processed_about
from pandzicht.store.workspace import Workspace
from tests.desk import desk_of
from tests.dossier.told_city import ALONE, CHANGES, CROWDED, dossier, facts_only, rows, told_city
from tests.runs.published_city import addresses, publish_city
from tests.signals.small_city import resident


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("changes"))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The same city when two were registered at the first address, and the last address was not there."""
    then = rows()
    then["bewoning"] = [resident(0, persoon=f"persoon-{n}", straat="bv") for n in range(2)]
    root = tmp_path_factory.mktemp("before") / "city"
    return publish_city(root, listed=then, changes=CHANGES, places=addresses()[:5])


def test_facts_and_answers_that_are_otherwise_are_told_with_what_they_were(city: Workspace, before: Workspace) -> None:
    found = dossier(city, before=before).changes
    assert found is not None
    assert found.was_there
    assert [(item.name, item.before, item.now) for item in found.facts] == [
        ("bezit", "2", "6"),
        ("bewoners_aantal", "2", "5"),
    ]
    assert [(item.name, item.before, item.now) for item in found.answers] == [("overbewoning", "no", "yes")]


def test_an_inspector_is_told_of_facts_only(city: Workspace, before: Workspace) -> None:
    found = facts_only(city, before=before).changes
    assert found is not None
    assert [item.name for item in found.facts] == ["bezit", "bewoners_aantal"]
    assert found.answers == ()


def test_nothing_changed_since_the_same_run(city: Workspace) -> None:
    found = dossier(city, before=city).changes
    assert found is not None
    assert (found.was_there, found.facts, found.answers) == (True, (), ())


def test_an_address_that_was_not_there_only_says_so(city: Workspace, before: Workspace) -> None:
    found = dossier(city, ALONE, before=before).changes
    assert found is not None
    assert (found.was_there, found.facts, found.answers) == (False, (), ())


def test_without_an_earlier_run_nothing_is_said_of_changes(city: Workspace) -> None:
    assert dossier(city).changes is None


def test_that_the_earlier_run_was_read_stands_in_the_log(tmp_path: Path, before: Workspace) -> None:
    space = told_city(tmp_path)
    dossier(space, CROWDED, before=before)
    desk = desk_of(space)
    with desk.state.transaction() as transaction:
        assert len(processed_about(transaction, desk.keys, address(CROWDED))) == 2
        assert len(processed_about(transaction, desk.keys, address("0518010000000001"))) == 1
