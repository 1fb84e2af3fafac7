# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht hand-over` as a coordinator types it: once, with a reason to take it back, by two where that is asked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.cli.test_main import Captured, machine, person
from tests.model_city import ModelCity

Place = tuple[str, str]


@pytest.fixture
def place(model_city: ModelCity, tmp_path: Path, capsys: Captured) -> Place:
    """A copy of the city with a selection: where it is, and what it is called."""
    ignored = shutil.ignore_patterns("staging", "city")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    folder = str(tmp_path / "copy")
    _, drawn = machine(capsys, "select", "onrechtmatig_wonen", "--size", "12", "--seed", "9", "--workspace", folder)
    return folder, drawn["selection"]


def test_a_selection_is_handed_over_and_taken_back(place: Place, capsys: Captured) -> None:
    folder, name = place
    code, answer = machine(capsys, "hand-over", name, "--note", "week 10", "--workspace", folder)
    assert (code, [item["note"] for item in answer["handovers"]]) == (0, ["week 10"])
    code, said = person(capsys, "hand-over", name, "--workspace", folder)
    assert (code, "was handed over already; take it back first" in said) == (1, True)
    code, said = person(capsys, "hand-over", name, "--because", "nee", "--workspace", folder)
    assert code == 1
    code, said = person(capsys, "hand-over", name, "--because", "de ronde gaat niet door", "--workspace", folder)
    assert (code, "teruggenomen: de ronde gaat niet door" in said) == (0, True)


def test_a_second_person_is_asked_where_the_municipality_decided_so(place: Place, capsys: Captured) -> None:
    folder, name = place
    (Path(folder) / "catalogue" / "approvals" / "overdracht.yaml").write_text(
        "approval: overdracht\nterms:\n  - {persons: 1, from: 2020-01-01, article: art. 1}\n", encoding="utf-8"
    )
    code, said = person(capsys, "hand-over", name, "--workspace", folder)
    assert (code, "nobody else approved this" in said) == (1, True)
    code, said = person(capsys, "hand-over", name, "--propose", "de ronde van week 10", "--workspace", folder)
    assert (code, "pandzicht approve " in said) == (0, True)


def test_a_selection_that_is_not_there_is_not_handed_over(place: Place, capsys: Captured) -> None:
    code, said = person(capsys, "hand-over", "geen", "--workspace", place[0])
    assert (code, "selection 'geen' does not exist" in said) == (1, True)
