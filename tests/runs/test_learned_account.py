# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was learned is kept as it was: nothing is lost by writing it down, and it has no address."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.finding import named_run
from pandzicht.runs.learned_account import ACCOUNT, CARD, keep_learned, kept_card, kept_learned, learned_account
from pandzicht.runs.learned_card import learned_card
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import NOW, begun, desk_of, purposes_in
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity


@pytest.fixture
def space(rounds_city: RoundsCity, tmp_path: Path) -> Workspace:
    return open_workspace(Path(shutil.copytree(rounds_city.space.root, tmp_path / "city")))


def operation(space: Workspace, city: RoundsCity, action: Action) -> Operation:
    return begun(desk_of(space), action, Subject(Kind.CHECK, PURPOSE), purposes_in(city.catalogue))


def test_what_is_kept_is_what_was_learned_and_names_no_address(space: Workspace, rounds_city: RoundsCity) -> None:
    learning, run = operation(space, rounds_city, Action.LEARN), named_run(space)
    card = learned_card(space, learning, PURPOSE, run, NOW.date(), Language.NL)
    kept = keep_learned(space, learning, card, run)
    assert kept == learned_account(card, run)
    assert keep_learned(space, learning, card, run) == kept, "the same once more changes nothing"
    (folder,) = [path for path in (space.learned / PURPOSE).iterdir() if path.is_dir()]
    assert folder.name == kept.card_sha256[:12]
    seeing = operation(space, rounds_city, Action.SEE_YIELD)
    assert kept_learned(space, seeing, PURPOSE) == kept
    assert kept_card(space, seeing, PURPOSE, folder.name) == folder / CARD
    text = "".join(path.read_text("utf-8") for path in folder.iterdir())
    units = rounds_city.first.units["unit_id"].to_pylist()
    assert not [unit for unit in units if str(unit) in text]


def test_only_whoever_sees_the_yield_reads_it_and_only_whoever_learns_keeps_it(
    space: Workspace, rounds_city: RoundsCity
) -> None:
    learning, run = operation(space, rounds_city, Action.LEARN), named_run(space)
    card = learned_card(space, learning, PURPOSE, run, NOW.date(), Language.NL)
    with pytest.raises(AccessDenied):
        keep_learned(space, operation(space, rounds_city, Action.SEE_YIELD), card, run)
    with pytest.raises(AccessDenied):
        kept_learned(space, operation(space, rounds_city, Action.LIST), PURPOSE)


def test_what_was_kept_in_another_form_counts_as_nothing(space: Workspace, rounds_city: RoundsCity) -> None:
    home = space.learned / PURPOSE
    (home / "vroeger").mkdir(parents=True)
    (home / "vroeger" / ACCOUNT).write_text('{"check": "anders"}', encoding="utf-8")
    (home / "current").write_text("vroeger", encoding="utf-8")
    assert kept_learned(space, operation(space, rounds_city, Action.SEE_YIELD), PURPOSE) is None
