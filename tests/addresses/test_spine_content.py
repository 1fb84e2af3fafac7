# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Two spines are the same when they say the same of where addresses are, and only then."""

from __future__ import annotations

import pytest

from pandzicht.addresses.spine_content import spine_content
from tests.linking.town import Home, Town

HOMES = (Home(1), Home(2, "A"), Home(3, straat="markt", postcode="2512AB"))


def content(*homes: Home, **more: object) -> str:
    town = Town(homes, **more)  # type: ignore[arg-type]
    with town.engine:
        return spine_content(town.engine)


def test_the_same_addresses_have_the_same_content_in_whatever_order_they_stand() -> None:
    town = Town(HOMES)
    with town.engine:
        first = spine_content(town.engine)
        for table in ("addresses", "address_names", "panden"):
            town.engine.run(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {table} ORDER BY ALL DESC")
        assert spine_content(town.engine) == first == content(*HOMES)
    assert len(first) == 64


@pytest.mark.parametrize(
    "more",
    [
        {"protected": (Home(9),)},
        {"known_as": (("haven", "duinrijk"),)},
        {"short_names": (("kerkstr", "kerkstraat"),)},
        {"second_panden": ((0, 4),)},
    ],
)
def test_whatever_an_address_is_found_by_counts(more: dict[str, object]) -> None:
    assert content(*HOMES, **more) != content(*HOMES)


@pytest.mark.parametrize("home", [Home(3, straat="markt", postcode="2512AC"), Home(3, straat="markt", levensfase="x")])
def test_another_name_or_state_of_an_address_is_another_spine(home: Home) -> None:
    assert content(*HOMES[:2], home) != content(*HOMES)


def test_a_column_by_which_nothing_is_found_does_not_count() -> None:
    town = Town(HOMES)
    with town.engine:
        first = spine_content(town.engine)
        town.engine.run("ALTER TABLE addresses ADD COLUMN oppervlakte_m2 INTEGER DEFAULT 70")
        assert spine_content(town.engine) == first
