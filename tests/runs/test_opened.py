# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An address that somebody may not see reads like one that does not exist."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.errors import NotFound
from pandzicht.governance.actor import Actor, Grant
from pandzicht.runs.explain import Explainer
from pandzicht.store.workspace import Workspace
from tests.desk import desk_of, opened
from tests.runs.published_city import publish_city

HOME, NOWHERE = "0518010000000000", "0518010000000999"


@pytest.fixture
def city(tmp_path: Path) -> Workspace:
    return publish_city(tmp_path / "city")


def asked(city: Workspace, address: str, *areas: str) -> str:
    """What somebody whose role reaches these areas is told of an address."""
    desk = desk_of(city, actor=Actor("els", "els", (Grant("alles", areas=frozenset(areas) or None),)))
    return Explainer(opened(city, desk=desk)).explain(address).address_id


def test_an_area_of_a_grant_opens_the_addresses_in_it(city: Workspace) -> None:
    assert asked(city, HOME, "BU0518") == HOME
    assert asked(city, HOME) == HOME


def test_an_address_outside_it_is_told_like_one_that_does_not_exist(city: Workspace) -> None:
    with pytest.raises(NotFound) as outside:
        asked(city, HOME, "BU9999")
    with pytest.raises(NotFound) as nowhere:
        asked(city, NOWHERE)
    assert str(outside.value).replace(HOME, NOWHERE) == str(nowhere.value)
