# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht review` and `pandzicht judge` as a user types them: what they say, and the one sentence on a fault."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from pandzicht.cli import reviewing
from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.cli.main import main
from pandzicht.cli.page import Page
from pandzicht.cli.reviewing import show_queue
from pandzicht.language import Language
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.reviewing import Queue
from tests.model_city import ModelCity

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def home(model_city: ModelCity, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder beside a copy of the city, with a queue of ten questions."""
    shutil.copytree(model_city.workspace.root, tmp_path / "city", ignore=shutil.ignore_patterns("selections", "city"))
    monkeypatch.setattr(reviewing, "today", lambda: PEILDATUM)
    monkeypatch.setenv("PANDZICHT_WORKSPACE", str(tmp_path / "city"))
    monkeypatch.chdir(tmp_path)
    assert main(["review", "--out", "vragen.csv", "--questions", "10", "--json"]) == 0
    return tmp_path


def fill_in(path: Path, *answers: str) -> None:
    lines = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    for line, answer in zip(lines[1:], answers, strict=False):
        line[lines[0].index("oordeel")] = answer
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(lines)


def person(capsys: Captured, *words: str) -> tuple[int, list[str]]:
    capsys.readouterr()
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, (out + err).splitlines()


def machine(capsys: Captured, *words: str) -> Any:
    capsys.readouterr()
    main([*words, "--json"])
    out, err = capsys.readouterr()
    return json.loads(out or err)


@pytest.mark.usefixtures("home")
def test_a_person_reads_how_much_is_asked_and_what_comes_next(capsys: Captured) -> None:
    code, said = person(capsys, "review", "--out", "meer.xlsx", "--questions", "12")
    assert code == 0
    assert said[0] == "12 vragen in meer.xlsx; vul de kolom oordeel in."
    assert said[1].split() == ["bron", "vragen", "reden"]
    assert said[-2:] == ["Lees daarna de antwoorden in:", "  pandzicht judge meer.xlsx --by NAAM"]


@pytest.mark.usefixtures("home")
def test_a_machine_gets_the_questions(capsys: Captured) -> None:
    said = machine(capsys, "review", "--out", "meer.csv", "--questions", "3")
    assert (said["date"], said["known"], len(said["questions"])) == ("2026-03-01", "2026-03-01", 3)
    assert {"source", "row_id", "delivered", "address_id", "reason", "changes"} <= set(said["questions"][0])


@pytest.mark.usefixtures("home")
def test_what_was_taken_in_is_said_and_what_contradicts_it(capsys: Captured) -> None:
    fill_in(Path("vragen.csv"), "zelfde", "anders", "", "onbekend")
    _, said = person(capsys, "judge", "vragen.csv", "--by", "Els")
    assert said == [
        "3 antwoorden van Els: 1 zelfde, 1 anders, 1 onbekend; 7 leeg gelaten.",
        "Ze tellen in elke run die 01-03-2026 al kent.",
    ]
    _, said = person(capsys, "judge", "vragen.csv", "--by", "Els")
    assert said[0] == "Deze antwoorden van Els waren al ingelezen; er is niets veranderd."
    fill_in(Path("vragen.csv"), "anders", "anders", "", "zelfde")
    _, said = person(capsys, "judge", "vragen.csv", "--by", "Jan", "--date", "2026-03-04")
    assert said[1].startswith("1 antwoord spreekt een eerder antwoord tegen")
    assert said[2].endswith(": zelfde")
    assert said[3] == "Ze tellen in elke run die 04-03-2026 al kent."
    told = machine(capsys, "judge", "vragen.csv", "--by", "Piet")
    assert (told["taken"], told["empty"], told["new"]) == ({"same": 1, "different": 2, "unsure": 0}, 7, True)
    assert [one["earlier"]["by"] for one in told["contradictions"]] == ["Els"]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("review", "--out", "vragen.csv"), "exists already"),
        (("review", "--out", "vragen.doc"), "end the name with one of .xlsx, .csv"),
        (("review", "--out", "a.csv", "--date", "1 maart"), "is not a day"),
        (("judge", "vragen.csv", "--by", "Els"), "no line has an answer"),
        (("judge", "weg.csv", "--by", "Els"), "weg.csv: does not exist"),
        (("judge", "vragen.csv", "--by", " "), "say who judged"),
    ],
)
def test_what_is_wrong_is_one_sentence(capsys: Captured, words: tuple[str, ...], says: str) -> None:
    code, said = person(capsys, *words)
    assert code == 1
    assert says in "\n".join(said)
    assert not Path("a.csv").exists()


@pytest.mark.usefixtures("home")
def test_all_faults_are_told_and_nothing_is_kept(capsys: Captured, home: Path) -> None:
    fill_in(Path("vragen.csv"), "ja", "nee", "zelfde")
    code, said = person(capsys, "judge", "vragen.csv", "--by", "Els")
    assert (code, said[0]) == (1, "De oordelen zijn niet ingelezen; er is niets van bewaard.")
    assert [line.split(":")[1] for line in said[2:]] == [" line 2, column oordeel", " line 3, column oordeel"]
    assert not (home / "city" / "state" / "judgements").exists()


def test_a_queue_without_a_run_or_a_day_is_told(tmp_path: Path, model_city: ModelCity, capsys: Captured) -> None:
    kept = shutil.ignore_patterns("selections", "city", "runs", "deliveries")
    shutil.copytree(model_city.workspace.root, tmp_path / "city", ignore=kept)
    code, said = person(capsys, "review", "--out", str(tmp_path / "q.csv"), "-w", str(tmp_path / "city"))
    assert code == 1
    assert "there is no run yet" in said[1]


def test_nothing_to_ask_is_said(model_city: ModelCity, capsys: Captured) -> None:
    plan = plan_run(model_city.workspace, model_city.catalogue, Dates(PEILDATUM, PEILDATUM), 1)
    show_queue(Page(Console(soft_wrap=True), Language.NL), Queue(plan, ()), Path("q.csv"))
    assert capsys.readouterr().out.startswith("Er is niets te vragen")
