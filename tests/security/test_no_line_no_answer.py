# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""When a log cannot be written, no command answers, publishes or keeps anything (S8)."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pandzicht.cli.main import main
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.runs.published_city import RUN, publish_city
from tests.sources.making import address_rows, csv_file

Words = Callable[[Workspace, Path], list[str]]
BECAUSE = ("--because", "een melding van de buren")

READING: dict[str, Words] = {
    "hit": lambda city, _: ["explain", first_address(city)],
    "explain": lambda city, _: ["explain", first_address(city), *BECAUSE],
    "motivate": lambda city, _: ["motivate", first_address(city), "--check", "wonen", *BECAUSE],
    "select": lambda _, __: ["select", "wonen", "--size", "3"],
    "list": lambda _, __: ["list", "wonen"],
    "list_file": lambda _, at: ["list", "wonen", "--to", str(at / "x.csv")],
    "export_run": lambda _, at: ["export", "current", "--check", "wonen", "--to", str(at / "x.csv")],
    "export_book": lambda city, at: ["export", selection(city), "--to", str(at / "x.xlsx")],
    "export_facts": lambda city, at: ["export", selection(city), "--for", "toezichthouder", "--to", str(at / "x.csv")],
    "access_report": lambda city, at: ["access-report", first_address(city), "--to", str(at / "x.html")],
    "audit_package": lambda city, at: ["audit-package", selection(city), "--to", str(at / "x.zip")],
}
"""Commands that show something of addresses: each leaves lines in both logs."""


def first_address(city: Workspace) -> str:
    return str(opened(city).addresses["address_id"][0])


def selection(city: Workspace) -> str:
    return next(path.name for path in city.selections.iterdir())


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    space = publish_city(tmp_path / "city")
    assert main(["select", "wonen", "--size", "4", "--seed", "3", "--workspace", str(space.root)]) == 0
    return space


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file of a workspace beside the state database and the keys of its log, with its hash."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("state.sqlite") and path.parent.name != "keys":
            yield path.relative_to(folder).as_posix(), hashlib.sha256(path.read_bytes()).hexdigest()


def broken(city: Workspace, how: str) -> None:
    """Break a log of a workspace."""
    with closing(sqlite3.connect(city.state / "state.sqlite")) as connection:
        connection.execute(how)
        connection.commit()


BREAKS = {
    "no audit log": "DROP TABLE audit_entry",
    "no processing log": "DROP TABLE processing_entry",
    "nowhere to say whom": "DROP TABLE processing_subject",
    "the ends of the logs are gone": "DELETE FROM log_tip",
    "the processing log is full": (
        "CREATE TRIGGER full BEFORE INSERT ON processing_entry BEGIN SELECT RAISE(ABORT, 'disk full'); END"
    ),
}


@pytest.mark.own_lines
@pytest.mark.parametrize("command", sorted(READING))
@pytest.mark.parametrize("how", sorted(BREAKS))
def test_no_line_no_answer(
    city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, how: str
) -> None:
    words = [*READING[command](city, tmp_path), "--workspace", str(city.root)]
    broken(city, BREAKS[how])
    before = dict(contents(city.root))
    capsys.readouterr()
    assert main(words) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err != ""
    assert not list(tmp_path.glob("x.*"))
    assert dict(contents(city.root)) == before


@pytest.mark.parametrize("command", sorted(READING))
def test_each_of_them_leaves_lines_in_both_logs(city: Workspace, tmp_path: Path, command: str) -> None:
    words = [*READING[command](city, tmp_path), "--workspace", str(city.root)]
    before = counts(city)
    assert main(words) == 0
    after = counts(city)
    assert after["audit"] >= before["audit"] + 2
    assert after["processing"] > before["processing"]


def counts(city: Workspace) -> dict[str, int]:
    with closing(sqlite3.connect(city.state / "state.sqlite")) as connection:
        return dict(connection.execute("SELECT log, entries FROM log_tip").fetchall())


@pytest.mark.own_lines
@pytest.mark.parametrize("how", sorted(set(BREAKS) - {"nowhere to say whom"}))
def test_a_delivery_of_which_no_line_can_be_written_is_not_taken_in(
    city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    broken(city, BREAKS[how])
    before = dict(contents(city.root))
    file = csv_file(tmp_path / "in.csv", address_rows(3))
    words = ["load", "meldingen", str(file), "--date", "2026-02-21", "--workspace", str(city.root)]
    assert main(words) == 1
    assert dict(contents(city.root)) == before
    assert RUN in {path.name for path in city.runs.iterdir()}
