# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What inspectors get is a list of addresses: nothing of how an address came on it, and it can be taken back."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pandzicht.governance.log_reading import acts
from pandzicht.ranking.selection import Ask
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.desk import opened
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor

SECRET = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|"X-CSRFToken": "[^"]+"')
NEVER = ("Top", "Uitdager", "Controle", "aselect", "Kans", "Punten", "Plaats", "stratum", "Deel")
"""Words with which a page would tell how an address was drawn."""


@pytest.fixture
def own_office(model_city: ModelCity, tmp_path: Path) -> Office:
    """An office of which the state may be changed."""
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    return office_in(open_workspace(tmp_path / "city"))


def drawn(office: Office, seed: int = 1, size: int = 20) -> KeptSelection:
    return select(opened(office.workspace), PURPOSE, Ask(size=size, seed=seed))


def handed(office: Office, kept: KeptSelection, note: str = "") -> None:
    answer = visitor(office, "bram", PURPOSE).post(f"/selecties/{kept.selection_id}/overdragen", {"note": note})
    assert answer.status_code == 302, answer.content.decode()


def seen(office: Office, path: str, colleague: str = "chris") -> str:
    answer = visitor(office, colleague, PURPOSE).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return SECRET.sub("", answer.content.decode())


def test_an_inspector_sees_the_addresses_once_they_are_handed_over(own_office: Office) -> None:
    kept = drawn(own_office)
    assert "niets overgedragen" in seen(own_office, "/bezoeklijsten")
    assert visitor(own_office, "chris", PURPOSE).get(f"/bezoeklijsten/{kept.selection_id}").status_code == 404
    handed(own_office, kept, "met z'n tweeën")
    assert kept.selection_id in seen(own_office, "/bezoeklijsten")
    page = seen(own_office, f"/bezoeklijsten/{kept.selection_id}")
    lines = re.findall(r'<li><a href="/adres/\d+">([^<]+)</a>', page)
    assert sorted(lines) == sorted(kept.units["adres"].to_pylist())
    assert lines == sorted(lines)
    assert "tweeën" in page
    assert page.count("tweede bezoek door een collega") == len(kept.second_visits) == 1
    assert "zonder te weten wat de eerste zag" in page
    with own_office.door.state.transaction(reads=True) as transaction:
        last = acts(transaction)[-1]
    assert (last["actor"], last["action"], last["result"]) == ("chris", "see_handed", "done")


def test_the_page_of_an_inspector_tells_nothing_of_the_draw(own_office: Office) -> None:
    kept = drawn(own_office)
    handed(own_office, kept)
    page = seen(own_office, f"/bezoeklijsten/{kept.selection_id}").partition("<main")[2]
    assert [word for word in NEVER if re.search(rf"\b{word}\b", page)] == []
    for path in (f"/selecties/{kept.selection_id}", "/selecties", f"/selecties/{kept.selection_id}/analist.csv"):
        assert visitor(own_office, "chris", PURPOSE).get(path).status_code == 403


def of_two_strata(office: Office) -> tuple[KeptSelection, KeptSelection, str]:
    """Two selections and an address of another stratum in each, for no second visit: drawn until there is one."""
    earlier: dict[tuple[str, str], KeptSelection] = {}
    for seed in range(1, 100):
        kept = drawn(office, seed, 60)
        strata = {
            unit["address_id"]: unit["stratum"]
            for unit in kept.units.to_pylist()
            if unit["unit_id"] not in kept.second_visits
        }
        for (address, stratum), first in earlier.items():
            if strata.get(address, stratum) != stratum:
                return first, kept, address
        earlier |= dict.fromkeys(strata.items(), kept)
    raise AssertionError("no address came in two strata; draw more")


def test_an_address_of_another_stratum_gives_the_same_bytes(own_office: Office) -> None:
    """The same address is drawn as top in one selection and as control in another: list and dossier are the same."""
    first, second, address = of_two_strata(own_office)
    lines = []
    for kept in (first, second):
        handed(own_office, kept)
        page = seen(own_office, f"/bezoeklijsten/{kept.selection_id}")
        lines.append(re.findall(rf'<li><a href="/adres/{address}">.*?</li>', page))
    assert lines[0] == lines[1] != []
    client = visitor(own_office, "chris", PURPOSE)
    reason = {"reason": "Het staat in een selectie die ik voorbereid of bezoek"}
    assert client.post(f"/adres/{address}/reden", reason).status_code == 302
    dossier = SECRET.sub("", client.get(f"/adres/{address}").content.decode())
    taken = visitor(own_office, "bram", PURPOSE).post(
        f"/selecties/{first.selection_id}/terugnemen", {"because": "ronde vervalt nu"}
    )
    assert taken.status_code == 302
    assert SECRET.sub("", client.get(f"/adres/{address}").content.decode()) == dossier


def test_what_is_taken_back_is_gone_for_inspectors_and_why_is_kept(own_office: Office) -> None:
    kept = drawn(own_office)
    handed(own_office, kept)
    client = visitor(own_office, "bram", PURPOSE)
    path = f"/selecties/{kept.selection_id}"
    assert client.post(f"{path}/terugnemen", {"because": "x"}).status_code == 400
    assert client.post(f"{path}/terugnemen", {"because": "de ronde gaat niet door"}).status_code == 302
    assert visitor(own_office, "chris", PURPOSE).get(f"/bezoeklijsten/{kept.selection_id}").status_code == 404
    assert "de ronde gaat niet door" in seen(own_office, path, "anna")
    assert client.post(f"{path}/terugnemen", {"because": "de ronde gaat niet door"}).status_code == 404
    handed(own_office, kept)
    assert kept.selection_id in seen(own_office, "/bezoeklijsten")


def test_a_list_of_another_purpose_is_not_there(own_office: Office) -> None:
    kept = drawn(own_office)
    handed(own_office, kept)
    for path in (f"/bezoeklijsten/{kept.selection_id}", f"/selecties/{kept.selection_id}"):
        assert visitor(own_office, "bram", "hennep").get(path).status_code == 404
    assert kept.selection_id not in visitor(own_office, "chris", "hennep").get("/bezoeklijsten").content.decode()


@pytest.mark.parametrize("colleague", ["anna", "chris", "dina"])
def test_only_who_may_hands_over(own_office: Office, colleague: str) -> None:
    kept = drawn(own_office)
    answer = visitor(own_office, colleague, PURPOSE).post(f"/selecties/{kept.selection_id}/overdragen", {"note": ""})
    assert answer.status_code == 403
    assert "niets overgedragen" in seen(own_office, "/bezoeklijsten")


def test_where_the_municipality_asks_for_it_a_colleague_agrees_first(own_office: Office) -> None:
    (own_office.workspace.catalogue / "approvals" / "overdracht.yaml").write_text(
        "approval: overdracht\nterms:\n  - {persons: 1, from: 2020-01-01, article: art. 1}\n", encoding="utf-8"
    )
    office = office_in(own_office.workspace)
    kept = drawn(office)
    handed(office, kept, "de ronde van week 10")
    assert "niets overgedragen" in seen(office, "/bezoeklijsten")
    page = seen(office, f"/selecties/{kept.selection_id}", "bram")
    reference = re.findall(r"/toezicht/voorstellen/([0-9a-f]+-1)", page)[0]
    decided = visitor(office, "esra").post(f"/toezicht/voorstellen/{reference}/besluit", {"decision": "approve"})
    assert decided.status_code == 302
    handed(office, kept)
    assert kept.selection_id in seen(office, "/bezoeklijsten")
