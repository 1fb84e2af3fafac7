# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The columns of a delivery's tables."""

from __future__ import annotations

import pytest

from pandzicht.sources.layout import bounds_of, field_types, key_columns, row_types
from pandzicht.sources.link_columns import LINK_TYPES
from tests.sources.making import BASIS, a_source

FIELDS = {
    "wie": {"from": "wie", "type": "pseudonym"},
    "van": {"from": "van", "type": "partial_date"},
    "tot": {"from": "tot", "type": "date"},
    "waarde": {"from": "waarde", "type": "decimal", "scale": 3},
    "actief": {"from": "actief", "type": "boolean"},
    "pand": {"from": "pand", "type": "bag_id"},
    "kamers": {"from": "kamers", "type": "integer"},
    "soort": {"from": "soort", "type": "code"},
    "naam": {"from": "naam"},
}


def test_every_type_has_its_column() -> None:
    assert field_types(a_source(FIELDS)) == {
        "wie": "VARCHAR",
        "van_vroegst": "DATE",
        "van_laatst": "DATE",
        "tot": "DATE",
        "waarde": "DECIMAL(18,3)",
        "actief": "BOOLEAN",
        "pand": "BIGINT",
        "kamers": "BIGINT",
        "soort": "VARCHAR",
        "naam": "VARCHAR",
    }


def test_a_row_begins_with_its_identity_place_and_links() -> None:
    assert list(row_types(a_source(FIELDS)))[:17] == ["row_id", "file_no", "record_no", *LINK_TYPES]


def test_derived_columns_stand_last() -> None:
    household = {
        "person": "b",
        "partner": [],
        "parents": [],
        "birth_date": "g",
        "at": "o",
        "legal_basis": BASIS,
        "dpia": "D",
    }
    assert list(field_types(a_source(FIELDS, household=household)))[-1] == "zonder_relatie"
    assert field_types(a_source(FIELDS, about="boundaries"))["geom_wkb"] == "BLOB"


def test_the_bounds_of_a_row_and_its_key_name_columns() -> None:
    source = a_source(FIELDS, validity={"from": "van", "to": "tot"}, key=["wie", "van", "tot"])
    assert bounds_of(source) == ("van_vroegst", "van_laatst", "tot", "tot")
    assert key_columns(source) == ("wie", "van_vroegst", "van_laatst", "tot")
    assert bounds_of(a_source(FIELDS)) is None


@pytest.mark.parametrize("role", ["lon", "lat"])
def test_a_degree_has_six_decimals(role: str) -> None:
    assert field_types(a_source({"l": {"from": "l", "type": "decimal", "role": role}})) == {"l": "DECIMAL(18,6)"}
