# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the yield says of what was established whether it stood and how serious it was, with the weights."""

from __future__ import annotations

import re
import shutil

import pytest

from pandzicht.ranking.strata import Stratum
from pandzicht.ranking.yield_estimate import Figure
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.appealed_city import UNDONE, AppealedCity
from tests.calling import by_token
from tests.office import PURPOSE, office_in, visitor

ROWS = re.compile(r"<tr[^>]*>(.*?)</tr>", re.DOTALL)


@pytest.fixture(scope="module")
def office(appealed_city: AppealedCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after appeals."""
    folder = tmp_path_factory.mktemp("findings") / "city"
    shutil.copytree(appealed_city.space.root, folder)
    return office_in(open_workspace(folder))


def test_each_round_has_what_became_of_it_and_the_weights_are_told(office: Office, appealed_city: AppealedCity) -> None:
    page = visitor(office, "bram", PURPOSE).get("/rendement").content.decode()
    assert page.count("Wat er werd van wat is vastgesteld") == 2
    assert "Ernst: licht telt 1, ernstig telt 3, zeer ernstig telt 9, gedeeld door alle bezoeken" in page
    part = page.split('aria-label="Wat er werd van wat ronde 1 vaststelde"')[1].split("</table>")[0]
    rows = [re.sub(r"<[^>]+>", " ", row).split() for row in ROWS.findall(part)]
    findings, delays = appealed_city.first().findings, appealed_city.first().delays
    assert len(rows) == 1 + len(findings)
    for row, (stratum, told) in zip(rows[1:], findings.items(), strict=True):
        counts = [str(told.standing), str(told.running), str(told.undone)]
        assert any(row[at : at + 3] == counts for at in range(len(row))), (row, counts)
        if isinstance(told.severity, Figure):
            assert f"{told.severity.value:.2f}".replace(".", ",") in row
            assert row[-2:] == [
                f"{days:g}".replace(".", ",") for days in (delays[stratum].to_look, delays[stratum].to_written)
            ]


def test_a_finding_that_did_not_stand_is_not_shown_as_if_it_did(office: Office, appealed_city: AppealedCity) -> None:
    name = appealed_city.first().selection_id
    path = f"round={name}&stratum={Stratum.TOP}&part=established"
    page = visitor(office, "bram", PURPOSE).get(f"/rendement/bezoeken?{path}").content.decode()
    assert "vastgesteld, zeer ernstig" in page
    undone = appealed_city.first().findings[Stratum.TOP].undone
    assert page.count("hield geen stand na bezwaar of beroep") == undone > 3
    units = by_token(office, "bram").get(f"yields/{PURPOSE}/units?{path}").json()["units"]
    for unit in units:
        row = appealed_city.told[unit["unit_id"]]
        (look,) = unit["looks"]
        assert look["severity"] == row["ernst"]
        assert (look["appeal"] == "undone") == (row.get("bezwaar") in UNDONE)
