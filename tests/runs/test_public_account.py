# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The public account of a workspace: complete, true, whole on disk, and refused where it would not be."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import AccountFaults, ExportRefused, NotFound
from pandzicht.runs.public_account import CONTENTS, Asked, PublicAccount, asked_of_run, make_account, write_account
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.organisation import UNNAMED
from pandzicht.store.workspace import Workspace
from tests.published_catalogue import ORGANISATION, published, with_publication
from tests.runs.published_city import RUN, publish_city
from tests.small_catalogue import FILES

DAY = date(2026, 3, 1)


def asked(root: Path, changes: dict[str, str | None] | None = None, *, demo: bool = True) -> Asked:
    space = Workspace(
        root=root, name="Duinrijk", demo=demo, spine="bag", catalogue=root / "catalogue", organisation=ORGANISATION
    )
    return Asked(space, published(space.catalogue, changes), DAY)


def verified(folder: Path) -> dict[str, str | None]:
    """The catalogue in a folder with every legal basis verified, as outside a demo."""
    basis = "verified: {by: Jurist, on: 2026-01-02}"
    texts = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.rglob("*.yaml")}
    return {name: text.replace("verified: te_toetsen", basis) for name, text in texts.items()}


def faults(wanted: Asked) -> list[str]:
    with pytest.raises(AccountFaults) as error:
        make_account(wanted)
    return [str(fault) for fault in error.value.faults]


def test_an_account_has_all_that_is_told_of_every_check(tmp_path: Path) -> None:
    made = make_account(asked(tmp_path))
    assert sorted(made.files) == [
        "account.json",
        "algoritmeregister/wonen.json",
        "pagina/wonen.en.html",
        "pagina/wonen.en.md",
        "pagina/wonen.nl.html",
        "pagina/wonen.nl.md",
        "privacyverklaring/wonen.en.md",
        "privacyverklaring/wonen.nl.md",
        "verwerkingsregister.csv",
        "verwerkingsregister.json",
    ]
    assert made.gaps == ()
    register = json.loads(made.files["verwerkingsregister.json"])
    assert list(register) == ["check:wonen", "vergelijking", "bron:bag", "bron:bewoning", "bron:meldingen"]


def test_of_one_check_the_register_has_its_own_entry_only(tmp_path: Path) -> None:
    made = make_account(replace(asked(tmp_path), only="wonen"))
    assert list(json.loads(made.files["verwerkingsregister.json"])) == ["check:wonen"]
    assert json.loads(made.files[CONTENTS])["check"] == "wonen"


def test_a_check_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="check 'woning' is not in the catalogue; known are wonen"):
        make_account(replace(asked(tmp_path), only="woning"))


def test_outside_a_demo_everything_that_is_not_filled_in_is_refused_at_once(tmp_path: Path) -> None:
    published(tmp_path / "source")
    changes = verified(tmp_path / "source") | {
        "checks/wonen.yaml": str(verified(tmp_path / "source")["checks/wonen.yaml"]).split("\npublication:\n")[0]
        + "\n",
        "sources/bewoning.yaml": str(verified(tmp_path / "source")["sources/bewoning.yaml"]).split("concerns:")[0],
    }
    wanted = asked(tmp_path, changes, demo=False)
    wanted = replace(wanted, workspace=replace(wanted.workspace, organisation=UNNAMED))
    told = faults(wanted)
    places = ["name", "contact", "privacy_officer", "provider", "transfers", "security"]
    assert [fault.split(": ")[1] for fault in told] == [
        *(f"[organisation] {place}" for place in places),
        "publication",
        "concerns",
    ]
    demo = replace(wanted, workspace=replace(wanted.workspace, demo=True))
    made = make_account(demo)
    assert [str(gap) for gap in made.gaps] == told
    assert "niet ingevuld" in made.files["pagina/wonen.nl.md"]
    assert "algoritmeregister/wonen.json" not in made.files


def test_outside_a_demo_what_is_filled_in_is_made(tmp_path: Path) -> None:
    published(tmp_path / "source")
    assert make_account(asked(tmp_path, verified(tmp_path / "source"), demo=False)).gaps == ()


