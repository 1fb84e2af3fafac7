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


def test_what_became_of_a_finding_is_told_beside_it_where_the_check_lists_that(tmp_path: Path) -> None:
    report, check = "sources/meldingen.yaml", "checks/wonen.yaml"
    source, asked = str(CHANGES[report]), str(CHANGES[check])
    told = source.replace("nothing: [afval]", "nothing: [afval], appeal: {field: nummer, undone: ['99']}")
    assert told != source
    own = {**CHANGES, report: told, check: asked.replace("soort, postcode]", "soort, postcode, nummer]")}
    space = publish_city(tmp_path / "city", listed=rows(), changes=own)
    outcomes = [visit.outcome for visit in dossier(space, TROUBLED).visits]
    assert len(outcomes) == 4
    assert all(outcome.split("; ")[0] in {"hinder", "afval"} and "; " in outcome for outcome in outcomes)
    silent = publish_city(tmp_path / "silent", listed=rows(), changes={**CHANGES, report: told})
    assert {visit.outcome for visit in dossier(silent, TROUBLED).visits} == {"hinder", "afval"}
