# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.main import main
from pandzicht.store.workspace import Workspace
from tests.runs.published_city import publish_city
from tests.runs.test_disputing import disputed


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def told(capsys: pytest.CaptureFixture[str], city: Workspace, *words: str, code: int = 0) -> str:
    """What a command prints, on the stream that its code belongs to."""
    capsys.readouterr()
    assert main([*words, "--workspace", str(city.root)]) == code
    captured = capsys.readouterr()
    return captured.err if code else captured.out


def test_a_list_says_why_and_what_can_be_asked(city: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, city, "list", "wonen", "--filter", "column=bewoners_aantal&kind=woonfunctie", "--size", "2")
    lines = text.splitlines()
    assert lines[0] == "Wonen  6 van 6"
    assert "Dorpsstraat 20, 2511CA Duinrijk  0518010000000000, 1 ja" in text
    assert "5 personen ingeschreven op 70 m²" in text
    assert "Ingeschreven personen: 5" in text
    assert "Woning, 1931, 70 m²" in text
    assert "Bladzijde 1 van 3." in text
    assert "signal: " in text
    assert "overbewoning:yes (1)" in text
    assert lines[-1] == "Een plaats op deze lijst is een reden om te kijken, geen bewijs."
    assert "punten" not in text


def test_places_and_pages_are_shown_when_asked(city: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, city, "list", "wonen", "--filter", "page=2&size=3", "--places", "--language", "en")
    assert "Page 2 of 2." in text
    assert "place 4 of 6" in text
    disputed(city)
    assert "1 betwist" in told(capsys, city, "list", "wonen")


def test_a_machine_is_told_all_of_it(city: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(told(capsys, city, "list", "panden", "--json", "--size", "2"))
    assert (document["count"], document["pages"], document["unit"]) == (3, 2, "pand")
    assert {"unit_id", "reasons", "yes", "unknown", "analysis"} <= set(document["rows"][0])
    assert document["rows"][0]["analysis"] is None
    assert {facet["key"] for facet in document["facets"]} >= {"area", "signal", "kind"}


def test_all_of_it_becomes_a_file(city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to = tmp_path / "x.parquet"
    text = told(capsys, city, "list", "wonen", "--filter", "order=address&size=1", "--to", str(to))
    assert text == f"{to}: 6 eenheden, {pq.read_table(to).num_columns} kolommen.\n"
    assert "bestaat al" not in told(capsys, city, "list", "wonen", "--to", str(to), "--force")
    assert "exists already" in told(capsys, city, "list", "wonen", "--to", str(to), code=1)


def test_what_cannot_be_asked_is_told_with_what_can(city: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    text = told(capsys, city, "list", "wonen", "--filter", "kleur=rood&order=punten", code=1)
    assert "2 faults" in text
    assert "known are area, signal" in text
    assert "it has" in told(capsys, city, "list", "geen", code=1)
