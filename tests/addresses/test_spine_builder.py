# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from pandzicht.addresses.bag_objects import ElementFault
from pandzicht.addresses.spine_builder import SpineBuilder, XmlPlace
from pandzicht.addresses.spine_tables import SCHEMAS

PLACE = XmlPlace("levering.zip/9999VBO.zip/a.xml", 12)


def test_a_place_names_the_delivered_file_and_the_way_in() -> None:
    assert str(PLACE.fault("status of pand 1", "is missing", "ask")) == (
        "levering.zip: 9999VBO.zip/a.xml, line 12, status of pand 1: is missing; ask"
    )
    assert XmlPlace("a.xml", 3).fault("x", "y", "z").place == "line 3, x"


def test_nothing_taken_gives_empty_tables() -> None:
    tables = SpineBuilder().tables()
    assert {name: (table.schema, table.num_rows) for name, table in tables.items()} == {
        name: (schema, 0) for name, schema in SCHEMAS.items()
    }


def test_faults_beyond_the_most_are_counted_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pandzicht.addresses.spine_builder.MOST_FAULTS", 3)
    builder = SpineBuilder()
    for number in range(5):
        builder.put_aside(f"Pand {number}", ElementFault("status", "is missing"), PLACE)
    assert (len(builder.faults()), builder.fault_count, builder.set_aside) == (3, 5, 5)
