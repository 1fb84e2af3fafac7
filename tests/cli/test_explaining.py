# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading in two steps: whether something is known, and what only once it is kept why that is needed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pandzicht.cli.main import main
from pandzicht.store.workspace import Workspace
from tests.runs.published_city import publish_city

Captured = pytest.CaptureFixture[str]
CROWDED, EMPTY, ORDINARY = (f"051801000000000{number}" for number in (0, 1, 3))
BECAUSE = ("--because", "een melding van de buren")


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def explained(city: Workspace, capsys: Captured, *words: str) -> dict[str, Any]:
    """What the command answers to a machine."""
    assert main(["explain", *words, "--check", "wonen", "--workspace", str(city.root), "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_without_a_reason_it_is_told_whether_something_is_known_and_nothing_of_what(
    city: Workspace, capsys: Captured
) -> None:
    answer = explained(city, capsys, CROWDED)
    assert sorted(answer) == ["address_id", "hits", "run"]
    assert answer["hits"] == [{"check": "wonen", "label": "Wonen", "hit": True}]
    assert explained(city, capsys, ORDINARY)["hits"][0]["hit"] is False
    assert main(["explain", CROWDED, "--workspace", str(city.root)]) == 0
    told = capsys.readouterr().out
    assert "personen" not in told
    assert "punten" not in told


def test_a_reason_opens_this_address_from_then_on_and_no_other(city: Workspace, capsys: Captured) -> None:
    assert "5 personen" in str(explained(city, capsys, CROWDED, *BECAUSE)["checks"])
    assert "checks" in explained(city, capsys, CROWDED)
    assert "checks" not in explained(city, capsys, EMPTY)


def test_a_reason_that_says_nothing_opens_nothing(city: Workspace, capsys: Captured) -> None:
    assert main(["explain", CROWDED, "--because", "nodig", "--workspace", str(city.root)]) == 1
    told = capsys.readouterr()
    assert (told.out, "does not say why the content is needed" in told.err) == ("", True)
    assert "checks" not in explained(city, capsys, CROWDED)
