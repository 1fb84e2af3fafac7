# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A password for once and the end of who is signed in, as an administrator types them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from pandzicht.governance.password import matches
from tests.cli.test_main import Captured, machine, person


@pytest.fixture
def own(tmp_path: Path, capsys: Captured) -> tuple[str, str]:
    """A workspace with local accounts, in which somebody has begun and jan has an account."""
    where = ("--workspace", str(tmp_path / "w"))
    main(["new", str(tmp_path / "w")])
    settings = tmp_path / "w" / "pandzicht.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[office]\nlocal_accounts = true\n", encoding="utf-8")
    main(["grant", "jan", "toezichthouder", *where])
    capsys.readouterr()
    return where


def kept(folder: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "w" / "state" / "state.sqlite")) as connection:
        return connection.execute(statement).fetchall()


def test_a_colleague_gets_a_password_for_once(own: tuple[str, str], tmp_path: Path, capsys: Captured) -> None:
    code, made = machine(capsys, "password", "jan", *own)
    assert (code, made["account"], made["hours"]) == (0, "jan", 72)
    ((encoded, must_change),) = kept(tmp_path, "SELECT encoded, must_change FROM credential WHERE account = 'jan'")
    assert (matches(made["password"], str(encoded)), must_change) == (True, 1)
    lines = [json.loads(str(line)) for (line,) in kept(tmp_path, "SELECT line FROM audit_entry")]
    assert ("administer", "account:jan") in {(line["action"], line["object"]) for line in lines}
    assert made["password"] not in str(lines)
    assert "jan logt eenmalig in met: " in person(capsys, "password", "jan", *own)[1]


def test_a_colleague_is_signed_out_everywhere(own: tuple[str, str], tmp_path: Path, capsys: Captured) -> None:
    with closing(sqlite3.connect(tmp_path / "w" / "state" / "state.sqlite")) as connection:
        for number in "12":
            row = (number, "jan", "oidc", "x", 0, "2026-03-01", "2026-03-01")
            connection.execute(
                "INSERT INTO session (session_id, account, how, origin, must_change, begun_at, seen_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                row,
            )
        connection.commit()
    assert "2 sessies van jan zijn beëindigd." in person(capsys, "sign-outs", "jan", *own)[1]
    assert machine(capsys, "sign-outs", "jan", *own) == (0, {"account": "jan", "ended": 0})
    assert machine(capsys, "sign-outs", "piet", *own)[0] == 1


def test_who_was_sent_away_gets_no_password(own: tuple[str, str], capsys: Captured) -> None:
    main(["close-account", "jan", *own])
    capsys.readouterr()
    code, said = machine(capsys, "password", "jan", *own)
    assert (code, "a closed account gets no password" in said["message"]) == (1, True)


def test_without_local_accounts_a_password_would_open_nothing(tmp_path: Path, capsys: Captured) -> None:
    main(["new", str(tmp_path / "w")])
    capsys.readouterr()
    code, said = machine(capsys, "password", "jan", "--workspace", str(tmp_path / "w"))
    assert (code, "set local_accounts = true in [office]" in said["message"]) == (1, True)


def test_the_first_one_to_come_is_told_a_password_once(tmp_path: Path, capsys: Captured) -> None:
    main(["new", str(tmp_path / "w")])
    settings = tmp_path / "w" / "pandzicht.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n[office]\nlocal_accounts = true\n", encoding="utf-8")
    told = []
    for _ in range(2):
        capsys.readouterr()
        assert main(["accounts", "--workspace", str(tmp_path / "w")]) == 0
        told.append(capsys.readouterr().err)
    assert [said.count("In het kantoor logt u eenmalig in als") for said in told] == [1, 0]
    ((encoded,),) = kept(tmp_path, "SELECT encoded FROM credential")
    assert matches(told[0].split()[-1], str(encoded))
