# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An address is found however it is written: among the first three, in 95 of 100 of what registers make of it."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.modelcity.arrays import stream
from pandzicht.modelcity.mess import Flaw, messed
from pandzicht.modelcity.town import build_town
from pandzicht.searching.address_index import AddressIndex
from pandzicht.searching.address_search import addresses_meant, in_order, streets_meant
from tests.model_city import ModelCity

RATES = {
    Flaw.AFKORTING: 0.2,
    Flaw.HOOFDLETTERS: 0.1,
    Flaw.KLEINE_LETTERS: 0.2,
    Flaw.TYPEFOUT: 0.15,
    Flaw.OUDE_STRAATNAAM: 0.01,
    Flaw.LETTER_IN_TOEVOEGING: 0.05,
    Flaw.NUMMER_SAMEN: 0.1,
    Flaw.POSTCODE_ONTBREEKT: 0.3,
    Flaw.POSTCODE_SPATIE: 0.2,
    Flaw.POSTCODE_FOUT: 0.05,
    Flaw.TOEVOEGING_KWIJT: 0.01,
}
ROWS = 1_000
ENOUGH = 0.95


@pytest.fixture(scope="module")
def index(model_city: ModelCity) -> AddressIndex:
    return model_city.opened().tables.once(AddressIndex)


def first(index: AddressIndex, text: str, most: int = 3) -> list[str]:
    """The ids of the first addresses that a text may mean."""
    seen = np.ones(index.tables.addresses.num_rows, dtype=bool)
    numbers = in_order(index, addresses_meant(index, text), seen, most)
    return [index.tables.addresses["address_id"][number].as_py() for number in numbers]


@pytest.mark.parametrize("shape", ["street", "street and postcode", "street, postcode and town"])
def test_a_thousand_messy_spellings_find_their_address(index: AddressIndex, shape: str) -> None:
    town = build_town(2_000, seed=1, on=PEILDATUM)
    known = set(index.tables.addresses["address_id"].to_pylist())
    rng = stream(1, f"search {shape}")
    there = [at for at in range(town.objects.existing) if str(town.objects.ids[at]) in known]
    rows = messed(town, rng.choice(there, ROWS), rng, RATES, whole=True)
    texts = rows.one_line(with_postcode="postcode" in shape, with_town="Duinrijk" if "town" in shape else "")
    truth = [str(town.objects.ids[at]) for at in rows.true]
    found = [own in first(index, text) for own, text in zip(truth, texts.to_pylist(), strict=True)]
    assert np.mean(found) >= ENOUGH, Counter(
        name for name, hit in zip(rows.flaw_names().to_pylist(), found, strict=True) if not hit
    )


def some(index: AddressIndex, count: int = 200) -> list[dict[str, object]]:
    rows = [row for row in index.tables.addresses.to_pylist() if row["straat"] and row["postcode"]]
    return rows[:: max(1, len(rows) // count)]


def test_an_address_as_it_is_written_is_the_first_found(index: AddressIndex) -> None:
    for row in some(index):
        assert first(index, str(row["adres"]), 1) == [row["address_id"]]


def test_a_postcode_with_a_number_is_enough(index: AddressIndex) -> None:
    for row in some(index):
        unit = f"{row['huisletter'] or ''} {row['huisnummertoevoeging'] or ''}".strip()
        assert row["address_id"] in first(index, f"{row['postcode']} {row['huisnummer']} {unit}")
        assert row["address_id"] in first(index, f"{row['huisnummer']} {unit}, {str(row['postcode']).lower()}")


def test_more_digits_are_expected_while_the_number_stands_last(index: AddressIndex) -> None:
    row = next(row for row in some(index, 2_000) if int(str(row["huisnummer"])) >= 30 and not row["huisletter"])
    begun = f"{row['straat']} {str(row['huisnummer'])[:-1]}"
    assert row["address_id"] in first(index, begun, 60)
    assert row["address_id"] not in first(index, f"{begun} bis", 60)


def test_a_town_that_is_typed_goes_before_the_same_street_elsewhere(index: AddressIndex) -> None:
    towns = dict.fromkeys(zip(index.street_labels, index.town_labels, strict=True))
    names = Counter(name for name, _ in towns)
    for name, town in towns:
        if names[name] > 1 and town:
            nearest = min(streets_meant(index, f"{name} {town}").items(), key=lambda item: (item[1], item[0]))
            assert index.town_labels[nearest[0]] == town


def test_what_may_not_be_seen_is_not_in_the_order(index: AddressIndex) -> None:
    row = some(index)[0]
    far = addresses_meant(index, str(row["adres"]))
    hidden = np.ones(index.tables.addresses.num_rows, dtype=bool)
    hidden[int(str(row["address_no"]))] = False
    assert row["address_no"] in far
    assert row["address_no"] not in in_order(index, far, hidden, 10)
