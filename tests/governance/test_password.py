# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A password is kept so that nobody gets it back, and looking at none takes the work of looking at one."""

from __future__ import annotations

from pandzicht.governance.password import NOBODYS, encoded, matches, one_time_password


def test_a_password_fits_what_was_kept_of_it_and_no_other() -> None:
    kept = encoded("een lange zin over niets")
    assert matches("een lange zin over niets", kept)
    assert not matches("een lange zin over iets", kept)
    assert not matches("", kept)


def test_what_is_kept_is_argon2id_with_a_salt_of_its_own() -> None:
    one, other = encoded("geheim-genoeg-voor-nu"), encoded("geheim-genoeg-voor-nu")
    assert one != other
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert "geheim" not in one


def test_nobodys_password_asks_the_same_work_and_fits_nothing() -> None:
    kept = encoded("x")
    assert [len(part) for part in NOBODYS.split("$")] == [len(part) for part in kept.split("$")]
    assert NOBODYS.split("$")[:4] == kept.split("$")[:4]
    assert not matches("", NOBODYS)


def test_a_password_for_once_can_be_read_aloud_and_never_comes_twice() -> None:
    made = {one_time_password() for _ in range(200)}
    assert len(made) == 200
    assert {len(item) for item in made} == {23}
    assert not set("".join(made)) & set("il1o0O")
