# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which objects protected rows protect: by id, by name, and when in doubt every unit at the number."""

from __future__ import annotations

import pyarrow as pa
import pytest

from pandzicht.addresses.protected_objects import name_protected
from pandzicht.store.engine import Engine

NAMES = pa.table(
    {
        "object_id": [1, 2, 3, 4],
        "nummeraanduiding_id": [11, 12, 13, 14],
        "straat_norm": ["kade", "kade", "kade", "plein"],
        "huisnummer": pa.array([1, 1, 2, 1], pa.int32()),
        "huisletter": ["A", "B", "", ""],
        "toevoeging": ["", "", "", ""],
        "postcode": ["1234AB", "1234AB", "1234AB", "1234CD"],
    }
)


def protected(**row: object) -> list[int]:
    with Engine(threads=1) as engine:
        engine.register("object_names", NAMES)
        name_protected(engine, pa.table({name: [value] for name, value in row.items()}) if row else None)
        return sorted(found[0] for found in engine.rows("SELECT object_id FROM spine_protected"))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, []),
        ({"object_id": 3}, [3]),
        ({"object_id": 99}, [99]),
        ({"nummeraanduiding_id": 12}, [2]),
        ({"postcode": "1234AB", "huisnummer": 1, "huisletter": "B"}, [2]),
        ({"postcode": "1234AB", "huisnummer": 1, "toevoeging": "B"}, [2]),
        ({"postcode": "1234AB", "huisnummer": 1}, [1, 2]),
        ({"postcode": "1234AB", "huisnummer": 1, "huisletter": "C"}, [1, 2]),
        ({"straat": "kade", "huisnummer": 1, "huisletter": "A"}, [1]),
        ({"straat": "plein", "huisnummer": 9}, []),
        ({"object_id": 4, "straat": "kade", "huisnummer": 2}, [3, 4]),
    ],
)
def test_what_a_row_protects(row: dict[str, object], expected: list[int]) -> None:
    assert protected(**row) == expected
