# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Judgements as they are kept: published whole, in order, known from their day, the last word of a day holding."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.errors import WorkspaceFault
from pandzicht.linking.judgement import Judgement, Said
from pandzicht.runs import judgements
from pandzicht.runs.judgements import ACCOUNT, Answer, judgements_known, keep_judgements, kept_judgements, replayable
from pandzicht.store.publish import read_json
from pandzicht.store.workspace import Workspace
from tests.sources.making import a_workspace

FIRST, SECOND = date(2026, 3, 1), date(2026, 3, 8)
ROW, ADDRESS = "00000000000000aa", "9999010000000001"


def answer(said: Said = Said.SAME, *, row: str = ROW, address: str = ADDRESS, remark: str = "") -> Answer:
    return Answer("kvk", row, address, said, remark)


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    return a_workspace(tmp_path)


def test_what_is_kept_comes_back_as_it_was_given(space: Workspace) -> None:
    given = (answer(remark="=gebeld; klopt"), answer(Said.UNSURE, row="00000000000000ab"))
    kept, is_new = keep_judgements(space, tuple(reversed(given)), by="Els", on=FIRST)
    assert is_new
    assert kept.answers() == given
    assert (kept.on, kept.by, kept.sequence) == (FIRST, "Els", 1)
    assert read_json(kept.folder / ACCOUNT)["counts"] == {"same": 1, "different": 0, "unsure": 1}
    assert kept_judgements(space) == (kept,)
    assert not list(space.staging.iterdir())


def test_the_same_answers_in_another_order_are_kept_once(space: Workspace) -> None:
    given = (answer(), answer(Said.DIFFERENT, row="00000000000000ab"))
    first, _ = keep_judgements(space, given, by="Els", on=FIRST)
    again, is_new = keep_judgements(space, tuple(reversed(given)), by="Els", on=SECOND)
    assert (again, is_new) == (first, False)
    _, is_new = keep_judgements(space, given, by="Jan", on=SECOND)
    assert is_new


def test_who_comes_back_to_an_earlier_word_says_it_anew(space: Workspace) -> None:
    for said in (Said.SAME, Said.DIFFERENT, Said.SAME):
        _, is_new = keep_judgements(space, [answer(said)], by="Els", on=FIRST)
        assert is_new
    assert [each.sequence for each in kept_judgements(space)] == [1, 2, 3]
    assert replayable(kept_judgements(space)) == (Judgement("kvk", ROW, ADDRESS, Said.SAME, FIRST, "Els"),)


def test_of_one_person_the_last_day_holds_in_whatever_order_it_was_taken_in(space: Workspace) -> None:
    keep_judgements(space, [answer(Said.DIFFERENT)], by="Els", on=SECOND)
    keep_judgements(space, [answer(Said.SAME)], by="Els", on=FIRST)
    keep_judgements(space, [answer(Said.UNSURE)], by="Jan", on=FIRST)
    assert {(each.by, each.on, each.said) for each in replayable(kept_judgements(space))} == {
        ("Els", SECOND, Said.DIFFERENT), ("Jan", FIRST, Said.UNSURE)
    }  # fmt: skip
    assert {(each.by, each.said) for each in replayable(judgements_known(space, FIRST))} == {
        ("Els", Said.SAME), ("Jan", Said.UNSURE)
    }  # fmt: skip


def test_what_is_cut_off_leaves_nothing_and_can_be_done_again(
    space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(judgements, "publish_folder", cut_off)
    with pytest.raises(KeyboardInterrupt):
        keep_judgements(space, [answer()], by="Els", on=FIRST)
    assert kept_judgements(space) == ()
    monkeypatch.undo()
    kept, is_new = keep_judgements(space, [answer()], by="Els", on=FIRST)
    assert (is_new, kept_judgements(space)) == (True, (kept,))


def test_what_was_given_later_was_not_known(space: Workspace) -> None:
    assert judgements_known(space, SECOND) == ()
    keep_judgements(space, [answer()], by="Els", on=SECOND)
    assert judgements_known(space, FIRST) == ()
    assert judgements_known(space, SECOND) == kept_judgements(space)


def test_a_damaged_account_is_told_by_its_name(space: Workspace) -> None:
    kept, _ = keep_judgements(space, [answer()], by="Els", on=FIRST)
    (kept.folder / ACCOUNT).write_text("{", encoding="utf-8")
    with pytest.raises(WorkspaceFault, match=f"restore the folder {kept.id}"):
        kept_judgements(space)
