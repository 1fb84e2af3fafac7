# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is beyond reach, on rows made by hand: equal to another address, nearer to one, or as near."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from bench.linking.ceiling import ceiling_of, reach

HOMES = [
    ("Merelstraat", 12, "A"),
    ("Merelstraat", 12, "B"),
    ("Merelstraat", 14, ""),
    ("Merelstraat", 14, "III"),
    ("Eikenlaan", 12, "A"),
    ("Eikenlaan", 1, ""),
]
POSTCODES = {"Merelstraat": "3100AB", "Eikenlaan": "3155XZ"}


def register() -> pa.Table:
    homes = [
        {"address_no": at, "straat": street, "vroegere_straat": "Oude Drift" if street == "Eikenlaan" else None,
         "huisnummer": number, "eenheid": unit, "postcode": POSTCODES[street], "woonplaats": "Duinrijk"}
        for at, (street, number, unit) in enumerate(HOMES)
    ]  # fmt: skip
    return pa.Table.from_pylist(homes).set_column(0, "address_no", pa.array(range(len(homes)), pa.int32()))


def row(truth: int | None, **changes: Any) -> dict[str, Any]:
    street, number, unit = HOMES[truth or 0]
    said = {"truth": truth, "straat": street, "huisnummer": number, "eenheid": unit, "postcode": POSTCODES[street],
            "woonplaats": "Duinrijk"}  # fmt: skip
    return said | changes


def reached(*rows: dict[str, Any]) -> list[tuple[bool, bool]]:
    said = pa.Table.from_pylist([{"row_no": at, **one} for at, one in enumerate(rows)])
    said = said.set_column(1, "truth", said["truth"].cast(pa.int32()))
    table = reach(register(), said)
    return list(zip(table["beyond"].to_pylist(), table["tied"].to_pylist(), strict=True))


@pytest.mark.parametrize(
    ("said", "beyond", "tied"),
    [
        (row(0), False, False),
        (row(0, straat="Merlstraat"), False, False),
        (row(0, postcode="3100AC"), False, False),
        (row(0, postcode="", woonplaats=""), False, False),
        (row(4, straat="Oude Drift"), False, False),
        (row(0, eenheid="B"), True, False),
        (row(3, eenheid=""), True, False),
        (row(0, eenheid=""), False, True),
        (row(3, eenheid="I"), True, False),
        (row(2, huisnummer=13), False, False),
        (row(None, huisnummer=99), False, False),
        (row(None), True, False),
    ],
)
def test_a_row_is_beyond_reach_when_it_equals_or_lies_nearer_to_another(
    said: dict[str, Any], beyond: bool, tied: bool
) -> None:
    assert reached(said) == [(beyond, tied)]


def test_a_street_of_two_towns_is_two_addresses_when_nothing_tells_them_apart() -> None:
    twin = pa.Table.from_pylist([{**register().to_pylist()[5], "address_no": 6, "woonplaats": "Lage Oevers"}])
    both = pa.concat_tables([register(), twin.cast(register().schema)])
    said = pa.Table.from_pylist([{"row_no": 0, **row(5, postcode="", woonplaats="")}, {"row_no": 1, **row(5)}])
    assert reach(both, said)["beyond"].to_pylist() == [True, False]


def test_the_ceiling_counts_what_equals_another_as_wrong_and_what_lies_nearer_as_empty() -> None:
    found = pa.table(
        {
            "truth": pa.array([0, 1, 2, 3, None], pa.int32()),
            "own_equal": [True, False, False, False, False],
            "is_named": [True, False, True, False, False],
            "equals": [0, 1, 0, 0, 0],
            "beyond": [False, True, True, False, False],
            "tied": [False, False, False, True, False],
        }
    )
    ceiling = ceiling_of(found)
    assert ceiling.f1 == pytest.approx(2 * 2 / (3 + 4))
    assert ceiling.f1_without_ties == pytest.approx(2 * 1 / (2 + 4))
    assert ceiling.f1_named == pytest.approx(2 * 1 / (2 + 4))


def test_a_row_is_named_when_it_says_number_and_unit_of_its_address_whatever_its_street() -> None:
    said = [
        row(0, straat="Merlstraat"),
        row(4, straat="Oude Drift"),
        row(2, huisnummer=13),
        row(0, eenheid=""),
        row(None),
    ]
    table = pa.Table.from_pylist([{"row_no": at, **one} for at, one in enumerate(said)])
    table = table.set_column(1, "truth", table["truth"].cast(pa.int32()))
    assert reach(register(), table)["is_named"].to_pylist() == [True, True, False, False, False]
