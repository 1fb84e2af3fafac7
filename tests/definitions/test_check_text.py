# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text of a check with other points: it says what was meant, and all else of it stays letter for letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.check import Check
from pandzicht.definitions.check_text import with_challenger, with_own_points
from pandzicht.definitions.yaml_file import yaml_data

MOTIVE = {"nl": "geleerd uit uitkomsten: 'ja', #1", "en": "learned from outcomes"}


@pytest.fixture(params=["achterstallig_onderhoud", "onrechtmatig_wonen", "adreskwaliteit"])
def text(request: pytest.FixtureRequest, root: Path) -> str:
    return (root / "catalogue" / "checks" / f"{request.param}.yaml").read_text("utf-8")


def of(text: str) -> Check:
    return Check.model_validate(yaml_data(text))


def test_a_challenger_is_added_and_nothing_else_changes(text: str) -> None:
    before = of(text)
    points = dict.fromkeys(list(before.points)[:2], 7)
    after = of(with_challenger(text, points, MOTIVE))
    assert after.challenger is not None
    assert after.challenger.points == points
    assert after.challenger.motive.nl == MOTIVE["nl"]
    assert after.strata.challenger >= 0.05
    assert after.strata.control == before.strata.control
    same = {"challenger": None, "strata": before.strata}
    assert after.model_copy(update=same) == before.model_copy(update=same)


def test_what_people_wrote_around_it_stays(text: str) -> None:
    after = with_challenger(text, {"x": 1}, MOTIVE)
    comments = [line for line in text.splitlines() if line.startswith("#")]
    assert [line for line in after.splitlines() if line.startswith("#")] == comments
    assert "points:" in text
    block = text[text.index("\npoints:") : text.index("\nstrata:")]
    assert block in after


def test_a_second_challenger_takes_the_place_of_the_first(text: str) -> None:
    once = with_challenger(text, {"x": 1}, MOTIVE)
    assert with_challenger(once, {"y": 2}, MOTIVE) == with_challenger(text, {"y": 2}, MOTIVE)


def test_points_take_over_and_the_challenger_is_gone(text: str) -> None:
    before = of(text)
    points = dict.fromkeys(list(before.points)[:2], 7)
    tried = with_challenger(text, points, MOTIVE)
    after = of(with_own_points(tried, points, sources=before.sources, severity=before.severity))
    assert after.points == points
    assert after.challenger is None
    assert after.strata.challenger == 0
    same = {"points": {}, "challenger": None, "strata": before.strata}
    assert after.model_copy(update=same) == before.model_copy(update=same)


def test_a_text_without_an_end_of_line_is_no_other_text() -> None:
    bare = "points: {a: 3}\nstrata: {control: 0.15}"
    assert yaml_data(with_challenger(bare, {"b": 2}, MOTIVE))["points"] == {"a": 3}
