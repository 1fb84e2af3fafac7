# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Accounts as an administrator types them."""

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
    limits = ("--purpose", "wonen", "--area", "BU0518", "--until", "2026-12-31")
    code, made = machine(capsys, "account", "jan", "--person", "p7", "--role", "toezichthouder", *limits, *own)
    assert code == 0
    assert made == [
        {
            "account": "jan",
            "person": "p7",
            "closed_at": None,
            "roles": [
                {"role": "toezichthouder", "purposes": ["wonen"], "areas": ["BU0518"], "until": "2026-12-31"}
            ],
        }
    ]  # fmt: skip
    code, gone = machine(capsys, "account", "jan", "--withdraw", "toezichthouder", "--close", *own)
    assert (gone[0]["roles"], gone[0]["closed_at"] is None) == ([], False)
    code, said = person(capsys, "account", *own)
    assert (code, "p7" in said, "gesloten" in said) == (0, True, True)


def test_an_unknown_role_leaves_no_account_behind(own: tuple[str, str], capsys: Captured) -> None:
    code, said = machine(capsys, "account", "jan", "--role", "analyst", *own)
    assert (code, "role 'analyst' is not in the catalogue" in said["message"]) == (1, True)
    assert "jan" not in [item["account"] for item in machine(capsys, "account", *own)[1]]
