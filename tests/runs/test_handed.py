# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is handed over is exactly one selection by its hashes, and every address of it is logged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound
from pandzicht.governance.handover import hand_over, take_back
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.selection import Ask
from pandzicht.runs.handed import told_of_handing, what_is_handed
from pandzicht.runs.opened import open_run
from pandzicht.runs.selecting import KeptSelection, listed_units, select
from pandzicht.store.workspace import Workspace
from tests.desk import begun, desk_of, opened, purposes_in
from tests.runs.published_city import publish_city


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Workspace, KeptSelection]:
    """The small city with a selection."""
    space = publish_city(tmp_path / "city")
    return space, select(opened(space), "wonen", Ask(size=3, seed=3))


def test_every_address_that_is_handed_over_is_logged(kept: tuple[Workspace, KeptSelection]) -> None:
    space, selection = kept
    purposes = purposes_in(opened(space).catalogue)
    act = begun(desk_of(space), Action.HAND_OVER, Subject(Kind.SELECTION, selection.selection_id), purposes)
    assert told_of_handing(space, act, selection) == selection.units.num_rows
    with pytest.raises(AccessDenied, match="this is hand_over"):
        told_of_handing(space, opened(space).operation, selection)


def test_another_list_is_another_thing_to_agree_with(kept: tuple[Workspace, KeptSelection]) -> None:
    space, selection = kept
    other = select(opened(space), "wonen", Ask(size=3, seed=4))
    assert what_is_handed(selection).content != what_is_handed(other).content
    assert what_is_handed(selection).files.keys() == {"selection.parquet", "frame.parquet"}


def test_who_sees_what_was_handed_over_sees_it_bare_and_only_then(kept: tuple[Workspace, KeptSelection]) -> None:
    space, selection = kept
    desk, purposes = desk_of(space), purposes_in(opened(space).catalogue)
    subject = Subject(Kind.SELECTION, selection.selection_id)

    def seen() -> list[dict[str, object]]:
        return listed_units(open_run(space, begun(desk, Action.SEE_HANDED, subject, purposes)), selection)

    with pytest.raises(NotFound, match="was not handed over"):
        seen()
    hand_over(begun(desk, Action.HAND_OVER, subject, purposes), what_is_handed(selection), "")
    assert {tuple(sorted(unit)) for unit in seen()} == {("address_id", "adres", "second_visit", "unit_id")}
    assert {str(unit["unit_id"]) for unit in seen() if unit["second_visit"]} == selection.second_visits
    take_back(begun(desk, Action.HAND_OVER, subject, purposes), selection.selection_id, "de ronde gaat niet door")
    with pytest.raises(NotFound, match="was not handed over"):
        seen()


def test_a_list_keeps_how_many_get_a_second_visit_and_an_older_one_has_none(
    kept: tuple[Workspace, KeptSelection],
) -> None:
    space, selection = kept
    assert selection.account["second_visit"] == 0.05
    assert len(selection.second_visits) == 1, "a twentieth of three, rounded up"
    again = select(opened(space), "wonen", Ask(size=3, seed=3))
    assert again.second_visits == selection.second_visits
    before = {name: value for name, value in selection.account.items() if name != "second_visit"}
    assert replace(selection, account=before).second_visits == frozenset()
