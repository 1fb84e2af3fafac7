# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small model cities that many tests read; none of them changes one."""

from __future__ import annotations

from datetime import date

import pytest

from pandzicht.modelcity.city import build_city
from pandzicht.modelcity.firms import Firms, build_firms
from pandzicht.modelcity.owners import Owners, build_owners
from pandzicht.modelcity.town import Town, build_town
from pandzicht.modelcity.truth import Truth, build_truth
from tests.modelcity.written import ON, Written


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A city of 2,000 addresses."""
    folder = tmp_path_factory.mktemp("city") / "duinrijk"
    return Written(folder, build_city(folder, addresses=2_000, seed=5, on=ON, progress=lambda stage, part: None))


@pytest.fixture(scope="session")
def town() -> Town:
    """The same streets and buildings for 4,000 addresses, not written."""
    return build_town(4_000, seed=5, on=date(2026, 3, 2))


@pytest.fixture(scope="session")
def owners(town: Town) -> Owners:
    """Who owns what in the town."""
    return build_owners(town)


@pytest.fixture(scope="session")
def firms(town: Town) -> Firms:
    """The firms of the town."""
    return build_firms(town)


@pytest.fixture(scope="session")
def truth(town: Town, owners: Owners, firms: Firms) -> Truth:
    """What is really so in the town."""
    return build_truth(town, owners, firms)
