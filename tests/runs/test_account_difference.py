# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A difference between what was published and what runs is told by file, field, published value and value now."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.errors import Altered, NotFound
from pandzicht.runs.account_difference import differences, fields_of, made_from, read_account
from pandzicht.runs.public_account import Asked, make_account, write_account
from pandzicht.store.workspace import Workspace
from tests.published_catalogue import ORGANISATION, published, with_publication
from tests.small_catalogue import bent


def files(root: Path, changes: dict[str, str | None] | None = None) -> dict[str, str]:
    space = Workspace(root, "Duinrijk", True, "bag", root / "catalogue", organisation=ORGANISATION)
    return dict(make_account(Asked(space, published(space.catalogue, changes), date(2026, 3, 1))).files)


def told(published: dict[str, str], now: dict[str, str]) -> list[str]:
    return [str(fault) for fault in differences(published, now)]


def test_the_same_definitions_say_the_same(tmp_path: Path) -> None:
    assert told(files(tmp_path / "a"), files(tmp_path / "b")) == []


def test_an_account_is_read_as_it_was_written(tmp_path: Path) -> None:
    space = Workspace(tmp_path, "Duinrijk", True, "bag", tmp_path / "catalogue", organisation=ORGANISATION)
    made = make_account(Asked(space, published(space.catalogue), date(2026, 3, 1)))
    write_account(made, tmp_path / "out")
    assert read_account(tmp_path / "out") == made.files


def test_files_of_version_control_are_no_part_of_an_account(tmp_path: Path) -> None:
    for name in ("account.json", ".git/config", "pagina/.DS_Store"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("{}", encoding="utf-8")
    assert set(read_account(tmp_path)) == {"account.json"}


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"check": "wonen"}'])
def test_an_account_that_no_longer_says_of_what_it_is_is_told(text: str) -> None:
    with pytest.raises(Altered, match="write the account again with --to"):
        made_from({"account.json": text})


@pytest.mark.parametrize(
    "changes",
    [
        bent("signals/hinder.yaml", "expires: P90D", "expires: P91D"),
        bent("indicators/hinder_aantal.yaml", "'P1Y'", "'P2Y'"),
        bent("indicators/bewoners_aantal.proxy.yaml", "every release", "every year"),
        bent("norms/norm_m2_per_persoon.yaml", "value: 18", "value: 17"),
        bent("sources/meldingen.yaml", "delivery: events", "delivery: events\nvalid_for: P10D"),
    ],
    ids=["signal", "indicator", "proxy", "norm", "source"],
)
def test_a_change_of_any_definition_that_a_check_reads_is_found(tmp_path: Path, changes: dict[str, str | None]) -> None:
    found = told(files(tmp_path / "a"), files(tmp_path / "b", changes))
    assert any(fault.startswith("algoritmeregister/wonen.json: methods_and_models: ") for fault in found)


def test_a_folder_without_an_account_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no account here"):
        read_account(tmp_path)


def test_other_points_are_found_in_every_file_that_says_them(tmp_path: Path) -> None:
    changed = bent("checks/wonen.yaml", "hinder: 1}", "hinder: 2}")
    text = with_publication("begin:", "begin:")["checks/wonen.yaml"]
    found = told(
        files(tmp_path / "a"),
        files(tmp_path / "b", {"checks/wonen.yaml": str(text).replace("hinder: 1}", "hinder: 2}")}),
    )
    assert changed
    page = next(fault for fault in found if fault.startswith("pagina/wonen.nl.md: Waar wij op letten: "))
    assert "published is '" in page
    assert "now it is '" in page
    assert {fault.split(": ")[0] for fault in found} == {
        "account.json",
        "algoritmeregister/wonen.json",
        *(f"pagina/wonen.{end}" for end in ("nl.md", "nl.html", "en.md", "en.html")),
        "verwerkingsregister.csv",
        "verwerkingsregister.json",
    }
    assert any(fault.startswith("verwerkingsregister.json: check:wonen.activiteit: ") for fault in found)
    assert any(fault.startswith("verwerkingsregister.csv: check:wonen.activiteit: ") for fault in found)


def test_a_published_text_that_somebody_edited_is_found(tmp_path: Path) -> None:
    now = files(tmp_path)
    name = "algoritmeregister/wonen.json"
    edited = now | {name: now[name].replace("De afweging.", "Een mooiere afweging.")}
    (fault,) = told(edited, now)
    assert fault == (
        f"{name}: proportionality: published is 'Een mooiere afweging.', now it is 'De afweging.'; "
        "publish the account again, or undo the change"
    )


def test_a_field_that_is_gone_or_new_is_nothing_on_the_other_side() -> None:
    found = told({"a.json": '{"x": "1"}'}, {"a.json": '{"y": "2"}'})
    assert [fault.split(";")[0] for fault in found] == [
        "a.json: x: published is '1', now it is nothing",
        "a.json: y: published is nothing, now it is '2'",
    ]


def test_a_file_that_is_missing_or_that_nothing_says_is_found(tmp_path: Path) -> None:
    now = files(tmp_path)
    published = {name: text for name, text in now.items() if not name.endswith(".csv")} | {
        "pagina/oud.nl.md": "# Oud\n"
    }
    found = told(published, now)
    assert [fault.split(";")[0] for fault in found] == [
        "pagina/oud.nl.md: is published, and nothing that the system runs on says it",
        "verwerkingsregister.csv: is not published, and the system runs on it",
    ]


def test_long_values_are_shown_where_they_begin_to_differ() -> None:
    head, tail = "a" * 300, "z" * 300
    (fault,) = told({"x.md": f"# K\n\n{head}b{tail}\n"}, {"x.md": f"# K\n\n{head}c{tail}\n"})
    assert "published is '...aaaaaaaaaaaaaaaaaaaabzzz" in fault
    assert "now it is '...aaaaaaaaaaaaaaaaaaaaczzz" in fault
    assert len(fault) < 450


def test_another_layout_with_the_same_values_is_told_as_that() -> None:
    (fault,) = told({"a.json": '{"x":1}'}, {"a.json": '{"x": 1}\n'})
    assert "is written otherwise, with the same values" in fault


@pytest.mark.parametrize(
    ("name", "text", "fields"),
    [
        ("a.json", '{"a": {"b": ["x", 2]}}', {"a.b[0]": "x", "a.b[1]": "2"}),
        ("a.json", "{broken", {"": "{broken"}),
        (
            "a.csv",
            '\ufeff"activiteit";"naam"\n"check:w@1";"W"\n',
            {"check:w.activiteit": "check:w@1", "check:w.naam": "W"},
        ),
        ("a.csv", "", {}),
        ("a.md", "# T\n\nx\n\n## S\n\ny\n", {"": "", "T": "\n\nx\n\n", "S": "\n\ny\n"}),
        ("a.html", "<h1>T</h1><p>x</p>", {"": "", "T": " x "}),
    ],
)
def test_the_fields_of_each_form(name: str, text: str, fields: dict[str, str]) -> None:
    assert fields_of(name, text) == fields
