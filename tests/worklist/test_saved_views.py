# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A view is kept by who made it, seen by others for the same purpose once it is shared, and changed by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import AccessDenied, NotFound, PandzichtError, PurposeMissing
from pandzicht.forgetting.due import Kind as Held
from pandzicht.forgetting.state_rows import forget_row
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Operation
from pandzicht.governance.purpose import purpose_of
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase
from pandzicht.worklist.saved_views import (
    LONGEST_NAME,
    SavedView,
    remove_view,
    rename_view,
    save_view,
    saved_views,
    share_view,
)
from pandzicht.worklist.view import View, view_of
from tests.desk import begun, desk_in
from tests.small_catalogue import write_catalogue

QUERY = "signal=overbewoning%3Ayes&column=bewoners_aantal&density=compact"
Acting = Callable[..., Operation]


@pytest.fixture
def check(tmp_path: Path) -> Check:
    return sound_catalogue(write_catalogue(tmp_path / "catalogue"), readers={"csv", "bag_light"}).checks["wonen"]


@pytest.fixture
def acting(tmp_path: Path, state: StateDatabase, check: Check) -> Acting:
    """Begins an act of somebody, by default of Els for a list of the check."""

    def begin(who: str = "els", action: Action = Action.LIST, purpose: str = "wonen") -> Operation:
        desk = desk_in(tmp_path, actor=Actor(who, who, (Grant("alles"),)), state=state)
        purposes = [replace(purpose_of(check), name=purpose)]
        return begun(desk, action, Subject(Kind.CHECK, check.check), purposes)

    return begin


def saved(acting: Acting, check: Check, name: str = "Druk", query: str = QUERY, who: str = "els") -> SavedView:
    return save_view(acting(who), check, name, view_of(query))


def names(acting: Acting, check: Check, who: str = "els") -> list[str]:
    return [item.name for item in saved_views(acting(who), check)]


def test_what_is_kept_is_what_was_asked_without_the_page(acting: Acting, check: Check) -> None:
    made = saved(acting, check, "  Veel   mensen ", f"{QUERY}&page=4&size=100")
    (found,) = saved_views(acting(), check)
    assert found == made
    assert (found.name, found.account, found.shared) == ("Veel mensen", "els", False)
    assert found.view == view_of(f"{QUERY}&size=100")


def test_the_same_name_keeps_the_newest(acting: Acting, check: Check) -> None:
    first, second = saved(acting, check), saved(acting, check, query="text=laan")
    assert second.view_id == first.view_id
    assert [item.query for item in saved_views(acting(), check)] == ["text=laan"]


def test_own_views_come_first_and_of_others_those_that_are_shared(acting: Acting, check: Check) -> None:
    shown = saved(acting, check, "Aan zee", who="jan")
    saved(acting, check, "Van jan alleen", who="jan")
    saved(acting, check, "Zuid")
    saved(acting, check, "noord")
    assert names(acting, check) == ["noord", "Zuid"]
    share_view(acting("jan"), check, shown.view_id, shared=True)
    assert names(acting, check) == ["noord", "Zuid", "Aan zee"]
    share_view(acting("jan"), check, shown.view_id, shared=False)
    assert names(acting, check) == ["noord", "Zuid"]


def test_nobody_else_renames_shares_or_removes_it(acting: Acting, check: Check) -> None:
    made = saved(acting, check)
    share_view(acting(), check, made.view_id, shared=True)
    for change in (
        lambda: rename_view(acting("jan"), check, made.view_id, "Anders"),
        lambda: share_view(acting("jan"), check, made.view_id, shared=False),
        lambda: remove_view(acting("jan"), check, made.view_id),
    ):
        with pytest.raises(NotFound, match="no view of yours"):
            change()
    (found,) = saved_views(acting("jan"), check)
    assert (found.name, found.shared) == ("Druk", True)
    assert saved(acting, check, "Druk", "text=laan", who="jan").view_id != made.view_id


def test_it_gets_another_name_unless_another_has_it(acting: Acting, check: Check) -> None:
    made = saved(acting, check)
    saved(acting, check, "Rustig")
    with pytest.raises(PandzichtError, match="a view 'Rustig'"):
        rename_view(acting(), check, made.view_id, "Rustig")
    assert rename_view(acting(), check, made.view_id, "Druk").name == "Druk"
    assert rename_view(acting(), check, made.view_id, "Drukker").name == "Drukker"
    assert names(acting, check) == ["Drukker", "Rustig"]


def test_what_is_removed_is_gone(acting: Acting, check: Check) -> None:
    made = saved(acting, check)
    remove_view(acting(), check, made.view_id)
    assert names(acting, check) == []
    with pytest.raises(NotFound):
        remove_view(acting(), check, made.view_id)


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1), "a\x00b"])
def test_what_is_no_name_is_refused(acting: Acting, check: Check, name: str) -> None:
    with pytest.raises(PandzichtError, match="is no name for a view"):
        save_view(acting(), check, name, View())
    assert names(acting, check) == []


def test_another_act_or_purpose_keeps_and_shows_nothing(acting: Acting, check: Check) -> None:
    made = saved(acting, check)
    share_view(acting(), check, made.view_id, shared=True)
    with pytest.raises(AccessDenied):
        saved_views(acting(action=Action.HIT), check)
    with pytest.raises(PurposeMissing):
        saved_views(acting(purpose="teelt"), check)
    with pytest.raises(PurposeMissing):
        save_view(acting(purpose="teelt"), check, "Druk", View())


def test_it_goes_with_the_account_that_made_it(acting: Acting, check: Check, state: StateDatabase) -> None:
    saved(acting, check)
    saved(acting, check, who="jan")
    with state.transaction() as transaction:
        forget_row(transaction, Held.ACCOUNT, "els")
    assert (names(acting, check), names(acting, check, "jan")) == ([], ["Druk"])