@pytest.mark.parametrize("demo", [True, False])
def test_a_check_that_does_not_run_may_not_be_said_to_be_used(tmp_path: Path, demo: bool) -> None:
    ended = {"checks/wonen.yaml": with_publication("begin:", "begin:")["checks/wonen.yaml"]}
    ended["checks/wonen.yaml"] = str(ended["checks/wonen.yaml"]).replace("2026-12-31", "2026-02-01")
    (fault, *_) = faults(asked(tmp_path, ended, demo=demo))
    assert fault.startswith(
        "checks/wonen.yaml: publication.status: says 'In gebruik', and the check does not run: ended"
    )


@pytest.mark.parametrize("status", ["In ontwikkeling", "Buiten gebruik"])
def test_a_check_that_runs_may_not_be_said_to_be_unused(tmp_path: Path, status: str) -> None:
    (fault,) = faults(asked(tmp_path, with_publication("status: In gebruik", f"status: {status}")))
    assert f"says '{status}', and the check runs" in fault


def test_what_the_register_would_refuse_is_refused_in_a_demo_too(tmp_path: Path) -> None:
    long = FILES["sources/meldingen.yaml"].replace("owner: Openbare ruimte", f"owner: {'o' * 2_500}")
    (fault,) = faults(asked(tmp_path, {"sources/meldingen.yaml": long}))
    assert fault.startswith("algoritmeregister/wonen.json: field 'source_data': has")


def test_a_catalogue_in_which_nothing_runs_has_nothing_to_account_for(tmp_path: Path) -> None:
    text = FILES["checks/wonen.yaml"].replace("dpia: DPIA-1\n", "")
    with pytest.raises(NotFound, match="there is nothing to account for"):
        make_account(asked(tmp_path, {"checks/wonen.yaml": text}))


def test_of_a_run_its_own_definitions_and_what_it_compared_are_told(tmp_path: Path) -> None:
    space = publish_city(tmp_path)
    made = make_account(asked_of_run(space, None, "wonen"))
    assert f"Laatste vergelijking: 6 adressen op 01-03-2026 ({RUN})" in made.files["pagina/wonen.nl.md"].replace(
        "\\", ""
    )
    assert json.loads(made.files[CONTENTS])["run"] == RUN


@pytest.fixture
def made(tmp_path: Path) -> PublicAccount:
    return make_account(asked(tmp_path / "space"))


def test_an_account_is_written_whole(tmp_path: Path, made: PublicAccount) -> None:
    write_account(made, tmp_path / "deep" / "out")
    found = {
        path.relative_to(tmp_path / "deep/out").as_posix(): path.read_text("utf-8")
        for path in (tmp_path / "deep/out").rglob("*")
        if path.is_file()
    }
    assert found == made.files
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]


def test_an_earlier_account_is_replaced_only_when_that_is_asked(tmp_path: Path, made: PublicAccount) -> None:
    write_account(made, tmp_path / "out")
    (tmp_path / "out/pagina/gone.nl.md").write_text("x", encoding="utf-8")
    with pytest.raises(ExportRefused, match="--force"):
        write_account(made, tmp_path / "out")
    write_account(made, tmp_path / "out", force=True)
    assert not (tmp_path / "out/pagina/gone.nl.md").exists()


@pytest.mark.parametrize("force", [True, False])
def test_a_folder_that_is_no_account_is_never_replaced(tmp_path: Path, made: PublicAccount, force: bool) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out/mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(ExportRefused, match="is no account"):
        write_account(made, tmp_path / "out", force=force)
    assert (tmp_path / "out/mine.txt").read_text(encoding="utf-8") == "x"


def test_the_catalogue_that_comes_with_pandzicht_can_be_accounted_for(root: Path, tmp_path: Path) -> None:
    space = replace(asked(tmp_path).workspace, catalogue=root / "catalogue")
    made = make_account(Asked(space, sound_catalogue(space.catalogue, readers=known_readers()), DAY))
    assert made.gaps == ()
    assert len(made.checks) == 8
    assert [name for name, text in made.files.items() if "niet ingevuld" in text or "not filled in" in text] == []
