# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The commands as a user types them: what they answer, and the one sentence when something is wrong."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.main import main
from tests.model_city import ModelCity
from tests.small_catalogue import bent, write_catalogue

Captured = pytest.CaptureFixture[str]

BECAUSE = ("--because", "een melding van de buren")
"""Opens the content of an address."""


def machine(capsys: Captured, *words: str) -> tuple[int, Any]:
    """Type a command with --json; its exit code and what it answered on either stream."""
    code = main([*words, "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out or err)


def person(capsys: Captured, *words: str) -> tuple[int, str]:
    """Type a command; its exit code and all that was printed."""
    code = main(list(words))
    out, err = capsys.readouterr()
    return code, out + err


@pytest.fixture
def home(model_city: ModelCity) -> str:
    """The workspace of the made-up city."""
    return str(model_city.workspace.root)


def test_a_new_workspace_is_sound_and_is_not_overwritten(tmp_path: Path, capsys: Captured) -> None:
    folder = str(tmp_path / "gemeente")
    assert person(capsys, "new", folder, "--name", "Duinrijk")[0] == 0
    code, answer = machine(capsys, "check", folder)
    assert (code, answer["sound"]) == (0, True)
    assert answer["counts"]["indicators"] >= 64
    assert answer["counts"]["signals"] >= 40
    assert answer["counts"]["checks"] == 8
    code, said = person(capsys, "new", folder)
    assert (code, "is a workspace already" in said) == (1, True)


def test_a_catalogue_with_faults_names_file_and_line(tmp_path: Path, capsys: Captured) -> None:
    write_catalogue(tmp_path, bent("signals/hinder.yaml", "hinder_aantal >= 2", "hinder >= 2"))
    code, said = person(capsys, "check", str(tmp_path))
    assert code == 1
    assert "signals/hinder.yaml: line 4: when: unknown name 'hinder'" in said


def test_a_scenario_that_does_not_hold_is_a_fault(tmp_path: Path, capsys: Captured) -> None:
    write_catalogue(tmp_path, bent("signals/hinder.yaml", "hinder_aantal >= 2", "hinder_aantal >= 9"))
    code, said = machine(capsys, "check", str(tmp_path))
    assert code == 1
    assert [fault.split(";")[0] for fault in said["faults"]] == [
        "signals/hinder.yaml: line 8: scenario of 2026-03-01 answers 'no', expected 'yes'"
    ] or "answers 'no', expected 'yes'" in said["faults"][0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "nergens"], "there is no catalogue here"),
        (["run", "--date", "1 maart"], "is not a day; write it as 2026-03-01"),
        (["run", "--date", "2026-03-01", "--known", "gisteren"], "--known 'gisteren' is not a day"),
        (["load", "brp", "x.csv", "--date", "2026-03-01"], "source 'brp' is not registered"),
        (["load", "woz", "nergens.csv", "--date", "2026-03-01"], "nergens.csv: does not exist"),
        (["load", "energie", "x.csv", "--date", "2026-03-01"], "no basis for its delivery"),
        (["explain", "Nergensstraat 1"], "is not an address of run"),
        (["explain", "9999010000000017", "--run", "2020-01-01-000000000000"], "does not exist; known are"),
        (["explain", "9999010000000017", "--check", "iets"], "check 'iets' is not in run"),
        (["select", "iets", "--size", "3"], "check 'iets' is not in run"),
        (["select", "hennep", "--size", "999999"], "ask for fewer"),
        (["select", "hennep", "--size", "3", "--add", "9999"], "is not UNIT=REASON"),
        (["export", "nergens", "--to", "x.xlsx"], "nergens"),
    ],
)
def test_a_fault_is_one_sentence_and_an_exit_code(home: str, capsys: Captured, words: list[str], said: str) -> None:
    own = [] if words[0] == "check" else ["--workspace", home]
    code, answer = machine(capsys, *words, *own)
    assert code == 1
    assert said in answer["message"]
    code, text = person(capsys, *words, *own)
    assert code == 1
    assert said in " ".join(text.split())
    assert "Traceback" not in text


