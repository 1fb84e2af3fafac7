# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report on an address: all that is held and done, nothing of others, logged, and refused where it must be."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.main import main
from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound
from pandzicht.exports.access_report import AccessReport
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.concerned import address, person
from pandzicht.governance.log_reading import processed_about
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.runs.subject_access import AccessAsk, access_report
from pandzicht.store.workspace import Workspace
from tests.desk import desk_of, opened
from tests.runs.published_city import RUN, publish_city

FIRST = "0518010000000000"


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    """The small city, in which somebody drew a selection, looked at the first address, and exported the list."""
    space = publish_city(tmp_path / "city")
    at = ["--workspace", str(space.root)]
    assert main(["select", "wonen", "--size", "4", "--seed", "3", *at]) == 0
    listed = next(path.name for path in space.selections.iterdir())
    assert main(["explain", FIRST, "--because", "melding van overlast", *at]) == 0
    assert main(["export", listed, "--to", str(tmp_path / "list.csv"), *at]) == 0
    return space


def made(space: Workspace, address_id: str = FIRST, asker: str = "") -> AccessReport:
    return access_report(opened(space, None, Action.SUBJECT_ACCESS), AccessAsk(address_id, asker, Language.EN))


def test_it_tells_what_is_held_used_listed_and_done(city: Workspace) -> None:
    told = made(city)
    assert {item.source for item in told.held} == {"bewoning"}
    assert len(told.held) == 5
    use = next(item for item in told.uses if item.check == "wonen")
    assert (use.in_frame, use.purpose, use.version.startswith("check:wonen@")) == (True, "wonen", True)
    assert use.points == sum(item.points for item in use.questions) > 0
    assert all(item.sources for item in use.questions)
    assert told.runs == ((RUN, "2026-03-01"),)
    assert [(item.label, item.on) for item in told.lists] == [("Wonen", "2026-03-01")]
    done = {item.what for item in told.processed}
    assert {"draw a selection", "see what is known of an address", "export a selection for analysts"} <= done
    assert all(item.roles == ("Alles",) for item in told.processed)
    assert told.retention


def test_nothing_of_persons_is_told_unless_it_is_of_who_asks(city: Workspace) -> None:
    assert "persoon-" not in str(made(city))
    own = str(made(city, asker="persoon-2"))
    assert "persoon-2" in own
    assert all(f"persoon-{number}" not in own for number in (0, 1, 3, 4))


def test_what_is_disputed_is_told_as_that(city: Workspace, tmp_path: Path) -> None:
    role = city.catalogue / "roles/alles.yaml"
    role.write_text(role.read_text("utf-8").replace("subject_access]", "subject_access, dispute]"), encoding="utf-8")
    at = ["--workspace", str(city.root)]
    assert main(["dispute", FIRST, "overbewoning", "--because", "drie van hen zijn verhuisd", *at]) == 0
    assert main(["access-report", FIRST, "--to", str(tmp_path / "report.md"), *at]) == 0
    text = (tmp_path / "report.md").read_text("utf-8")
    assert "| betwist" in text
    assert "verhuisd" not in text


def test_a_person_whom_no_row_names_gets_nothing(city: Workspace) -> None:
    with pytest.raises(NotFound, match="no row of 0518010000000000 names person ander-2"):
        made(city, asker="ander-2")


@pytest.mark.parametrize("form", ["html", "md", "json"])
@pytest.mark.parametrize("language", list(Language))
def test_every_form_is_whole_and_says_who_did_what_without_names(
    city: Workspace, tmp_path: Path, form: str, language: Language
) -> None:
    to = tmp_path / f"report.{form}"
    words = ["access-report", FIRST, "--to", str(to), "--language", language.value, "--workspace", str(city.root)]
    assert main(words) == 0
    text = to.read_text("utf-8")
    assert "persoon-" not in text
    account = desk_account(city)
    assert f'"{account}"' not in text
    expected = {"html": f'<html lang="{language.value}">', "md": "# ", "json": "{"}[form]
    assert expected in text[:80]
    if form == "json":
        assert json.loads(text)["held"][0]["row"]["masked"] == ["persoon"]
    else:
        assert ("door het lot" in text or "om de punten" in text) == (language is Language.NL)


def desk_account(city: Workspace) -> str:
    with desk_of(city).state.transaction(reads=True) as transaction:
        return str(transaction.rows("SELECT account FROM account")[0]["account"])


def test_the_report_is_logged_about_the_address_and_the_persons_in_it(city: Workspace) -> None:
    made(city)
    desk = desk_of(city)
    with desk.state.transaction(reads=True) as transaction:
        for subject in (address(FIRST), person("persoon-0")):
            names = {item.name for item in processed_about(transaction, desk.keys, subject)}
            assert "report what is held of an address" in names


def test_an_address_that_is_on_no_list_is_told_so(city: Workspace, tmp_path: Path) -> None:
    listed = {unit for path in city.selections.iterdir() for unit in units_of(path)}
    free = next(f"051801000000000{number}" for number in range(6) if f"051801000000000{number}" not in listed)
    to = tmp_path / "report.md"
    assert main(["access-report", free, "--to", str(to), "--language", "en", "--workspace", str(city.root)]) == 0
    assert "The address was on no list" in to.read_text("utf-8")


def units_of(folder: Path) -> list[str]:
    return [str(unit) for unit in pq.read_table(folder / "selection.parquet")["unit_id"].to_pylist()]


def test_an_address_that_is_not_in_the_run_is_not_there(
    city: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "report.html"
    words = ["access-report", "Geheimstraat 1", "--to", str(to), "--workspace", str(city.root)]
    assert main(words) == 1
    assert "is not an address of run" in capsys.readouterr().err
    assert not to.exists()


def test_who_may_not_answer_requests_is_denied(city: Workspace) -> None:
    nobody = Actor("piet", "piet", (Grant("geen"),))
    desk = desk_of(city, actor=nobody)
    with (
        pytest.raises(AccessDenied, match="may not subject_access"),
        desk.operation(Action.SUBJECT_ACCESS, Subject(Kind.ADDRESS, FIRST)),
    ):
        raise AssertionError


def test_an_act_of_another_kind_gives_no_report(city: Workspace) -> None:
    with pytest.raises(AccessDenied, match="this is subject_access"):
        access_report(opened(city, None, Action.HIT), AccessAsk(FIRST))
