# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An original is asked for, approved by a colleague, and taken out; half a question is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.cli.desk import ACCOUNT_VARIABLE
from pandzicht.cli.starting import make_workspace
from tests.cli.test_main import Captured, machine, person
from tests.small_catalogue import write_catalogue
from tests.sources.making import csv_file

ROWS = [{"postcode": "2511CA", "nummer": "20", "datum": "2026-02-03", "soort": "hinder"}]
ASKED = ("unseal", "meldingen", "2026-02-21", "--purpose", "wonen")
ROLES: dict[str, str | None] = {
    "roles/alles.yaml": """\
role: alles
label: {nl: Alles}
may: [load, unseal, administer]
purposes: all
first: true
""",
    "roles/vaststeller.yaml": """\
role: vaststeller
label: {nl: Vaststeller}
may: [approve]
""",
}


@pytest.fixture
def own(tmp_path: Path, capsys: Captured) -> tuple[str, str]:
    make_workspace(tmp_path / "w", name="Duinrijk", demo=True)
    for path in (tmp_path / "w" / "catalogue").rglob("*.yaml"):
        path.unlink()
    write_catalogue(tmp_path / "w" / "catalogue", ROLES)
    space = ("--workspace", str(tmp_path / "w"))
    file = csv_file(tmp_path / "in.csv", ROWS)
    assert machine(capsys, "load", "meldingen", str(file), "--date", "2026-02-21", *space)[0] == 0
    assert machine(capsys, "grant", "jan", "vaststeller", *space)[0] == 0
    return space


def test_it_is_asked_for_approved_and_taken_out(
    own: tuple[str, str], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, (made,) = machine(capsys, *ASKED, "--because", "de datum is anders gelezen", *own)
    assert code == 0
    code, said = machine(capsys, *ASKED, "--to", str(tmp_path / "out"), *own)
    assert (code, said["error"]) == (1, "NotApproved")
    with monkeypatch.context() as patch:
        patch.setenv(ACCOUNT_VARIABLE, "jan")
        assert machine(capsys, "approve", made["proposal"], *own)[1]["state"] == "in_force"
    code, told = person(capsys, *ASKED, "--to", str(tmp_path / "out"), *own)
    assert (code, "1 bestand" in told, "vernietig het" in told) == (0, True, True)
    assert (tmp_path / "out" / "in.csv").read_bytes() == (tmp_path / "in.csv").read_bytes()


@pytest.mark.parametrize("words", [(), ("--to", "out", "--because", "de datum is anders gelezen")])
def test_half_a_question_and_two_at_once_are_refused(
    own: tuple[str, str], capsys: Captured, words: tuple[str, ...]
) -> None:
    code, said = machine(capsys, *ASKED, *words, *own)
    assert (code, "give --because to ask for an original, or --to FOLDER" in said["message"]) == (1, True)


def test_a_delivery_that_is_not_there_is_told(own: tuple[str, str], capsys: Captured) -> None:
    words = ("unseal", "meldingen", "2026-02-22", "--purpose", "wonen", "--to", "out")
    code, said = machine(capsys, *words, *own)
    assert code == 1
    assert "'2026-02-22' names 0 deliveries of 'meldingen'; name one of 2026-02-21-" in said["message"]
