# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist page: views that are kept and shared, and the file of exactly what is seen."""

from __future__ import annotations

import csv
import io
import re

import pytest

from pandzicht_web.office import Office
from tests.office import PURPOSE, visitor

LIST, VIEWS, KEEP = "/werkvoorraad", "/werkvoorraad/weergaven", "/werkvoorraad/weergaven/bewaren"


def page(office: Office, colleague: str, path: str, purpose: str = PURPOSE) -> str:
    answer = visitor(office, colleague, purpose).get(path)
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return answer.content.decode()


def kept(office: Office, name: str, query: str = "signal=overbewoning%3Ayes", *, shared: bool = False) -> str:
    """A view that Anna keeps; its number."""
    asked = {"check": PURPOSE, "name": name, "query": query} | ({"shared": "1"} if shared else {})
    answer = visitor(office, "anna", PURPOSE).post(KEEP, asked)
    assert (answer.status_code, answer["Location"]) == (302, f"{LIST}?check={PURPOSE}&{query}")
    told = page(office, "anna", VIEWS)
    return str(re.findall(rf'name-([0-9a-f]+)" name="name" value="{name}"', told)[0])


def test_a_view_is_kept_and_opened_as_it_was(office: Office) -> None:
    kept(office, "Vol", "signal=overbewoning%3Ayes&density=compact")
    shown = page(office, "anna", f"{LIST}?check={PURPOSE}")
    assert f"{LIST}?check={PURPOSE}&amp;signal=overbewoning%3Ayes&amp;density=compact" in shown
    opened = page(office, "anna", f"{LIST}?check={PURPOSE}&signal=overbewoning%3Ayes&density=compact")
    assert re.search(r'aria-current="true">Vol', opened)


def test_a_view_is_seen_by_colleagues_of_the_purpose_once_it_is_shared(office: Office) -> None:
    number = kept(office, "Van Anna")
    assert "Van Anna" not in page(office, "bram", VIEWS)
    visitor(office, "anna", PURPOSE).post(f"{VIEWS}/{number}", {"check": PURPOSE, "change": "share"})
    shown = page(office, "bram", VIEWS)
    assert "Van Anna" in shown
    assert f"{VIEWS}/{number}" not in shown, "who made it changes it"
    assert "Van Anna" not in page(office, "bram", VIEWS, "brandveiligheid")
    visitor(office, "anna", PURPOSE).post(f"{VIEWS}/{number}", {"check": PURPOSE, "change": "keep"})
    assert "Van Anna" not in page(office, "bram", VIEWS)


def test_a_view_of_somebody_else_is_not_removed_or_renamed(office: Office) -> None:
    number = kept(office, "Blijft", shared=True)
    for change in ("remove", "rename", "keep"):
        asked = {"check": PURPOSE, "change": change, "name": "Weg"}
        assert visitor(office, "bram", PURPOSE).post(f"{VIEWS}/{number}", asked).status_code == 404
    assert "Blijft" in page(office, "bram", VIEWS)


def test_a_view_is_renamed_and_removed(office: Office) -> None:
    number = kept(office, "Eerst")
    client = visitor(office, "anna", PURPOSE)
    client.post(f"{VIEWS}/{number}", {"check": PURPOSE, "change": "rename", "name": "Daarna"})
    shown = page(office, "anna", VIEWS)
    assert ("Daarna" in shown, 'value="Eerst"' in shown) == (True, False)
    client.post(f"{VIEWS}/{number}", {"check": PURPOSE, "change": "remove"})
    assert "Daarna" not in page(office, "anna", VIEWS)


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "", "query": ""},
        {"name": "x" * 81, "query": ""},
        {"name": "Goed", "query": "signaal=overbewoning"},
        {"name": "Goed", "query": "size=0"},
    ],
)
def test_a_view_without_a_name_or_with_what_cannot_be_asked_is_not_kept(office: Office, asked: dict[str, str]) -> None:
    before = page(office, "anna", VIEWS).count("<tr")
    answer = visitor(office, "anna", PURPOSE).post(KEEP, asked | {"check": PURPOSE})
    assert answer.status_code == 400
    assert page(office, "anna", VIEWS).count("<tr") == before


def test_an_unknown_change_is_refused(office: Office) -> None:
    number = kept(office, "Zo")
    answer = visitor(office, "anna", PURPOSE).post(f"{VIEWS}/{number}", {"check": PURPOSE, "change": "zap"})
    assert answer.status_code == 400


def test_a_file_holds_what_is_seen_in_the_same_order(office: Office) -> None:
    query = f"check={PURPOSE}&signal=overbewoning&order=address&column=bewoners_aantal"
    shown = page(office, "anna", f"{LIST}?{query}")
    lines = [line.strip() for line in re.findall(r'pz-strong"[^>]*>([^<]+)</a>', shown)]
    answer = visitor(office, "anna", PURPOSE).get(f"/werkvoorraad/bestand.csv?{query}")
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == f'attachment; filename="werkvoorraad-{PURPOSE}-2026-03-01.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) >= len(lines) > 0
    assert all(row["adres"].startswith(line) for row, line in zip(rows, lines, strict=False))
    assert "bewoners_aantal" in rows[0]
    assert not {"punten", "plaats"} & set(rows[0])


@pytest.mark.parametrize("ending", ["xlsx", "parquet"])
def test_a_file_comes_in_other_forms(office: Office, ending: str) -> None:
    answer = visitor(office, "anna", PURPOSE).get(f"/werkvoorraad/bestand.{ending}?check={PURPOSE}&size=10")
    assert answer.status_code == 200
    assert answer.content[:4] in {b"PK\x03\x04", b"PAR1"}


def test_points_are_for_analysts_and_only_when_asked(office: Office) -> None:
    assert "Punten" not in page(office, "anna", LIST).partition("<tbody")[0].partition("<thead")[2]
    assert "Punten" in page(office, "anna", f"{LIST}?analysis=1")
    answer = visitor(office, "anna", PURPOSE).get(f"/werkvoorraad/bestand.csv?check={PURPOSE}&analysis=1")
    assert "punten" in answer.content.decode("utf-8-sig").splitlines()[0]
    for colleague in ("chris", "dina"):
        assert visitor(office, colleague, PURPOSE).get(f"/werkvoorraad/bestand.csv?check={PURPOSE}").status_code == 403


def test_a_form_that_is_not_written_is_not_found(office: Office) -> None:
    assert visitor(office, "anna", PURPOSE).get("/werkvoorraad/bestand.gpkg").status_code == 404
    assert visitor(office, "anna", PURPOSE).get("/werkvoorraad/bestand.csv?check=geen").status_code == 404
