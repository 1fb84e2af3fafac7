# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht backtest` as an analyst types it, with a table and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pandzicht.cli.main import main

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder: no workspace, no catalogue, no state."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_example_is_judged_and_reported_in_one_go(home: Path, capsys: Captured) -> None:
    assert main(["backtest", "voorbeeld.yaml", "--example", "--report", "r.html", "--report", "r.pdf"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Bezoeken van een verzonnen stad: 3.639 bezoeken, ")
    assert "NIET TOEGESTAAN" in out
    assert (home / "r.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (home / "r.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in home.iterdir()) == ["bezoeken.csv", "r.html", "r.pdf", "voorbeeld.yaml"]


def test_a_machine_gets_one_document_and_the_same_twice(home: Path, capsys: Captured) -> None:
    assert main(["backtest", "v.yaml", "--example", "--json"]) == 0
    first = capsys.readouterr().out
    assert main(["backtest", "v.yaml", "--json"]) == 0
    assert capsys.readouterr().out == first
    assert json.loads(first)["rows"]["visited"] == 3639


def test_nothing_that_stands_there_is_replaced_unasked(home: Path, capsys: Captured) -> None:
    for name in ("bezoeken.csv", "r.html"):
        (home / name).write_text("van mij", encoding="utf-8")
        assert main(["backtest", "v.yaml", "--example", "--report", "r.html"]) == 1
        assert "--force" in capsys.readouterr().err
        assert (home / name).read_text(encoding="utf-8") == "van mij"
        assert not (home / "v.yaml").exists()
        (home / name).unlink()


@pytest.mark.parametrize("report", ["r.docx", "r", "weg/r.html"])
def test_a_report_that_cannot_be_written_is_refused_before_anything_is_read(
    home: Path, capsys: Captured, report: str
) -> None:
    assert main(["backtest", "bestaat-niet.yaml", "--report", report]) == 1
    assert report.split("/", maxsplit=1)[0] in capsys.readouterr().err


def test_faults_are_told_all_at_once_with_their_lines(home: Path, capsys: Captured) -> None:
    (home / "f.yaml").write_text(
        "backtest: f\nlabel: {nl: F}\ncapacity: 3\nwindows: {count: 2}\nwat: 1\n", encoding="utf-8"
    )
    assert main(["backtest", "f.yaml"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("De tabel is niet beoordeeld; er is niets geschreven.")
    for text in ("line 3: capacity", "line 4: windows.count", "line 5: unknown key 'wat'", "key 'table' is missing"):
        assert text in err
    assert main(["backtest", "weg.yaml"]) == 1
    assert "does not exist" in capsys.readouterr().err


def test_a_division_is_shown_beside_the_windows(home: Path, capsys: Captured) -> None:
    assert main(["backtest", "v.yaml", "--example", "--json"]) == 0
    lines = (home / "bezoeken.csv").read_text(encoding="utf-8").splitlines()
    marked = [f"{line};{'deel' if not at else line.split(';')[2] >= '2025-06'}" for at, line in enumerate(lines)]
    (home / "bezoeken.csv").write_text("\n".join(marked) + "\n", encoding="utf-8")
    with (home / "v.yaml").open("a", encoding="utf-8") as definition:
        definition.write("holdout: {column: deel, values: ['True']}\n")
    capsys.readouterr()
    assert main(["backtest", "v.yaml"]) == 0
    assert "De verdeling die al was gemaakt:" in capsys.readouterr().out
