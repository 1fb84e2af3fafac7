# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What all tests share: the folder of real register files, and how much is drawn per property."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from pandzicht.store.state_database import StateDatabase, open_state
from tests.appealed_city import AppealedCity, city_with_appeals
from tests.desk import NOW
from tests.log_watch import WATCH, Watch
from tests.model_city import ModelCity, compared_city
from tests.rounds_city import RoundsCity, city_with_rounds
from tests.slots_city import SlotsCity, city_with_slots
from tests.state_places import fresh_postgres

ROOT = Path(__file__).resolve().parents[1]

# A change is judged on the same draws each time; a release looks further. Time is no criterion: machines differ.
settings.register_profile(
    "commit", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile(
    "release", max_examples=10_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("commit")


@pytest.fixture(scope="session", autouse=True)
def log_watch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watch]:
    """The watch over the logs; at the end it looks at what other processes wrote in folders that tests share."""
    with WATCH.standing():
        yield WATCH
    assert WATCH.look(tmp_path_factory.getbasetemp()) == []


@pytest.fixture(autouse=True)
def log_lines(log_watch: Watch, request: pytest.FixtureRequest) -> Iterator[None]:
    """Every line that the test wrote in the logs is held against their schema (S10)."""
    yield
    folder = request.node.funcargs.get("tmp_path")
    if request.node.get_closest_marker("own_lines"):
        log_watch.leave(folder)
    else:
        assert log_watch.look(folder) == []


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real register files, which lie outside the repository; without them the test is skipped."""
    folder = Path(os.environ.get("PANDZICHT_REAL_DATA", ROOT / ".." / "shared" / "data")).resolve()
    if not folder.is_dir():
        pytest.skip(f"the real register files are not at {folder}; name their folder in PANDZICHT_REAL_DATA")
    return folder


@pytest.fixture(scope="session")
def model_city(tmp_path_factory: pytest.TempPathFactory) -> ModelCity:
    """A made-up city of 2,000 addresses, loaded and compared; not to be changed."""
    return compared_city(tmp_path_factory.mktemp("model") / "city", addresses=2_000, seed=1)


@pytest.fixture(scope="session")
def rounds_city(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> RoundsCity:
    """The made-up city after two rounds that were handed over and visited; not to be changed."""
    return city_with_rounds(model_city, tmp_path_factory.mktemp("rounds"))


@pytest.fixture(scope="session")
def appealed_city(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> AppealedCity:
    """That city once it was told how serious findings are and what became of them; not to be changed."""
    return city_with_appeals(rounds_city, tmp_path_factory.mktemp("appealed"))


@pytest.fixture(scope="session")
def slots_city(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> SlotsCity:
    """The made-up city after two rounds that were held against a list of people; not to be changed."""
    return city_with_slots(model_city, tmp_path_factory.mktemp("slots"))


@pytest.fixture(params=["sqlite", "postgresql"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[StateDatabase]:
    """An empty state database: once of SQLite, once of PostgreSQL where one answers."""
    if request.param == "sqlite":
        database = open_state(tmp_path / "state.sqlite", now=NOW)
        yield database
        database.close()
        return
    with fresh_postgres() as place:
        database = open_state(place, now=NOW, demo=True)
        yield database
        database.close()
