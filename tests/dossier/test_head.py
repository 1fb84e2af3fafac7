# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The head of a dossier names the address and where it lies, also where little is known of it."""

from __future__ import annotations

from pathlib import Path

from tests.dossier.told_city import ALONE, CHANGES, CROWDED, dossier, rows, told_city
from tests.runs.published_city import addresses, publish_city


def test_an_address_is_named_with_its_place(tmp_path: Path) -> None:
    found = dossier(told_city(tmp_path), CROWDED).head
    assert (found.adres, found.street) == ("Dorpsstraat 20, 2511CA Duinrijk", "Dorpsstraat 20")
    assert (found.address_id, found.pand_id, found.soort) == (CROWDED, "0518100000000000", "verblijfsobject")
    assert (found.x_cm, found.y_cm) == (8_000_000, 45_500_050)
    assert [(area.code, area.name) for area in found.areas] == [("BU05180101", "BU05180101")]


def test_what_is_not_known_is_left_out(tmp_path: Path) -> None:
    places = addresses()
    places[5] |= {"x_cm": None, "y_cm": None, "buurtcode": None}
    found = dossier(publish_city(tmp_path / "city", listed=rows(), changes=CHANGES, places=places), ALONE).head
    assert (found.pand_id, found.x_cm, found.y_cm, found.areas) == ("", None, None, ())
