# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is disputed in the office counts for nothing until it is settled, and a reason is asked for both."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor

BECAUSE = "twee van hen zijn verhuisd, zie het register"


@pytest.fixture
def own_office(model_city: ModelCity, tmp_path: Path) -> Office:
    """An office of which the state may be changed."""
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    return office_in(open_workspace(tmp_path / "city"))


def page(office: Office, path: str, colleague: str = "bram") -> str:
    answer = visitor(office, colleague, PURPOSE).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def crowded(office: Office) -> str:
    """The id of an address of which overbewoning says yes."""
    shown = page(office, f"/werkvoorraad?check={PURPOSE}&signal=overbewoning")
    return re.findall(r"/adres/(\d+)", shown)[0]


def disputed(office: Office, address_id: str, because: str = BECAUSE, signal: str = "overbewoning") -> int:
    asked = {"signal": signal, "because": because}
    client = visitor(office, "bram", PURPOSE)
    return int(client.post(f"/adres/{address_id}/betwisten/nieuw", asked).status_code)


def settled(office: Office, address_id: str, outcome: str, because: str = "het register is nagekeken") -> int:
    asked = {"outcome": outcome, "because": because}
    client = visitor(office, "dina", PURPOSE)
    return int(client.post(f"/adres/{address_id}/betwisten/overbewoning", asked).status_code)


def test_a_disputed_signal_leaves_the_list_and_comes_back_when_it_is_undone(own_office: Office) -> None:
    address_id = crowded(own_office)
    path = f"/werkvoorraad?check={PURPOSE}&signal=overbewoning&size=200"
    assert f"/adres/{address_id}" in page(own_office, path)
    assert disputed(own_office, address_id) == 302
    assert f"/adres/{address_id}" not in page(own_office, path)
    told = page(own_office, f"/adres/{address_id}/betwisten?signal=overbewoning")
    assert BECAUSE in told
    assert "Waar dit signaal gebruikt is" in told
    assert settled(own_office, address_id, "withdrawn") == 302
    assert f"/adres/{address_id}" in page(own_office, path)
    assert "ingetrokken" in page(own_office, f"/adres/{address_id}/betwisten")


def test_a_reason_that_says_nothing_is_asked_again_and_nothing_is_kept(own_office: Office) -> None:
    address_id = crowded(own_office)
    assert disputed(own_office, address_id, "nee") == 400
    assert "Afhandelen of ongedaan maken" not in page(own_office, f"/adres/{address_id}/betwisten")
    assert disputed(own_office, address_id) == 302
    assert settled(own_office, address_id, "rejected", "x") == 400
    assert settled(own_office, address_id, "zomaar") == 400


def test_what_is_disputed_is_not_disputed_again(own_office: Office) -> None:
    address_id = crowded(own_office)
    assert disputed(own_office, address_id) == 302
    assert disputed(own_office, address_id) == 400


def test_what_was_upheld_can_only_be_corrected(own_office: Office) -> None:
    address_id = crowded(own_office)
    disputed(own_office, address_id)
    assert settled(own_office, address_id, "upheld") == 302
    told = page(own_office, f"/adres/{address_id}/betwisten")
    assert 'value="corrected"' in told
    assert 'value="withdrawn"' not in told
    assert settled(own_office, address_id, "withdrawn") == 400
    assert settled(own_office, address_id, "corrected") == 302
    assert settled(own_office, address_id, "corrected") == 404


def test_who_may_not_see_answers_is_not_told_where_it_was_used(own_office: Office) -> None:
    address_id = crowded(own_office)
    disputed(own_office, address_id)
    path = f"/adres/{address_id}/betwisten?signal=overbewoning"
    assert "Waar dit signaal gebruikt is" not in page(own_office, path, "dina")


@pytest.mark.parametrize("signal", ["tip_hennep", "geen", ""])
def test_a_signal_of_another_purpose_is_not_there(own_office: Office, signal: str) -> None:
    assert disputed(own_office, crowded(own_office), signal=signal) == 404


@pytest.mark.parametrize("colleague", ["anna", "chris"])
def test_only_who_handles_objections_disputes(own_office: Office, colleague: str) -> None:
    address_id = crowded(own_office)
    client = visitor(own_office, colleague, PURPOSE)
    assert client.get(f"/adres/{address_id}/betwisten").status_code == 403
    asked = {"signal": "overbewoning", "because": BECAUSE}
    assert client.post(f"/adres/{address_id}/betwisten/nieuw", asked).status_code == 403


def test_an_address_that_is_not_there_is_not_found(own_office: Office) -> None:
    assert visitor(own_office, "bram", PURPOSE).get("/adres/9999010000000000/betwisten").status_code == 404
