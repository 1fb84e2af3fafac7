# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accounts and roles as an administrator types them, and the question whether one may."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.cli.main import main
from tests.cli.test_main import Captured, machine, person


@pytest.fixture
def own(tmp_path: Path, capsys: Captured) -> tuple[str, str]:
    """A workspace of a demo."""
    main(["new", str(tmp_path / "w"), "--demo"])
    capsys.readouterr()
    return "--workspace", str(tmp_path / "w")


def test_an_account_gets_roles_with_limits_and_loses_them(own: tuple[str, str], capsys: Captured) -> None:
    limits = ("--purpose", "onrechtmatig_wonen", "--area", "BU0518", "--until", "2026-12-31")
    code, made = machine(capsys, "grant", "jan", "toezichthouder", "--person", "p7", *limits, *own)
    assert (code, made["account"], made["person"], made["closed_at"]) == (0, "jan", "p7", None)
    assert made["grants"] == [
        {
            "role": "toezichthouder",
            "purposes": ["onrechtmatig_wonen"],
            "areas": ["BU0518"],
            "until": "2026-12-31",
        }
    ]
    assert machine(capsys, "withdraw-role", "jan", "toezichthouder", *own)[1]["grants"] == []
    assert machine(capsys, "close-account", "jan", *own)[1]["closed_at"] is not None
    code, said = person(capsys, "accounts", *own)
    assert (code, "jan  jan gesloten" in said) == (0, True)


def test_an_unknown_role_leaves_no_account_behind(own: tuple[str, str], capsys: Captured) -> None:
    code, said = machine(capsys, "grant", "jan", "analyst", *own)
    assert (code, "role 'analyst' is not in the catalogue" in said["message"]) == (1, True)
    assert "jan" not in [item["account"] for item in machine(capsys, "accounts", *own)[1]]


def test_nobody_grants_to_themselves(own: tuple[str, str], capsys: Captured) -> None:
    me = machine(capsys, "accounts", *own)[1][0]["account"]
    code, said = machine(capsys, "grant", me, "vaststeller", *own)
    assert (code, "nobody grants a role to themselves" in said["message"]) == (1, True)


@pytest.mark.parametrize(
    ("words", "allowed", "why"),
    [
        (("run", "--purpose", "onrechtmatig_wonen"), True, "role 'analist' allows 'run'"),
        (("run",), False, "'run' needs a purpose"),
        (("approve",), False, "does not allow 'approve'"),
    ],
)
def test_may_says_whether_and_why(
    own: tuple[str, str], capsys: Captured, words: tuple[str, ...], allowed: bool, why: str
) -> None:
    code, said = machine(capsys, "may", *words, *own)
    assert (code, said["allowed"], why in said["why"]) == (0, allowed, True)


def test_an_act_is_done_to_one_thing(own: tuple[str, str], capsys: Captured) -> None:
    code, said = machine(capsys, "may", "hit", "--check", "a", "--address", "b", *own)
    assert (code, "name one of them" in said["message"]) == (1, True)
