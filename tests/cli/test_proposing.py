# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Four eyes as colleagues type them: in a workspace that is no demo nothing runs that nobody else approved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pandzicht.cli import desk
from pandzicht.cli.main import main
from tests.cli.test_main import Captured, machine, person

BECAUSE = ("--because", "eerste catalogus van de gemeente")
Types = Callable[..., tuple[int, Any]]


@pytest.fixture
def types(tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> Types:
    """Type a command as one of the colleagues, at a workspace that is no demo."""
    folder = str(tmp_path / "gemeente")
    main(["new", folder])
    capsys.readouterr()

    def typed(who: str, *words: str) -> tuple[int, Any]:
        monkeypatch.setattr(desk.getpass, "getuser", lambda: who)
        return machine(capsys, *words, "--workspace", folder)

    assert typed("els", "grant", "jan", "vaststeller")[0] == 0
    return typed


def test_what_somebody_else_approved_is_in_force(types: Types) -> None:
    code, made = types("els", "propose", *BECAUSE)
    assert (code, made["state"], made["differences"][0]["change"]) == (0, "proposed", "added")
    code, said = types("els", "approve", made["proposal"])
    assert (code, "els may not approve proposal" in said["message"]) == (1, True)
    code, listed = types("jan", "proposals")
    assert [item["proposal"] for item in listed] == [made["proposal"]]
    code, after = types("jan", "approve", made["proposal"])
    assert (code, after["state"], after["approved_by"]) == (0, "in_force", ["jan"])
    assert types("jan", "proposals")[1] == []
    assert [item["state"] for item in types("jan", "proposals", "--all")[1]] == ["in_force"]
    code, said = types("els", "propose", *BECAUSE)
    assert (code, "there is nothing to propose" in said["message"]) == (1, True)


def test_a_change_is_told_key_by_key_before_and_after_it_is_proposed(
    types: Types, tmp_path: Path, capsys: Captured
) -> None:
    types("jan", "approve", types("els", "propose", *BECAUSE)[1]["proposal"])
    role = tmp_path / "gemeente" / "catalogue" / "roles" / "auditor.yaml"
    role.write_text(role.read_text("utf-8").replace("nl: Auditor", "nl: Controleur"), encoding="utf-8")
    code, made = types("els", "propose", *BECAUSE)
    assert made["differences"] == [
        {
            "definition": "roles/auditor",
            "change": "changed",
            "keys": [{"key": "label.nl", "before": "Auditor", "after": "Controleur"}],
        }
    ]
    own = ("--workspace", str(tmp_path / "gemeente"))
    code, said = person(capsys, "proposals", made["proposal"], *own)
    assert code == 0
    assert "gewijzigd: roles/auditor\n  label.nl: Auditor -> Controleur" in said
    assert types("els", "withdraw", made["proposal"])[1]["state"] == "withdrawn"


def test_a_rejection_says_why(types: Types) -> None:
    made = types("els", "propose", *BECAUSE)[1]
    code, said = types("jan", "reject", made["proposal"], "--because", "nee")
    assert (code, "does not say why it is rejected" in said["message"]) == (1, True)
    assert types("jan", "reject", made["proposal"], "--because", "de DPIA ontbreekt nog")[1]["state"] == "rejected"


def test_a_waiting_time_in_the_folder_holds_once_it_was_approved(types: Types, tmp_path: Path) -> None:
    types("jan", "approve", types("els", "propose", *BECAUSE)[1]["proposal"])
    file = tmp_path / "gemeente" / "catalogue" / "approvals" / "definities.yaml"
    before = file.read_text("utf-8")
    file.write_text(before.replace("persons: 1", "persons: 3, waits: P9D"), encoding="utf-8")
    code, made = types("els", "propose", *BECAUSE)
    assert (code, made["needs"]) == (0, 1)
    assert types("jan", "approve", made["proposal"])[1]["state"] == "in_force"
    file.write_text(before.replace("BIO2 5.3", "BIO2 5.3 en 5.4"), encoding="utf-8")
    assert types("els", "propose", *BECAUSE)[1]["needs"] == 3


def test_a_role_in_the_folder_allows_nothing_until_it_was_approved(types: Types, tmp_path: Path) -> None:
    types("jan", "approve", types("els", "propose", *BECAUSE)[1]["proposal"])
    role = tmp_path / "gemeente" / "catalogue" / "roles" / "vaststeller.yaml"
    role.write_text(role.read_text("utf-8").replace("approve,", "approve, read_log, administer,"), encoding="utf-8")
    code, said = types("jan", "accounts")
    assert (code, "'vaststeller' does not allow 'administer'" in said["message"]) == (1, True)
