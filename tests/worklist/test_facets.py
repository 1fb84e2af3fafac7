# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A count beside a list is how long the list becomes when that is asked."""

from __future__ import annotations

import pytest

from pandzicht.worklist.listing import Worklist
from tests.model_city import ModelCity
from tests.worklist.asking import asked

QUERIES = (
    "",
    "kind=woonfunctie&not_visited=24",
    "signal=overbewoning&area=WK999902",
    "signal=overbewoning&signal=meer_bellen_dan_eenheden:unknown&every=yes",
    "owner=legal_person&status=drawn&text=a",
)
ALONE = ("not_visited",)
"""Of these one only is asked at a time."""


def counts(found: Worklist) -> dict[tuple[str, str], int]:
    return {(facet.key, choice.value): choice.count for facet in found.facets for choice in facet.choices}


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("check", ["onrechtmatig_wonen", "brandveiligheid"])
def test_a_count_is_what_the_list_has_when_it_is_asked(model_city: ModelCity, check: str, query: str) -> None:
    if "owner" in query and check == "brandveiligheid":
        query = query.replace("owner=legal_person&", "")
    found = counts(asked(model_city.workspace, check, query))
    assert len({key for key, _ in found}) >= 3
    for (key, value), count in found.items():
        others = [part for part in query.split("&") if part and (not part.startswith(f"{key}=") or "every" in query)]
        if key in ALONE:
            others = [part for part in others if not part.startswith(f"{key}=")]
        told = asked(model_city.workspace, check, "&".join([*others, f"{key}={value}"]))
        assert told.count == count, (key, value)


def test_what_is_asked_is_marked_and_what_occurs_nowhere_is_not_offered(model_city: ModelCity) -> None:
    found = asked(model_city.workspace, "onrechtmatig_wonen", "signal=overbewoning&not_visited=24&area=WK999902")
    marked = {choice.value for facet in found.facets for choice in facet.choices if choice.is_asked}
    areas = {value for value in marked if value.startswith("BU")}
    assert marked - areas == {"overbewoning:yes", "24"}
    assert areas
    assert all(value.startswith("BU999902") for value in areas)
    assert ("signal", "overbewoning:disputed") not in counts(found)
    assert ("status", "new") not in counts(found)


def test_choices_are_told_in_words(model_city: ModelCity) -> None:
    labels = {
        (facet.key, choice.value): choice.label
        for facet in asked(model_city.workspace, "onrechtmatig_wonen").facets
        for choice in facet.choices
    }
    assert labels["kind", "winkelfunctie"] == "winkel"
    assert labels["owner", "housing_corporation"] == "woningcorporatie"
    assert labels["not_visited", "12"] == "12 maanden"
    assert labels["signal", "overbewoning:yes"].endswith("?")
