# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A channel lasts for its term, both days included, and its data are gone afterwards."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.errors import DefinitionFaults
from tests.partnership import CHANNEL, PARTNERSHIP
from tests.small_catalogue import write_catalogue


@pytest.mark.parametrize(
    ("day", "is_open"),
    [
        (date(2025, 12, 31), False),
        (date(2026, 1, 1), True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
        (date(2026, 12, 31), False),
    ],
)
def test_it_is_open_during_its_term_only(tmp_path: Path, day: date, is_open: bool) -> None:
    channel = read_catalogue(write_catalogue(tmp_path, PARTNERSHIP)).channels["samen"]
    assert channel.is_open(day) is is_open


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("to: 2026-06-30", "to: 2025-06-30", "must follow each other"),
        ("destroy_on: 2026-12-31", "destroy_on: 2026-06-30", "must follow each other"),
        ("destroy_on: 2026-12-31\n", "", "key 'destroy_on' is missing"),
        ("covenant: CONV-2026-1\n", "", "key 'covenant' is missing"),
        ("partners: [Gemeente Duinrijk, Belastingdienst]", "partners: []", "partners"),
        ("legal_basis: [{article: WGS (Stb. 2024 380), verified: te_toetsen}]", "legal_basis: []", "legal_basis"),
    ],
)
def test_one_without_covenant_partners_basis_or_end_is_a_fault(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in CHANNEL
    changes = PARTNERSHIP | {"channels/samen.yaml": CHANNEL.replace(old, new)}
    with pytest.raises(DefinitionFaults) as refused:
        read_catalogue(write_catalogue(tmp_path, changes))
    assert [told in str(fault) for fault in refused.value.faults] == [True]
    assert refused.value.faults[0].file == "channels/samen.yaml"
