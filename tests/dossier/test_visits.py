# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Earlier looks are told with what they gave, for the checks that ask."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.ranking.outcome import Result
from pandzicht.store.workspace import Workspace
from tests.dossier.told_city import CHANGES, CROWDED, TROUBLED, dossier, facts_only, rows, told_city
from tests.runs.published_city import publish_city


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("visits"))


def test_what_looks_gave_is_told_the_newest_first(city: Workspace) -> None:
    found = dossier(city, TROUBLED).visits
    assert [(visit.day, visit.result, visit.outcome, visit.of_pand) for visit in found] == [
        (date(2026, 2, 5), Result.ESTABLISHED, "hinder", True),
        (date(2026, 2, 3), Result.ESTABLISHED, "hinder", False),
        (date(2026, 2, 3), Result.ESTABLISHED, "hinder", False),
        (date(2025, 6, 1), Result.NOTHING, "afval", False),
    ]
    assert {(visit.step, visit.check, visit.source) for visit in found} == {("1234AB", "Wonen", "Meldingen")}
    assert facts_only(city, TROUBLED).visits == found
    assert dossier(city, CROWDED).visits == ()


def test_a_check_that_does_not_list_the_outcome_tells_none(tmp_path: Path) -> None:
    check = (CHANGES["checks/wonen.yaml"] or "").replace("[datum, soort, postcode]", "[datum, soort]")
    space = publish_city(tmp_path / "city", listed=rows(), changes={**CHANGES, "checks/wonen.yaml": check})
    assert dossier(space, TROUBLED).visits == ()
