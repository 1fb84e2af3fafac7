# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An office that the tests of its pages share: a made-up city with its colleagues; its lists are not to be changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from pandzicht_web.settings import set_up
from tests.model_city import ModelCity
from tests.office import HOSTS, SECRET, office_in
from tests.state_places import fresh_postgres


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def office(
    request: pytest.FixtureRequest, model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Office]:
    """The office of a copy of the city of 2,000 addresses: once with its state in a file, once in PostgreSQL."""
    folder = tmp_path_factory.mktemp("office") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    if request.param == "sqlite":
        yield office_in(space)
        return
    with fresh_postgres(lasting=True) as place:
        found = office_in(replace(space, database=place))
        yield found
        found.door.state.close()


@pytest.fixture(autouse=True, scope="session")
def django() -> None:
    """Django, set up before the first answer is made."""
    set_up(SECRET, HOSTS, is_secure=False)
