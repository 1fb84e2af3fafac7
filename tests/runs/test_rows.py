# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Of the rows of a source everybody sees the fields that their roles let them see, and no others."""

from __future__ import annotations

import pytest

from pandzicht.definitions.source import Sensitivity
from pandzicht.runs.explain import Explainer
from pandzicht.store.workspace import Workspace
from tests.desk import ALL, desk_of, opened
from tests.runs.published_city import publish_city

CROWDED = "0518010000000000"


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return publish_city(tmp_path_factory.mktemp("rows") / "city")


def told(city: Workspace, *sees: Sensitivity, hidden: tuple[str, ...] = ()) -> str:
    """All that the explanation of a crowded address says to a role."""
    role = ALL.model_copy(update={"sees": sees, "hidden": hidden})
    return str(Explainer(opened(city, desk=desk_of(city, roles={"alles": role}))).explain(CROWDED))


def test_who_may_not_see_persons_sees_the_rows_without_them(city: Workspace) -> None:
    assert "persoon-4" in told(city, Sensitivity.OBJECT, Sensitivity.PERSON)
    without = told(city, Sensitivity.OBJECT)
    assert "persoon-" not in without
    assert "woonadres" in without


def test_a_field_that_a_role_hides_is_in_no_row(city: Workspace) -> None:
    everything = (Sensitivity.OBJECT, Sensitivity.PERSON)
    found = told(city, *everything, hidden=("bewoning.soort",))
    assert "woonadres" not in found
    assert "persoon-4" in found


def test_a_date_that_is_kept_as_two_is_hidden_by_its_own_name(city: Workspace) -> None:
    assert "van_vroegst" in told(city, Sensitivity.OBJECT)
    assert "van_vroegst" not in told(city, Sensitivity.OBJECT, hidden=("bewoning.van",))
