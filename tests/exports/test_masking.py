# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who asks for an address gets what is about the address and about themselves, and nothing of anybody else."""

from __future__ import annotations

import pytest

from pandzicht.definitions.source import Source
from pandzicht.exports.masking import masked_row

SOURCE = Source.model_validate(
    {
        "source": "bewoning",
        "label": {"nl": "Bewoning"},
        "owner": "Burgerzaken",
        "reader": "csv",
        "delivery": "full",
        "legal_basis": [{"article": "Wet BRP art. 1.7", "verified": "te_toetsen"}],
        "supply": "wettelijk",
        "retention": "P1Y",
        "fields": {
            "persoon": {"from": "bsn", "type": "pseudonym", "sensitivity": "person"},
            "partner": {"from": "partner_bsn", "type": "pseudonym"},
            "geboren": {"from": "geboren", "type": "partial_date", "sensitivity": "person"},
            "soort": {"from": "soort", "type": "code"},
        },
    }
)
ROW = {"persoon": "aa", "geboren_vroegst": "1980-01-01", "geboren_laatst": "1980-12-31", "soort": "woonadres"}


def test_by_default_all_that_is_about_persons_is_masked() -> None:
    told = masked_row(ROW, SOURCE)
    assert dict(told.values) == {"soort": "woonadres"}
    assert told.masked == ("persoon", "geboren_vroegst", "geboren_laatst")


def test_the_own_row_of_who_asks_is_told_whole() -> None:
    told = masked_row(ROW | {"partner": None}, SOURCE, "aa")
    assert dict(told.values) == ROW | {"partner": None}
    assert told.masked == ()


def test_a_row_that_names_somebody_else_as_well_tells_only_the_own_pseudonym() -> None:
    told = masked_row(ROW | {"partner": "bb"}, SOURCE, "aa")
    assert dict(told.values) == {"persoon": "aa", "soort": "woonadres"}
    assert told.masked == ("geboren_vroegst", "geboren_laatst", "partner")


@pytest.mark.parametrize("asker", ["bb", "AA", " aa", "a"])
def test_another_person_gets_nothing_of_it(asker: str) -> None:
    assert dict(masked_row(ROW, SOURCE, asker).values) == {"soort": "woonadres"}


def test_a_row_without_a_person_is_about_nobody_who_asks() -> None:
    told = masked_row(ROW | {"persoon": None}, SOURCE, "aa")
    assert "geboren_vroegst" not in told.values
    assert "persoon" not in told.masked
