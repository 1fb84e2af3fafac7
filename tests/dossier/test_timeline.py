# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A timeline tells what the rows of an address say to have happened, as their source declares it, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.scope import VOORKOMEN_COLUMNS
from pandzicht.dossier.timeline import Event
from pandzicht.language import Language
from pandzicht.store.workspace import Workspace
from tests.dossier.told_city import CHANGES, CROWDED, TROUBLED, dossier, facts_only, rows, told_city
from tests.runs.published_city import DELIVERY, publish_city
from tests.small_catalogue import FILES


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return told_city(tmp_path_factory.mktemp("timeline"))


def told(events: tuple[Event, ...]) -> list[tuple[str, str, int]]:
    return [(event.when, event.says, event.times) for event in events]


def test_the_newest_comes_first_and_what_is_alike_is_told_once(city: Workspace) -> None:
    assert told(dossier(city).timeline) == [
        ("13-02-2025", "Ingeschreven om te wonen", 4),
        ("01-01-2024", "Ingeschreven om te wonen", 1),
    ]


def test_an_event_names_its_source_and_delivery_in_the_language_of_the_reader(city: Workspace) -> None:
    event = dossier(city, TROUBLED, language=Language.EN).timeline[0]
    assert (event.says, event.source, event.delivered_on) == ("Report of hinder", "Reports", date(2026, 2, 20))


def test_what_names_the_pand_only_is_told_as_that_and_what_is_to_come_is_not(city: Workspace) -> None:
    found = dossier(city, TROUBLED).timeline
    assert told(found) == [
        ("05-02-2026", "Melding van hinder", 1),
        ("03-02-2026", "Melding van hinder", 2),
        ("01-06-2025", "Melding van afval", 1),
        ("01-01-2020", "Ingeschreven briefadres", 1),
    ]
    assert [event.of_pand for event in found] == [True, False, False, False]


def test_a_day_of_which_the_year_is_known_stands_at_its_end(city: Workspace) -> None:
    (event,) = dossier(city, "0518010000000004").timeline
    assert (event.when, event.start, event.end) == ("2021", date(2021, 1, 1), date(2021, 12, 31))


def test_an_event_of_which_a_field_is_not_listed_is_not_told(tmp_path: Path) -> None:
    check = (CHANGES["checks/wonen.yaml"] or "").replace("[datum, soort, postcode]", "[datum, soort]")
    reports = (CHANGES["sources/meldingen.yaml"] or "").replace("Melding van {soort}", "Melding te {postcode}")
    changes = {**CHANGES, "checks/wonen.yaml": check, "sources/meldingen.yaml": reports}
    space = publish_city(tmp_path / "city", listed=rows(), changes=changes)
    assert [event.says for event in dossier(space, TROUBLED).timeline] == ["Ingeschreven briefadres"]


def test_what_is_secret_reaches_no_inspector(tmp_path: Path) -> None:
    secret = (CHANGES["sources/meldingen.yaml"] or "").replace("confidentiality: intern", "confidentiality: geheim")
    space = publish_city(tmp_path / "city", listed=rows(), changes={**CHANGES, "sources/meldingen.yaml": secret})
    assert [event.says for event in facts_only(space, TROUBLED).timeline] == ["Ingeschreven briefadres"]
    assert len(dossier(space, TROUBLED).timeline) == 4


def voorkomen(status: str, geldig_van: date | None, **known: date | None) -> dict[str, object]:
    plain: dict[str, object] = dict.fromkeys((*VOORKOMEN_COLUMNS, "bekend_van", "bekend_tot"))
    return plain | {"object_id": 518010000000000, "status": status, "geldig_van": geldig_van} | known


def test_the_bag_tells_the_object_as_it_was_known_for_the_run(tmp_path: Path) -> None:
    changes = {
        **CHANGES,
        "sources/bag.yaml": FILES["sources/bag.yaml"] + "timeline: [{date: geldig_van, says: {nl: '{status}'}}]\n",
    }
    space = publish_city(tmp_path / "city", listed=rows(), changes=changes)
    listed = [
        voorkomen("Gevormd", date(2019, 1, 1), bekend_van=date(2019, 1, 2)),
        voorkomen("In gebruik", date(2019, 6, 1), bekend_van=date(2019, 6, 2)),
        voorkomen("Een vergissing", date(2020, 1, 1), bekend_van=date(2020, 1, 2), bekend_tot=date(2020, 2, 1)),
        voorkomen("Nog niet bekend", date(2026, 2, 1), bekend_van=date(2026, 3, 3)),
        voorkomen("Zonder dag", None),
        voorkomen("Van een ander", date(2019, 1, 1)) | {"object_id": 518010000000001},
    ]
    days = {name: pa.date32() for name in ("geldig_van", "geldig_tot", "bekend_van", "bekend_tot", "documentdatum")}
    columns = {name: pa.array([row[name] for row in listed], days.get(name)) for name in listed[0]}
    pq.write_table(pa.table(columns), space.deliveries / "bag" / DELIVERY / "objecten.parquet")
    assert [event.says for event in dossier(space, CROWDED).timeline if event.source == "BAG"] == [
        "In gebruik",
        "Gevormd",
    ]
    assert [event.says for event in dossier(space, "0518010000000003").timeline if event.source == "BAG"] == []