@pytest.mark.parametrize("words", [["rum"], ["run"], ["select", "hennep", "--size", "geen"], ["--nee"]])
def test_a_wrong_call_has_its_own_exit_code(capsys: Captured, words: list[str]) -> None:
    code, said = person(capsys, *words)
    assert code == 2
    assert "pandzicht --help" in said


def test_a_workspace_without_a_run_says_what_to_do(tmp_path: Path, capsys: Captured) -> None:
    main(["new", str(tmp_path / "leeg"), "--demo"])
    capsys.readouterr()
    code, said = person(capsys, "explain", "Dorpsstraat 1", "--workspace", str(tmp_path / "leeg"))
    assert (code, "there is no run yet" in said) == (1, True)
    code, said = person(capsys, "run", "--date", "2026-03-01", "--workspace", str(tmp_path / "leeg"))
    assert (code, "load the BAG" in said) == (1, True)


def test_a_register_in_the_place_of_the_bag_says_why_a_frame_is_empty(
    model_city: ModelCity, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "zonder"
    main(["new", str(folder), "--demo"])
    settings = folder / "pandzicht.toml"
    settings.write_text(settings.read_text("utf-8").replace('spine = "bag"', 'spine = "brp_bewoning"'), "utf-8")
    residents = model_city.workspace.root / "city" / "deliveries" / "brp_bewoning"
    own = ["--date", "2026-03-01", "--workspace", str(folder)]
    main(["load", "brp_bewoning", str(residents), *own])
    capsys.readouterr()
    code, said = person(capsys, "run", *own, "--known", "2026-03-01", "--language", "en")
    assert code == 0
    empty = "the frame of check 'hennep' is empty, because for all"
    assert f"{empty} " in said
    assert "addresses this is unknown: soort_object, bestaand; without a BAG no delivery tells it" in said
    code, said = person(capsys, "select", "hennep", "--size", "5", *own[2:])
    assert (code, empty in said) == (1, True)
    run = machine(capsys, "run", *own, "--known", "2026-03-01")[1]
    assert run["facts"]["ranking"]["empty_frames"]["hennep"] == ["soort_object", "bestaand"]
    address = pq.read_table(Path(run["folder"]) / "addresses.parquet")["address_id"][0].as_py()
    explained = machine(capsys, "explain", address, *BECAUSE, "--check", "hennep", *own[2:])[1]
    assert explained["checks"][0]["empty_frame"].startswith("het kader van controle 'hennep' is leeg")
    assert explained["facts"]["soort"] == "verblijfsobject"
    assert explained["facts"]["levensfase"] is None


def test_a_workspace_in_which_no_check_is_active_says_which_and_why(
    model_city: ModelCity, tmp_path: Path, capsys: Captured
) -> None:
    folder = tmp_path / "echt"
    main(["new", str(folder)])
    capsys.readouterr()
    code, said = person(capsys, "run", "--date", "2026-03-01", "--workspace", str(folder))
    assert code == 1
    assert "no check is active on 2026-03-01" in said
    assert "hennep: the legal basis of hennep, " in said


def test_loading_the_same_again_changes_nothing(model_city: ModelCity, home: str, capsys: Captured) -> None:
    file = next((model_city.workspace.root / "city" / "deliveries" / "wkpb").iterdir())
    code, answer = machine(capsys, "load", "wkpb", str(file), "--date", "2026-03-01", "--workspace", home)
    assert (code, answer["already_loaded"]) == (0, True)
    code, said = person(capsys, "load", "wkpb", str(file), "--date", "2026-03-01", "--workspace", home)
    assert (code, "was al ingelezen, er is niets veranderd" in said) == (0, True)


def test_running_the_same_again_gives_the_run_that_stands(model_city: ModelCity, home: str, capsys: Captured) -> None:
    words = ["run", "--date", "2026-03-01", "--known", "2026-03-01", "--workspace", home]
    code, answer = machine(capsys, *words)
    assert (code, answer["computed"], answer["run"]) == (0, False, model_city.outcome.run_id)
    code, said = person(capsys, *words)
    assert code == 0
    assert "was er al" in said
    assert "DEMO: niet elke rechtsgrond is geverifieerd" in said
    assert "niet actief: " in said


def test_a_run_that_knew_less_is_kept_beside_the_run_in_force(
    model_city: ModelCity, capsys: Captured, tmp_path: Path
) -> None:
    ignored = shutil.ignore_patterns("selections", "staging", "city")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    pointer = tmp_path / "copy" / "state" / "runs" / "current"
    later = ["run", "--date", "2026-03-02", "--known", "2026-03-02", "--workspace", str(tmp_path / "copy")]
    _, in_force = machine(capsys, *later)
    assert pointer.read_text(encoding="utf-8") == in_force["run"] == in_force["in_force"]
    backtest = [word.replace("03-02", "03-01") for word in later]
    code, said = person(capsys, *backtest)
    assert (code, f"{in_force['run']} blijft de geldende run" in said) == (0, True)
    assert pointer.read_text(encoding="utf-8") == in_force["run"]
    code, said = person(capsys, *backtest, "--in-force")
    assert (code, "Ernaast bewaard" in said) == (0, False)
    assert pointer.read_text(encoding="utf-8") == model_city.outcome.run_id


def test_a_selection_and_the_explanation_of_its_first_unit(home: str, capsys: Captured) -> None:
    code, answer = machine(capsys, "select", "onrechtmatig_wonen", "--size", "12", "--seed", "5", "--workspace", home)
    assert code == 0
    assert sum(answer["strata"].values()) == len(answer["units"]) == 12
    code, said = person(capsys, "select", "onrechtmatig_wonen", "--size", "12", "--seed", "5", "--workspace", home)
    assert answer["selection"] in said
    unit = answer["units"][0]
    code, explained = machine(
        capsys, "explain", unit["unit_id"], *BECAUSE, "--workspace", home, "--check", "onrechtmatig_wonen"
    )
    assert explained["checks"][0]["score"] == unit["score"]
    code, said = person(capsys, "explain", unit["adres"], *BECAUSE, "--workspace", home)
    assert code == 0
    assert f"{unit['score']} punten" in said


def test_every_command_speaks_the_language_that_is_asked(
    home: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = ["--workspace", home]
    words = ["run", "--date", "2026-03-01", "--known", "2026-03-01", *own]
    assert " bron " in person(capsys, *words)[1]
    english = person(capsys, *words, "--language", "en")[1]
    assert " source " in english
    assert "not active: energieverbruik_afwijkend: source 'energie' has no lawful basis" in english
    monkeypatch.setenv("PANDZICHT_LANGUAGE", "en")
    assert person(capsys, *words)[1] == english
    assert (
        "of check 'Unlawful housing" in person(capsys, "demo", "--folder", home, "--addresses", "2000", "--no-serve")[1]
    )
    assert person(capsys, "explain", "Nergensstraat 1", *own)[1].startswith("This is not there.\n")
    assert person(capsys, "explain", "Nergensstraat 1", *own, "--language=nl")[1].startswith("Dit is er niet.\n")
    assert person(capsys, "select", *own)[1].startswith("This cannot be done as it was asked")


def test_an_explanation_in_english_has_english_questions_labels_and_sentences(home: str, capsys: Captured) -> None:
    unit = machine(capsys, "select", "onrechtmatig_wonen", "--size", "12", "--workspace", home)[1]["units"][0]
    words = ["explain", unit["unit_id"], *BECAUSE, "--check", "onrechtmatig_wonen", "--workspace", home]
    nl, en = (machine(capsys, *words, "--language", language)[1]["checks"][0] for language in ("nl", "en"))
    assert (nl["label"], en["label"]) != (en["label"], nl["label"])
    for dutch, english in zip(nl["answers"], en["answers"], strict=True):
        assert dutch["question"] != english["question"]
        assert dutch["answer"] == "no" or dutch["text"] != english["text"]
        for one, other in zip(dutch["evidence"], english["evidence"], strict=True):
            assert (one["label"], one["source_label"]) != (other["label"], other["source_label"])
            assert one["rows"] == other["rows"]


@pytest.mark.parametrize("width", [40, 80, 140])
def test_an_explanation_on_a_terminal_cuts_nothing_and_groups_no_id_or_year(
    home: str, capsys: Captured, monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    unit = machine(capsys, "select", "onrechtmatig_wonen", "--size", "12", "--workspace", home)[1]["units"][0]
    words = ["explain", unit["unit_id"], *BECAUSE, "--all-rows", "--workspace", home]
    explained = machine(capsys, *words)[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", str(width))
    said = re.sub(r"\x1b\[[0-9;]*m", "", person(capsys, *words)[1])
    joined = "".join(said.split())
    assert "…" not in said
    assert unit["unit_id"] in said
    assert explained["facts"]["pand_id"] in said
    assert f"Bouwjaar pand: {explained['facts']['pand_bouwjaar']}\n" in said
    for check in explained["checks"]:
        for answer in check["answers"] if check["in_frame"] else ():
            for evidence in answer["evidence"] if answer["answer"] == "yes" else ():
                for row in (evidence["rows"] or ())[:5]:
                    assert row["row_id"] in joined
                    words_of_row = "".join(f"{value} " for value in row["values"].values() if isinstance(value, str))
                    shown = [word for word in words_of_row.split() if re.search("[a-zA-Z]", word)]
                    assert [word for word in shown if word not in joined] == []
    words_of = [len(word) for word in said.split()]
    assert max(map(len, said.splitlines())) <= max(width, 8 + max(words_of))


def test_verify_finds_what_was_changed(model_city: ModelCity, home: str, capsys: Captured) -> None:
    code, verdicts = machine(capsys, "verify", "--workspace", home)
    assert (code, all(item["sound"] for item in verdicts)) == (0, True)
    path = model_city.outcome.folder / "signals.parquet"
    kept = path.read_bytes()
    try:
        path.write_bytes(kept[:100] + bytes([kept[100] ^ 1]) + kept[101:])
        code, said = person(capsys, "verify", "--workspace", home)
    finally:
        path.write_bytes(kept)
    assert code == 1
    assert f"FOUT  run {model_city.outcome.run_id}  veranderd of weg: signals.parquet" in said


def test_draft_source_writes_a_source_from_a_file(tmp_path: Path, capsys: Captured) -> None:
    path = tmp_path / "meldingen.csv"
    path.write_text("postcode;huisnummer;datum;nationaliteit\n1234AB;12;2026-01-01;x\n", encoding="utf-8")
    code, said = person(capsys, "draft-source", str(path), "--name", "meldingen")
    assert code == 0
    assert "source: meldingen" in said
    assert "role: postcode" in said
    assert "nationaliteit" in said.split("refused:")[1]


def test_the_demo_refuses_a_folder_that_is_something_else(tmp_path: Path, capsys: Captured) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    code, said = person(capsys, "demo", "--folder", str(tmp_path), "--addresses", "500")
    assert (code, "is not empty and not a demo" in said) == (1, True)


def test_the_demo_ends_with_ten_explained_addresses_and_a_workbook(tmp_path: Path, capsys: Captured) -> None:
    folder = tmp_path / "demo"
    code, said = person(capsys, "demo", "--folder", str(folder), "--addresses", "4000", "--no-serve")
    assert code == 0
    assert " 10. " in said
    assert "+" in said
    assert list(folder.glob("*.xlsx"))
    code, answer = machine(capsys, "demo", "--folder", str(folder), "--addresses", "4000")
    assert (code, len(answer["units"])) == (0, 10)
    code, said = person(capsys, "demo", "--folder", str(folder), "--addresses", "5000")
    assert (code, "holds another city" in said) == (1, True)
