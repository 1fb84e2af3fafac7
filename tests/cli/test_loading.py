# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht load --dry-run` tells what would happen, and ends as taking it in would end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from pandzicht.sources.delivery import deliveries_of
from pandzicht.store.workspace import open_workspace
from tests.runs.published_city import publish_city
from tests.sources.making import csv_file


@pytest.fixture
def city(tmp_path: Path) -> Path:
    publish_city(tmp_path / "city")
    return tmp_path / "city"


def report(number: int, **other: str) -> dict[str, str]:
    return {"postcode": "2511AA", "nummer": str(number), "datum": "2026-02-20", "soort": "geluid"} | other


def asked(city: Path, path: Path, *words: str) -> list[str]:
    return ["load", "meldingen", str(path), "--date", "2026-02-21", "--dry-run", "--workspace", str(city), *words]


def test_what_would_happen_is_told_in_dutch_and_nothing_is_kept(
    city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = csv_file(tmp_path / "in.csv", [report(1), report(2)])
    assert main(asked(city, path)) == 0
    out = capsys.readouterr().out
    assert "gelezen: postcode, nummer, datum, soort" in out
    assert "2 geleverd, 2 opgenomen" in out
    assert "Er is niets bewaard." in out
    assert main(asked(city, path, "--json")) == 0
    assert json.loads(capsys.readouterr().out)["can_be_taken_in"] is True
    assert len(deliveries_of(open_workspace(city), "meldingen")) == 1


def test_what_would_be_refused_ends_as_a_fault(city: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = csv_file(tmp_path / "in.csv", [report(1, naam="iemand")])
    assert main(asked(city, path)) == 1
    told = capsys.readouterr()
    assert "onbekend in de definitie: naam" in told.out
    assert "iemand" not in told.out + told.err
    assert "would not be taken in" in told.err
