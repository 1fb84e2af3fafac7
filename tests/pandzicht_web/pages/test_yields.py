# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the yield: every number opens to what it counts, and who may not see it does not come there."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from pandzicht.governance.log_reading import acts
from pandzicht.learning.round_drift import RoundDrift, Told
from pandzicht.ranking.double_visits import NotSaid, Unsaid, agreement_of
from pandzicht.ranking.outcome import Result
from pandzicht.runs.inspectors import InspectorsTold
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from pandzicht_web.pages import yields
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.rounds_city import RoundsCity
from tests.slots_city import SlotsCity

NUMBER = re.compile(r'href="(/rendement/bezoeken\?[^"]+)">([\d.]+)</a>')


@pytest.fixture(scope="module")
def office(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after two rounds."""
    folder = tmp_path_factory.mktemp("yields") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    return office_in(open_workspace(folder))


def seen(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_both_rounds_stand_there_beside_what_chance_gives(office: Office, rounds_city: RoundsCity) -> None:
    page = seen(visitor(office, "bram", PURPOSE), "/rendement")
    for kept in (rounds_city.first, rounds_city.second):
        assert kept.selection_id in page
    assert page.count("Hele kader (geschat)") == 4, "per round in the table and in the picture"
    assert "keer zo vaak als bij een willekeurig adres" in page
    assert "nog toeval zijn" in page
    assert 'role="img" aria-label="Wat er per bezoek is vastgesteld' in page
    assert "minder dan 10" in page


def test_every_number_opens_to_as_many_units_as_it_counts(office: Office) -> None:
    client = visitor(office, "bram", PURPOSE)
    numbers = [(unescape(path), int(told)) for path, told in NUMBER.findall(seen(client, "/rendement"))]
    assert len(numbers) > 100
    for path, told in numbers[:: len(numbers) // 25]:
        page = seen(client, path)
        assert page.count('scope="row"') == told, path
        assert f"{told} eenhe" in page, path


def test_what_is_opened_tells_the_visits_and_is_logged(office: Office, rounds_city: RoundsCity) -> None:
    name = rounds_city.first.selection_id
    page = seen(visitor(office, "bram", PURPOSE), f"/rendement/bezoeken?round={name}&stratum=top&part=established")
    assert "10-03-2026, bezoek: vastgesteld" in page
    assert "Eigen bezoeken en hun uitkomst" in page
    assert 'href="/adres/' in page
    with office.door.state.transaction(reads=True) as transaction:
        last = acts(transaction)[-1]
    assert (last["actor"], last["action"], last["result"]) == ("bram", "see_yield", "done")


def test_who_opens_no_dossier_gets_no_link_to_one(office: Office) -> None:
    page = seen(visitor(office, "esra", PURPOSE), "/rendement/bezoeken?part=established")
    assert 'scope="row"' in page
    assert 'href="/adres/' not in page


def test_a_number_larger_than_a_page_opens_to_all_its_units(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    client, path, units = visitor(office, "bram", PURPOSE), "/rendement/bezoeken?part=visited", []
    monkeypatch.setattr(yields, "PAGE", 10_000)
    whole = re.findall('scope="row">(.*?)</th>', seen(client, path))
    monkeypatch.setattr(yields, "PAGE", 10)
    while path:
        page = seen(client, path)
        found = re.findall('scope="row">(.*?)</th>', page)
        assert 0 < len(found) <= 10
        units += found
        after = re.search('rel="next" href="([^"]+)"', page)
        path = unescape(after[1]) if after else ""
    assert units == whole
    assert len(units) > 10


@pytest.mark.parametrize("asked", ["round=geen", "stratum=geen", "part=geen", "check=geen"])
def test_what_is_not_there_is_not_found(office: Office, asked: str) -> None:
    assert visitor(office, "bram", PURPOSE).get(f"/rendement/bezoeken?{asked}").status_code == 404


@pytest.mark.parametrize("path", ["/rendement", "/rendement/bezoeken"])
def test_an_inspector_does_not_come_there(office: Office, path: str) -> None:
    """An inspector is never told how an address was drawn."""
    client = visitor(office, "chris", PURPOSE)
    assert client.get(path).status_code == 403
    assert "/rendement" not in client.get("/bezoeklijsten").content.decode()


def test_nothing_handed_over_is_said(model_city: ModelCity, tmp_path: Path) -> None:
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    client = visitor(office_in(open_workspace(tmp_path / "city")), "bram", PURPOSE)
    assert "Er is nog niets overgedragen" in seen(client, "/rendement")
    assert "In dit aantal zit niets" in seen(client, "/rendement/bezoeken")


def test_older_rounds_are_folded_and_a_list_that_is_no_more_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch, rounds_city: RoundsCity, tmp_path: Path
) -> None:
    monkeypatch.setattr(yields, "OPEN", 1)
    assert "<summary>De cijfers van ronde 1</summary>" in seen(visitor(office, "bram", PURPOSE), "/rendement")
    shutil.copytree(rounds_city.space.root, tmp_path / "city")
    space = open_workspace(tmp_path / "city")
    shutil.rmtree(space.selections / rounds_city.second.selection_id)
    page = seen(visitor(office_in(space), "bram", PURPOSE), "/rendement")
    assert page.count("De lijst van deze ronde is er niet meer") == 2


def test_what_moved_since_the_round_before_is_told_with_what_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = seen(visitor(office, "bram", PURPOSE), "/rendement")
    assert "Wat verschoof sinds de vorige ronde" in page
    count = re.search(r"Bekeken: (\d+) cijfers", page)
    assert count
    assert int(count[1]) > 20
    moved = (
        RoundDrift("overbewoning", Told.YES, 0.02, 0.01, has_moved=True, is_fed=True),
        RoundDrift("bewoning", Told.LINKED, 0.99, 0.9, has_moved=True, is_fed=False),
        RoundDrift("bewoning", Told.ROWS, 900, 901, has_moved=False, is_fed=False),
    )
    monkeypatch.setattr(yields, "round_drift", lambda *_: moved)
    page = unescape(seen(visitor(office, "bram", PURPOSE), "/rendement"))
    question = office.shelf.tables(office.workspace, None).catalogue.signals["overbewoning"].question.nl
    assert f"“{question}” is ja bij 1 % van de adressen; dat was 2 %." in page
    assert "90 % van de rijen" in page
    assert page.count("Bekijk ") >= 2, "each with what to do"
    assert f"Eerdere bezoeken voeden “{question}”" in page
    assert "Bekeken: 3 cijfers" in page


def test_after_one_round_nothing_can_have_moved(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yields, "round_drift", lambda *_: ())
    assert "Wat verschoof" not in seen(visitor(office, "bram", PURPOSE), "/rendement")


def test_how_alike_inspectors_look_is_told_or_why_not(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    client = visitor(office, "bram", PURPOSE)
    page = seen(client, "/rendement")
    assert "Hoe eens zijn toezichthouders het?" in page
    assert page.count("De bron van de bezoeken zegt niet wie er keek") == 1
    assert "Niemand ziet een cijfer van één van hen" in page
    pairs = [(Result.ESTABLISHED, Result.NOTHING)] * 12 + [(Result.NOTHING, Result.NOTHING)] * 18
    told = InspectorsTold(agreement_of(pairs), NotSaid(Unsaid.NOT_BY_LOT))
    monkeypatch.setattr(yields, "inspectors_told", lambda *_: told)
    page = seen(client, "/rendement")
    assert (
        "30 keer zagen twee toezichthouders kort na elkaar hetzelfde adres of pand: 0 keer vonden beiden iets" in page
    )
    assert "Zij waren het 60 % van de keren eens" in page
    assert "Bespreek samen een paar van deze adressen" in page
    assert "Wie waarheen gaat wordt niet geloot" in page


def test_the_list_of_people_stands_beside_that_of_the_program(
    slots_city: SlotsCity, tmp_path: Path, office: Office
) -> None:
    assert "naast de lijst van mensen" not in seen(visitor(office, "bram", PURPOSE), "/rendement")
    shutil.copytree(slots_city.space.root, tmp_path / "slots")
    page = seen(visitor(office_in(open_workspace(tmp_path / "slots")), "bram", PURPOSE), "/rendement")
    part = page.partition('id="uplift"')[2].partition("</section>")[0]
    assert "Lijst van het programma naast de lijst van mensen" in part
    assert part.count('scope="row"') == 3
    assert "Het verschil staat vast: de lijst van het programma vindt meer." in part
    assert re.search(r"\+\d\d(,\d)? procentpunt", part)
