# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht learn`: what it says and writes, what it refuses, and a proposal that only somebody else approves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pandzicht.cli.desk import ACCOUNT_VARIABLE
from pandzicht.cli.main import main
from tests.cli.test_main import Captured, machine
from tests.office import PURPOSE
from tests.rounds_city import DECISIVE, RoundsCity

Types = Callable[..., tuple[int, Any]]


@pytest.fixture
def city(rounds_city: RoundsCity, tmp_path: Path) -> Path:
    shutil.copytree(rounds_city.space.root, tmp_path / "city")
    return tmp_path / "city"


@pytest.fixture
def types(city: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> Types:
    """Type a command as one of the accounts of the demo."""

    def typed(who: str, *words: str) -> tuple[int, Any]:
        monkeypatch.setenv(ACCOUNT_VARIABLE, who)
        return machine(capsys, *words, "--workspace", str(city))

    return typed


def test_the_points_and_the_card_are_told(types: Types, city: Path, tmp_path: Path, capsys: Captured) -> None:
    html, text = tmp_path / "kaart.html", tmp_path / "kaart.md"
    code, told = types("tester", "learn", PURPOSE, "--report", str(html), "--report", str(text))
    assert code == 0
    assert (told["rounds"], told["judged_rounds"], told["not_learned"]) == (2, 1, None)
    assert next(iter(told["points"])) == DECISIVE
    assert told["against_trying"] == [], "in the second round they found more than the points of experts"
    assert told["against_taking_over"] == ["few_tried"]
    assert told["proposal"] is None
    assert "Modelkaart" in html.read_text("utf-8")
    assert "Als bewijs" in text.read_text("utf-8")
    assert main(["learn", PURPOSE, "--workspace", str(city)]) == 0
    assert DECISIVE in capsys.readouterr().out


def test_a_proposal_waits_for_somebody_else(types: Types) -> None:
    asked = ("learn", PURPOSE, "--propose", "try", "--because", "twaalf rondes bezocht")
    code, said = types("tester", *asked)
    assert (code, "--ai-class" in said["message"]) == (1, True), "the check says that nothing is inferred"
    code, said = types("tester", *asked, "--ai-class", "minimaal_risico")
    assert (code, "together" in said["message"]) == (1, True)
    code, told = types("tester", *asked, "--ai-class", "minimaal_risico", "--ai-reason", "Geleerd uit uitkomsten.")
    assert code == 0
    assert types("tester", "approve", told["proposal"])[0] == 1
    code, listed = types("tester", "proposals", told["proposal"])
    assert listed["state"] == "proposed"
    assert told["card_sha256"] in listed["because"]
    check = listed["content"]["checks"][PURPOSE]
    assert check["ai_act"] == {"class": "minimaal_risico", "reasons": {"nl": "Geleerd uit uitkomsten."}}
    tried = check["challenger"]
    assert tried["points"] == told["points"]
    assert tried["motive"]["nl"].startswith(f"Geleerd uit {told['labels']} uitkomsten")


def test_a_proposal_needs_a_reason_and_evidence(types: Types) -> None:
    code, said = types("tester", "learn", PURPOSE, "--propose", "try")
    assert (code, "--because" in said["message"]) == (1, True)
    code, said = types("tester", "learn", PURPOSE, "--propose", "take-over", "--because", "twee rondes bezocht")
    assert (code, "few_tried" in said["message"]) == (1, True)


def test_a_check_without_outcomes_is_told_so(types: Types) -> None:
    code, told = types("tester", "learn", "hennep")
    assert (code, told["points"], told["labels"]) == (0, None, 0)
    assert told["not_learned"] == {"because": "few_labels", "there": 0, "needed": 300}
    code, said = types("tester", "learn", "onbekend")
    assert (code, "onbekend" in json.dumps(said)) == (1, True)


def test_a_check_that_does_not_exist_is_named(types: Types) -> None:
    code, told = types("anna", "learn", "geen")
    assert code == 1
    assert "check 'geen'" in str(told)
