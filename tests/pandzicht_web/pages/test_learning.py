# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of learning: what there is to learn from, what changed and why, and a proposal that another decides."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from pandzicht.definitions.check import Check
from pandzicht.governance.log_reading import acts
from pandzicht.jobs.worker import Worker
from pandzicht.ranking.strata import Stratum
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from pandzicht_web.purposes import Served
from tests.jobs.working import Clock
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.rounds_city import DECISIVE, RoundsCity

PAGE = f"/rendement/{PURPOSE}/leren"
NUMBER = re.compile(r'href="(/rendement/bezoeken\?[^"]+)">([\d.]+)</a>')


def seen(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return unescape(answer.content.decode())


def worked(office: Office) -> None:
    """Have the worker do one thing that waits."""
    notes: list[str] = []
    Worker(office.workspace, office.door, "een", notes.append).work_once()
    assert notes == []


@pytest.fixture(scope="module")
def learned(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after two rounds, in which an analyst had the points learned."""
    folder = tmp_path_factory.mktemp("learning") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    office = office_in(open_workspace(folder))
    assert visitor(office, "anna", PURPOSE).post(f"{PAGE}/opdracht").status_code == 302
    worked(office)
    return office


def test_before_anything_is_learned_it_says_how_much_is_missing(model_city: ModelCity, tmp_path: Path) -> None:
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    office = office_in(open_workspace(tmp_path / "city"))
    page = seen(visitor(office, "anna", PURPOSE))
    assert "Er zijn 0 uitkomsten bekend, en 300 nodig" in page
    assert "er ontbreken er 300" in page
    assert "er ontbreken er 1.500" in page
    assert "Wat er veranderde" not in page
    assert f"{PAGE}/voorstel" not in page, "nothing was learned, so there is nothing to propose"


def test_learning_is_asked_followed_and_shown_with_its_day_and_run(rounds_city: RoundsCity, tmp_path: Path) -> None:
    shutil.copytree(rounds_city.space.root, tmp_path / "city")
    office = office_in(open_workspace(tmp_path / "city"))
    client = visitor(office, "anna", PURPOSE)
    assert "genoeg om te beginnen" in seen(client)
    assert client.post(f"{PAGE}/opdracht")["Location"] == PAGE
    page = seen(client)
    assert "op de achtergrond geleerd" in page
    assert f'hx-get="{PAGE}"' in page
    part = client.get(PAGE, headers={"HX-Request": "true"}).content.decode()
    assert part.count("<section") == 0
    assert "/stop" in part
    worked(office)
    ended = client.get(PAGE, headers={"HX-Request": "true"})
    assert (ended.status_code, ended["HX-Redirect"]) == (204, PAGE)
    page = seen(client)
    assert "Geleerd op" in page
    assert (office.workspace.runs / "current").read_text("utf-8").strip() in page


def test_what_changed_and_why_stands_there_for_whoever_sees_the_yield(learned: Office) -> None:
    page = seen(visitor(learned, "esra", PURPOSE))
    question = learned.catalogue().signals[DECISIVE].question.nl
    first = page.split('id="moved"')[1].split("<tbody")[1].split("</tr>")[0]
    assert question in first, "what has most points stands first"
    assert "zwaarder" in first
    assert "meer gevonden dan de punten van de deskundigen" in first
    for told in (
        "punten van deskundigen",
        "het lot",
        "wat mensen met de hand toevoegden",
        "zeker minstens",
        "Per ronde",
    ):
        assert told in page, told
    assert 'role="img" aria-label="Wat elke manier van kiezen vindt' in page
    assert "Vastgesteld tot en met" in page
    assert f"{PAGE}/opdracht" not in page, "who may not learn has no button"
    assert f"{PAGE}/voorstel" not in page


def test_every_number_opens_to_as_many_visits_as_it_counts(learned: Office) -> None:
    client = visitor(learned, "bram", PURPOSE)
    numbers = NUMBER.findall(seen(client))
    assert len(numbers) > 10
    assert any("signal=" in path for path, _ in numbers)
    for path, told in numbers:
        page = seen(client, path)
        assert page.count('scope="row"') == int(told), path
    signal = next(path for path, _ in numbers if "signal=" in path)
    assert "waar dit ja was toen de lijst werd gemaakt" in seen(client, signal)


def test_the_outcomes_by_round_and_by_what_drew_them_add_up(learned: Office) -> None:
    page = seen(visitor(learned, "bram", PURPOSE))
    rows = page.split('id="labels"')[1].split("<tbody")[1].split("</tbody>")[0].split("</tr>")[:-1]
    counts = [[int(one) for one in re.findall(r">([\d]+)(?:</a>)?</td>", row)] for row in rows]
    assert [len(row) for row in counts] == [len(Stratum) + 1] * 3
    manual = list(Stratum).index(Stratum.MANUAL)
    assert all(sum(row[:-1]) - row[manual] == row[-1] for row in counts)
    assert [sum(parts) for parts in zip(*counts[:2], strict=True)] == counts[2]


def test_a_step_that_the_evidence_does_not_allow_says_why_and_what_to_do(learned: Office) -> None:
    page = seen(visitor(learned, "anna", PURPOSE)).split('id="step-take-over"')[1].split("</section>")[0]
    assert "de controle beproeft geen punten op een eigen deel" in page or "minder dan drie rondes" in page
    assert "Blijf ze beproeven tot van drie zulke rondes" in page or "Stel eerst voor" in page
    assert "<form" not in page


def test_a_proposal_asks_the_class_and_leads_to_whoever_decides(rounds_city: RoundsCity, tmp_path: Path) -> None:
    shutil.copytree(rounds_city.space.root, tmp_path / "city")
    office = office_in(open_workspace(tmp_path / "city"))
    office = replace(office, door=replace(office.door, clock=Clock()))
    client = visitor(office, "anna", PURPOSE)
    client.post(f"{PAGE}/opdracht")
    worked(office)
    form = seen(client).split('id="step-try"')[1].split("</section>")[0]
    assert 'name="ai_class"' in form
    assert "AI-verordening art. 3 lid 1" in form
    asked = {"step": "try", "because": "twee rondes bezocht"}
    client.post(f"{PAGE}/voorstel", asked)
    worked(office)
    assert "Het is niet gelukt" in seen(client), "the class is missing"
    client.post(f"{PAGE}/voorstel", asked | {"ai_class": "minimaal_risico", "ai_reason": "Geleerd uit uitkomsten."})
    worked(office)
    page = seen(client)
    reference = re.search(r'href="/toezicht/voorstellen/([^"]+)"', page)
    assert reference
    proposal = seen(client, f"/toezicht/voorstellen/{reference[1]}")
    assert "minimaal_risico" in proposal
    assert "model card" in proposal
    card = re.search(rf'href="({PAGE}/kaart/[0-9a-f]{{12}})"', proposal)
    assert card
    assert client.get(card[1]).status_code == 200
    assert client.post(f"{PAGE}/voorstel", asked | {"because": ""}).status_code == 400


def test_the_model_card_is_fetched_by_its_hash_and_that_is_logged(learned: Office) -> None:
    client = visitor(learned, "bram", PURPOSE)
    card = re.search(rf'href="({PAGE}/kaart/[0-9a-f]{{12}})"', seen(client))
    assert card
    assert client.get(card[1]).getvalue().decode().startswith("# Modelkaart")
    with learned.door.state.transaction(reads=True) as transaction:
        last = acts(transaction)[-1]
    assert (last["actor"], last["action"], last["object"]) == ("bram", "see_yield", f"check:{PURPOSE}")
    assert client.get(f"{PAGE}/kaart/000000000000").status_code == 404


def test_until_when_points_are_approved_stands_there_also_when_they_were_learned(
    learned: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = visitor(learned, "bram", PURPOSE)
    page = seen(client)
    assert "Vastgesteld tot en met 15-04-2027." in page
    assert "Vanaf de dag erna staat de controle uit" in page
    assert "er wordt nog niets gebruikt dat is geleerd" in page
    served = Served.check

    def taught(self: Served, name: str = "") -> Check:
        return served(self, name).model_copy(update={"learned": True})

    monkeypatch.setattr(Served, "check", taught)
    page = seen(client)
    assert "kiest met punten die uit uitkomsten zijn geleerd" in page
    assert "Vastgesteld tot en met 15-04-2027." in page


def test_who_may_not_come_or_ask_does_not(learned: Office) -> None:
    inspector = visitor(learned, "chris", PURPOSE)
    assert inspector.get(PAGE).status_code == 403
    assert visitor(learned, "esra", PURPOSE).post(f"{PAGE}/opdracht").status_code == 403
    assert visitor(learned, "anna", PURPOSE).get("/rendement/geen/leren").status_code == 404


def test_the_yield_and_the_handbook_lead_here(learned: Office) -> None:
    client = visitor(learned, "anna", PURPOSE)
    assert f'href="{PAGE}"' in seen(client, "/rendement")
    assert f'href="{PAGE}"' in seen(client, f"/catalogus/controles/{PURPOSE}")
