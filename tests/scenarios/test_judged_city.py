# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the queue to the links: people answer twenty questions, a run goes by them, and a later delivery loses some."""

from __future__ import annotations

import json
import random
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest

from pandzicht.cli import comparing, reviewing
from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.cli.main import main
from pandzicht.store.workspace import Workspace, open_workspace
from tests.model_city import ModelCity

Captured = pytest.CaptureFixture[str]
Row = dict[str, Any]
JUDGED = PEILDATUM + timedelta(1)
WORDS = ["anders", "onbekend"] + ["zelfde"] * 18
SOURCE = "kvk"
"""A source in CSV of which rows are asked about, and whose answers are all `zelfde` so that its run stands."""


@pytest.fixture
def space(model_city: ModelCity, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A copy of the city and its run, on the day after it."""
    shutil.copytree(
        model_city.workspace.root, tmp_path / "copy", ignore=shutil.ignore_patterns("selections", "staging")
    )
    for module in (comparing, reviewing):
        monkeypatch.setattr(module, "today", lambda: JUDGED)
    monkeypatch.setenv("PANDZICHT_WORKSPACE", str(tmp_path / "copy"))
    monkeypatch.chdir(tmp_path)
    return open_workspace(tmp_path / "copy")


def done(capsys: Captured, *words: str) -> Any:
    code = main([*words, "--json"])
    out, err = capsys.readouterr()
    assert code == 0, err
    return json.loads(out)


def answered(path: Path, *, by_source: dict[str, str], words: list[str]) -> list[Row]:
    """Fill in a queue; return the lines that got an answer. Of the sources named every line says the same."""
    book = openpyxl.load_workbook(path)
    head, *lines = [list(row) for row in book.active.iter_rows(min_row=2)]
    names = [cell.value for cell in head]
    own = [line for line in lines if line[0].value in by_source]
    others = [line for line in lines if line[0].value not in by_source]
    left = iter(words)
    for line in [*own, *others][: len(words)]:
        word = next(left) if line in others else by_source[str(line[0].value)]
        line[names.index("oordeel")].value = word
    book.save(path)
    rows = [{name: cell.value for name, cell in zip(names, line, strict=True)} for line in lines]
    return [row for row in rows if row["oordeel"]]


def links_of(folder: str) -> dict[tuple[str, str], Row]:
    """Every row of a run with the id of the address that it was tied to."""
    ids = pq.read_table(Path(folder) / "addresses.parquet", columns=["address_id"])["address_id"].to_pylist()
    columns = ["source", "row_id", "state", "tier", "address_no"]
    found = pq.read_table(Path(folder) / "links.parquet", columns=columns).to_pylist()
    return {
        (link["source"], f"{link['row_id']:016x}"): link
        | {"address_id": None if link["address_no"] is None else ids[link["address_no"]]}
        for link in found
    }


def file_of(space: Workspace) -> Path:
    (found,) = (space.root / "city" / "deliveries" / SOURCE).glob("*.csv")
    return found


def lines_without(path: Path, space: Workspace, row_id: str) -> list[str]:
    """The lines of a file without that of one row, those below the header in another order."""
    (kept,) = (space.deliveries / SOURCE).glob("*/rows.parquet")
    records = {f"{row['row_id']:016x}": row["record_no"] for row in pq.read_table(kept).to_pylist()}
    head, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    del rest[records[row_id] - 1]
    random.Random(3).shuffle(rest)
    return [head, *rest]


@pytest.mark.slow
def test_twenty_answers_are_replayed_until_their_row_is_delivered_otherwise(space: Workspace, capsys: Captured) -> None:
    first = space.runs.joinpath("current").read_text(encoding="utf-8").strip()
    day = PEILDATUM.isoformat()
    done(capsys, "review", "--out", "vragen.xlsx", "--questions", "200")
    said = answered(Path("vragen.xlsx"), by_source={SOURCE: "zelfde"}, words=WORDS)
    assert len(said) == 20
    taken = done(capsys, "judge", "vragen.xlsx", "--by", "Els")
    assert (sum(taken["taken"].values()), taken["empty"], taken["contradictions"]) == (20, 180, [])

    judged = done(capsys, "run", "--date", day)
    facts = judged["facts"]["links"]["judgements"]
    assert facts == {"rows": 20, "lost": 0, "conflicts": []}
    links = links_of(judged["folder"])
    expected = {"zelfde": ("linked", "judged"), "onbekend": ("doubtful", "judged_unsure")}
    for row in said:
        link = links[row["bron"], row["rij"]]
        if row["oordeel"] == "anders":
            assert link["address_id"] != row["address_id"]
        else:
            assert (link["state"], link["tier"]) == expected[row["oordeel"]]
        if row["oordeel"] == "zelfde":
            assert link["address_id"] == row["address_id"]

    before = done(capsys, "run", "--date", day, "--known", day)
    assert (before["run"], before["computed"]) == (first, False), "by then nobody had judged"

    book = openpyxl.load_workbook("vragen.xlsx")
    place = next(row for row in range(3, 203) if book.active.cell(row, 9).value == "zelfde")
    contradicted = [book.active.cell(place, 1).value, book.active.cell(place, 2).value]
    for row in range(3, 203):
        book.active.cell(row, 9).value = "anders" if row == place else None
    book.save("ander.xlsx")
    told = done(capsys, "judge", "ander.xlsx", "--by", "Jan")
    assert [one["earlier"]["by"] for one in told["contradictions"]] == ["Els"]
    divided = done(capsys, "run", "--date", day)
    assert divided["run"] != judged["run"]
    assert divided["facts"]["links"]["judgements"]["conflicts"] == [contradicted]
    assert links_of(divided["folder"])[contradicted[0], contradicted[1]]["tier"] == "judged_conflict"

    gone = next(row["rij"] for row in said if row["bron"] == SOURCE and row["rij"] != contradicted[1])
    Path("later.csv").write_text("".join(lines_without(file_of(space), space, gone)), encoding="utf-8")
    done(capsys, "load", SOURCE, "later.csv", "--date", JUDGED.isoformat())
    assert main(["run", "--date", JUDGED.isoformat()]) == 0
    spoken = capsys.readouterr().out
    assert "19 rijen volgen wat mensen hebben beoordeeld." in spoken
    assert "1 oordeel is zijn rij of adres kwijt" in spoken
    assert f"1 rij is in twijfel omdat mensen elkaar tegenspreken: {contradicted[0]} {contradicted[1]}" in spoken
