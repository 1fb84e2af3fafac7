# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Registers that are delivered again: whose turn it is, with the bytes of the first time and the date of the month."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.source import DeliveryKind
from pandzicht.modelcity.city import build_city
from pandzicht.modelcity.later_month import City
from pandzicht.modelcity.outbox import Outbox
from pandzicht.modelcity.unchanged import EVERY_MONTHS, write_unchanged

ON = date(2026, 3, 1)
CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
EVERY_MONTH = {"bag", "brp_bewoning", "brp_bewoning_wijzigingen", "signalen", "vergunningen"}
"""What tells every month what is so then, or what changed in it."""
LAST = 12
"""The last month of a year of rounds."""


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    folder = tmp_path_factory.mktemp("unchanged")
    build_city(folder / "city", addresses=600, seed=3, on=ON, progress=lambda stage, part: None)
    return City(600, 3, ON, folder / "city", folder / "rounds")


def again(city: City, month: int, folder: Path) -> Outbox:
    """What is delivered again in a month."""
    box = Outbox(folder, city.world.town, wave=1 + month)
    box.day = city.day(month)
    write_unchanged(box, city.home / "deliveries", month)
    return box


def test_each_is_delivered_again_when_its_turn_comes_with_what_it_held(city: City, tmp_path: Path) -> None:
    monthly = {"brk", "energie", "handhaving", "kvk", "toeristische_verhuur", "wkpb"}
    every_other = {"beschermd", "containers", "corporatie", "ep_online"}
    expected = {2: monthly, 3: monthly | every_other, 4: monthly | {"verhuur_nachten"}, 7: set(EVERY_MONTHS)}
    for month, sources in expected.items():
        box = again(city, month, tmp_path / str(month))
        assert {entry.source for entry in box.entries} == sources
        assert {entry.date for entry in box.entries} == {city.day(month)}
    first = city.home / "deliveries" / "kvk"
    (path,) = (tmp_path / "2" / "deliveries" / "kvk").iterdir()
    (same,) = (name for name in first.iterdir() if name.name == path.name.replace("20260401", "20260301"))
    assert path.name != same.name
    assert path.read_bytes() == same.read_bytes()


def test_no_truth_is_read_for_it(city: City, tmp_path: Path) -> None:
    shutil.copytree(city.home / "deliveries", tmp_path / "city" / "deliveries")
    alone = replace(city, home=tmp_path / "city")
    assert again(alone, 2, tmp_path / "box").entries == again(city, 2, tmp_path / "other").entries


def test_nothing_that_an_indicator_reads_expires_within_a_year_of_rounds(city: City) -> None:
    """The catalogue says how long a delivery stands; a year of rounds would else go blind."""
    listed = json.loads((city.home / "deliveries" / "deliveries.json").read_text(encoding="utf-8"))
    catalogue, expired = read_catalogue(CATALOGUE), []
    read = {item.source for item in catalogue.indicators.values()}
    delivered = ({item["source"] for item in listed} & read) - EVERY_MONTH
    assert set(EVERY_MONTHS) - delivered <= {"beschermd"}
    for name, source in catalogue.sources.items():
        every = EVERY_MONTHS.get(name, LAST)
        for month in range(1, LAST + 1, every):
            stands = source.valid_for.after(city.day(month))
            if name in delivered and source.delivery is not DeliveryKind.EVENTS:
                expired += [(name, month)] if stands < city.day(min(month + every, LAST)) else []
    assert expired == []
