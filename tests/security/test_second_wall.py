# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Behind the second wall every act goes on as before, and the state is reached through an act only (S3)."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest

from pandzicht.cli.main import main
from pandzicht.definitions.action import Action
from pandzicht.governance.concerned import person
from pandzicht.governance.log import Log
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import open_state
from pandzicht.store.state_schema import metadata
from pandzicht.store.wall import KEY, SIGN_IN, WORK, Wall
from pandzicht.store.workspace import DATABASE_VARIABLE
from tests.desk import NOW, desk_in
from tests.runs.published_city import publish_city
from tests.small_catalogue import FILES
from tests.state_places import Walled, walled_postgres

WONEN = Purpose("wonen", "Huisvestingswet art. 21", "wonen")
ADDRESS = "0518010000000000"
ONLY_HERE = ("governance/desk.py", "governance/door.py", "forgetting/carrying_out.py", "jobs/queue.py")
"""Where a transaction is no part of an act: the desk, its door, a worker's queue; and what is given that of an act."""


def test_every_command_works_behind_the_wall(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    everything = FILES["roles/alles.yaml"].replace("may: [load,", "may: [administer, read_log, sign_logs, load,")
    space = publish_city(tmp_path / "city", verified=True, changes={"roles/alles.yaml": everything})
    settings = space.root / "pandzicht.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("demo = true", "demo = false"), encoding="utf-8")
    with walled_postgres() as places:
        assert main(["new-state", places.owner, "--role", places.role]) == 0
        assert places.owner.split(":")[2].split("@")[0] not in capsys.readouterr().out, "no password is shown"
        monkeypatch.setenv(DATABASE_VARIABLE, places.app)
        commands = [
            ["accounts"],
            ["grant", "jan", "alles", "--purpose", "wonen"],
            ["withdraw-role", "jan", "alles"],
            ["close-account", "jan"],
            ["explain", ADDRESS, "--check", "wonen"],
            ["explain", ADDRESS, "--check", "wonen", "--because", "een melding van de buren"],
            ["export", "current", "--check", "wonen", "--to", str(tmp_path / "x.csv")],
            ["list", "wonen", "--filter", "order=address"],
            ["list", "wonen", "--to", str(tmp_path / "y.csv")],
            ["may", "explain", "--address", ADDRESS, "--purpose", "wonen"],
            ["sign-logs"],
            ["log"],
            ["export-log", "processing", "--to", str(tmp_path / "log.jsonl")],
            ["log", "--about", ADDRESS],
        ]
        codes = {" ".join(words): main([*words, "--workspace", str(space.root)]) for words in commands}
        told = capsys.readouterr()
        assert {words: code for words, code in codes.items() if code} == {}, told.err
        assert "eerste" in told.err
        assert told.err.count("eerste") == 1, "whoever comes second is not the first again"
        assert len((tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines()) >= 3
        counted = logged(places)
        monkeypatch.setattr("pandzicht.cli.desk._account_name", lambda _: "vreemd")
        assert main(["accounts", "--workspace", str(space.root)]) == 1
        assert "eerste" not in capsys.readouterr().err, "a stranger does not become the first account"
        assert logged(places) == counted + 1, "the denial was logged"


def logged(places: Walled) -> int:
    with psycopg.connect(places.superuser) as connection:
        found = connection.execute("SELECT count(*) FROM audit_entry").fetchone()
    assert found is not None
    return int(found[0])


def test_an_act_logs_whom_it_concerned_behind_the_wall(tmp_path: Path) -> None:
    subjects = [person(f"{number:016x}") for number in range(60_000)]
    with walled_postgres() as places:
        assert main(["new-state", places.owner, "--role", places.role]) == 0
        state = open_state(places.app, now=NOW)
        desk = desk_in(tmp_path, state=state)
        with desk.operation(Action.SELECT, Subject(Kind.CHECK, "wonen"), [WONEN]) as operation:
            assert operation.concerns(subjects, activity="check:wonen@1") == len(subjects)
            with operation.state.transaction(reads=True) as transaction:
                assert transaction.rows("SELECT * FROM processing_entry") == [], "this act reads no log"
        with desk.acting(Action.READ_LOG).transaction(reads=True) as transaction:
            assert transaction.one("SELECT count(*) AS number FROM processing_subject") == {"number": 60_000}
            assert len(transaction.rows("SELECT * FROM processing_entry")) == 1
        with state.transaction(reads=True) as transaction:
            assert [transaction.rows(f"SELECT * FROM {log.value}_entry") for log in Log] == [[], []]
        state.close()


@pytest.mark.parametrize("table", sorted(metadata.tables))
def test_every_table_says_what_protects_it(table: str) -> None:
    wall = metadata.tables[table].info.get(KEY)
    assert isinstance(wall, Wall), "a new table names its wall in store/state_schema.py"
    assert bool(wall.sees) != bool(wall.open_because)
    named = set(re.findall(r"'([a-z_]+)'", wall.sees + wall.writes)) - {"pandzicht"}
    assert named <= {*Action, SIGN_IN, WORK}, "an act that does not exist opens nothing"


def test_the_state_is_reached_through_an_act_only(root: Path) -> None:
    package = root / "src" / "pandzicht"
    reaching = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r"(?<!operation\.)(?<!act\.)\bstate\.(transaction|on_behalf_of)\(", path.read_text("utf-8"))
    }
    assert reaching == set(ONLY_HERE)
