# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everything that is so in the model city before any register is written, and what happened there long before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pandzicht.modelcity.enforcement import Cases, build_cases
from pandzicht.modelcity.firms import Firms, build_firms
from pandzicht.modelcity.holdings import Holdings, build_holdings
from pandzicht.modelcity.households import Households, build_households
from pandzicht.modelcity.owners import Owners, build_owners
from pandzicht.modelcity.permits import Permits, build_permits
from pandzicht.modelcity.town import Town, build_town
from pandzicht.modelcity.truth import Truth, build_truth

THREE_YEARS = 3 * 365


@dataclass(frozen=True, slots=True)
class World:
    """The town, who owns it, trades and lives there, what is really so, and the cases and permits there have been."""

    town: Town
    owners: Owners
    firms: Firms
    truth: Truth
    households: Households
    holdings: Holdings
    permits: Permits
    cases: Cases

    @property
    def recent(self) -> tuple[int, int]:
        """The last three years as days."""
        return self.town.today - THREE_YEARS, self.town.today


def build_world(addresses: int, *, seed: int, on: date) -> World:
    """Build the world of a city; the same addresses, seed and date give the same world, whatever else is built.

    Raises ValueError for fewer than 200 addresses.
    """
    town = build_town(addresses, seed=seed, on=on)
    owners, firms = build_owners(town), build_firms(town)
    truth = build_truth(town, owners, firms)
    households = build_households(town, owners, truth)
    return World(
        town=town,
        owners=owners,
        firms=firms,
        truth=truth,
        households=households,
        holdings=build_holdings(town, households, truth),
        permits=build_permits(town, households, firms, truth),
        cases=build_cases(town, owners, truth),
    )
