# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht proxy-test` and what `select` says of it, as a user types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pandzicht.cli.main import main
from tests.model_city import ModelCity
from tests.runs.blocked_city import blocked_city

Typed = Callable[..., tuple[int, str]]
CHECK = "onrechtmatig_wonen"
REASON = "Zonder het aantal bewoners is de norm uit de verordening niet te toetsen."


@pytest.fixture
def typed(model_city: ModelCity, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    """Type a command in a city that is no demo; its exit code and all that was printed."""
    home = blocked_city(model_city, tmp_path / "city").root
    assert main(["accounts", "--workspace", str(home)]) == 0
    capsys.readouterr()

    def enter(*words: str) -> tuple[int, str]:
        code = main([*words, "--workspace", str(home)])
        out, err = capsys.readouterr()
        return code, out + err

    return enter


def answer(typed: Typed, *words: str) -> Any:
    code, said = typed(*words, "--json")
    assert code == 0, said
    return json.loads(said)


def test_from_a_blocked_selection_to_a_signed_one(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = typed("select", CHECK, "--size", "10")
    assert (code, "run 'pandzicht proxy-test --run 2026-03-01-" in said) == (1, True)
    assert said.startswith("Uit deze controle mag nog niets worden getrokken")
    waiting = answer(typed, "proxy-test")["checks"][CHECK]["unsigned"]
    code, said = typed("select", CHECK, "--size", "10")
    assert (code, f"  {waiting[0]}  " in said) == (1, True)
    signing = [word for finding in waiting for word in ("--sign", finding)]
    words = ["proxy-test", *signing, "--reason", REASON]
    code, said = typed(*words)
    assert (code, "may not sign_proxy" in said) == (1, True), "who tests does not sign"
    answer(typed, "grant", "els", "vaststeller")
    monkeypatch.setattr("getpass.getuser", lambda: "els")
    typed(*words)
    monkeypatch.undo()
    signed = answer(typed, "proxy-test")
    assert signed["checks"][CHECK]["unsigned"] == []
    code, said = typed("select", CHECK, "--size", "10")
    assert (code, "DEMO" in said) == (0, False)


def test_the_page_names_what_waits_and_the_report_has_all(typed: Typed, tmp_path: Path) -> None:
    report = tmp_path / "verslag.md"
    code, said = typed("proxy-test", "--to", str(report))
    assert code == 0
    assert "Niet geleverd, dus niet getoetst: cbs_kerncijfers.herkomst_buiten_europa." in said
    assert "bevindingen wachten op een handtekening, 0 getekend." in said
    assert "## Onrechtmatig wonen" in report.read_text(encoding="utf-8")
    before = report.read_bytes()
    code, said = typed("proxy-test", "--to", str(report))
    assert (code, "is there already" in said, report.read_bytes()) == (1, True, before)
    code, said = typed("proxy-test", "--to", str(tmp_path / "nergens" / "verslag.md"))
    assert (code, "choose another place" in said) == (1, True)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--sign", "0123456789ab", "--by", "M. de Vries", "--reason", REASON], "is not in the proxy test of run"),
        (["--run", "2020-01-01-0123"], "run '2020-01-01-0123' does not exist"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    typed: Typed, words: list[str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(typed, "grant", "els", "vaststeller")
    answer(typed, "grant", "els", "functionaris_gegevensbescherming")
    monkeypatch.setattr("getpass.getuser", lambda: "els")
    code, said = typed("proxy-test", *words)
    assert (code, told in said) == (1, True)


def test_a_demo_draws_and_says_it_loudly(
    model_city: ModelCity, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = blocked_city(model_city, tmp_path / "city").root
    settings = home / "pandzicht.toml"
    settings.write_text(settings.read_text("utf-8").replace("demo = false", "demo = true"), encoding="utf-8")
    own = ("--size", "10", "--workspace", str(home))
    assert main(["select", CHECK, *own]) == 0
    assert "DEMO: van run 2026-03-01-" in capsys.readouterr().out
    assert main(["proxy-test", "--workspace", str(home)]) == 0
    capsys.readouterr()
    assert main(["select", CHECK, *own, "--seed", "2"]) == 0
    assert "bevindingen van de proxytoets zijn niet getekend; buiten een demo" in capsys.readouterr().out
