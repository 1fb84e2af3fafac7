# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom a line concerned can be read while its key stands, and never after."""

from __future__ import annotations

import stat
import sys
import threading
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.words import Duration
from pandzicht.errors import NotAvailable
from pandzicht.governance.concerned import person
from pandzicht.governance.subject_key import SubjectKeys, is_due, key_id_for

ELS = person("00ff00ff00ff00ff")


def test_a_subject_is_the_same_text_under_one_key_and_another_under_the_next(tmp_path: Path) -> None:
    keys = SubjectKeys(tmp_path)
    first, again, other = keys.encrypted("2029-03", [ELS, ELS]) + keys.encrypted("2029-04", [ELS])
    assert first == again != other
    assert keys.opened("2029-03", first) == ELS
    assert dict(keys.each(ELS)) == {"2029-03": first, "2029-04": other}


def test_a_destroyed_key_is_forgetting(tmp_path: Path) -> None:
    keys = SubjectKeys(tmp_path)
    (hidden,) = keys.encrypted("2029-03", [ELS])
    keys.destroy("2029-03")
    with pytest.raises(NotAvailable, match="is forgotten: key 2029-03 was destroyed"):
        keys.opened("2029-03", hidden)
    assert keys.known() == ()
    (anew,) = keys.encrypted("2029-03", [ELS])
    assert anew != hidden, "a new key of the same month opens nothing of before"


def test_another_key_in_its_place_opens_nothing(tmp_path: Path) -> None:
    keys = SubjectKeys(tmp_path)
    (hidden,) = keys.encrypted("2029-03", [ELS])
    keys.encrypted("2029-04", [ELS])
    keys.path("2029-04").replace(keys.path("2029-03"))
    with pytest.raises(NotAvailable, match="key 2029-03 does not fit this line"):
        keys.opened("2029-03", hidden)


def test_two_who_need_a_new_key_at_once_get_the_same(tmp_path: Path) -> None:
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.extend(SubjectKeys(tmp_path).encrypted("2029-03", [ELS])))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(found)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["subjects-2029-03.key"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights on files")
def test_a_key_is_for_its_owner_only(tmp_path: Path) -> None:
    keys = SubjectKeys(tmp_path)
    keys.encrypted("2029-03", [ELS])
    assert stat.S_IMODE(keys.path("2029-03").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("day", "keeps", "month"),
    [
        (date(2026, 1, 31), "P1M", "2026-02"),
        (date(2026, 12, 1), "P6M", "2027-06"),
        (date(2026, 3, 15), "P3Y", "2029-03"),
    ],
)
def test_the_key_of_a_day_is_that_of_the_month_in_which_it_ends(day: date, keeps: str, month: str) -> None:
    assert key_id_for(day, Duration(keeps)) == month
    assert not is_due(month, Duration(keeps).after(day))
