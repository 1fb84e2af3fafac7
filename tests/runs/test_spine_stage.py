# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""An address goes out of a run when a protected person may live there, also when an earlier delivery said so."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.known_as import KnownAs
from pandzicht.runs.link_stage import stand
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.spine_stage import make_spine, names_of_towns
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace, open_workspace
from tests.desk import loaded
from tests.model_city import ModelCity

SOURCE = "brp_bewoning_wijzigingen"
PERSON, OTHER = "999990011", "999990022"
Stay = tuple[str, str, str, str | None]
"""A person, an object, and the code of geheimhouding, with the end of the stay."""


@pytest.fixture
def copied(model_city: ModelCity, tmp_path: Path) -> Workspace:
    """A copy of the city with its deliveries."""
    ignored = shutil.ignore_patterns("runs", "selections", "staging", "city")
    shutil.copytree(model_city.workspace.root, tmp_path / "copy", ignore=ignored)
    return open_workspace(tmp_path / "copy")


def load_stays(workspace: Workspace, city: ModelCity, week: int, *stays: Stay) -> None:
    """Take in a delivery of changes in the residents register."""
    told = []
    for person, address, mark, end in stays:
        home = {
            "adresseerbaarObjectIdentificatie": address,
            "straat": "",
            "functieAdres": "W",
            "datumAanvangAdreshouding": "20200101",
        }
        if end:
            home["datumEindeAdreshouding"] = end
        told.append({"burgerservicenummer": person, "geheimhoudingPersoonsgegevens": mark, "verblijfplaats": home})
    path = workspace.root / "in" / f"{week}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(told), encoding="utf-8")
    day = PEILDATUM - timedelta(weeks=5 - week)
    loaded(workspace, city.catalogue.sources[SOURCE], [path], on=day, today=PEILDATUM)


def there(workspace: Workspace, city: ModelCity, on: date = PEILDATUM) -> set[str]:
    """The ids of the addresses of a run."""
    plan = plan_run(workspace, city.catalogue, Dates(on, on), 1)
    with Engine(threads=1) as engine:
        stand(plan, engine)
        make_spine(plan, engine)
        return {row[0] for row in engine.rows("SELECT address_id FROM addresses")}


def test_the_other_addresses_of_a_person_go_with_the_one_that_is_protected(
    model_city: ModelCity, copied: Workspace
) -> None:
    with Engine(threads=1) as engine:
        rows = model_city.outcome.folder / "addresses.parquet"
        first = "WHERE soort = 'verblijfsobject' AND levensfase = 'bestaand' ORDER BY address_id LIMIT 5"
        found = engine.rows(f"SELECT address_id FROM read_parquet('{rows}') {first}")
    home, second, left, neighbour, new = (row[0] for row in found)
    stays = [(PERSON, home, "0", None), (PERSON, second, "0", None), (PERSON, left, "0", None)]
    load_stays(copied, model_city, 1, *stays, (OTHER, neighbour, "0", None))
    load_stays(copied, model_city, 2, (PERSON, left, "0", "20240101"))
    assert {home, second, left, neighbour, new} <= there(copied, model_city)
    load_stays(copied, model_city, 3, (PERSON, new, "7", None))
    addresses = there(copied, model_city)
    assert addresses.isdisjoint({home, second, new})
    assert {left, neighbour} <= addresses, "a stay that had ended protects nothing, nor does another person"
    load_stays(copied, model_city, 4, (PERSON, second, "7", "20250101"))
    assert {second, left, neighbour} <= there(copied, model_city), "the newer state of that stay says that it ended"


@pytest.mark.parametrize(("on", "known"), [(PEILDATUM, True), (date(2025, 12, 31), False), (date(2026, 3, 2), False)])
def test_a_woonplaats_is_known_as_it_was_on_the_peildatum(model_city: ModelCity, on: date, known: bool) -> None:
    bag = model_city.catalogue.sources["bag"]
    name = {"name": "Duinrijk aan Zee", "woonplaats": "Duinrijk", "from": "2026-01-01", "to": "2026-03-01"}
    named = bag.model_copy(update={"known_as": (KnownAs.model_validate(name),)})
    catalogue = replace(model_city.catalogue, sources={**model_city.catalogue.sources, "bag": named})
    plan = replace(
        plan_run(model_city.workspace, catalogue, Dates(PEILDATUM, PEILDATUM), 1), dates=Dates(on, PEILDATUM)
    )
    found = {"Duinrijk aan Zee": "Duinrijk"} if known else {}
    assert names_of_towns(replace(plan, dates=Dates(on, PEILDATUM))) == found
