# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The handbook in the office: a word leads to definitions, a definition tells law, norm, door and examples."""

from __future__ import annotations

import pytest

from pandzicht_web.office import Office
from tests.office import PURPOSE, visitor


def page(office: Office, path: str, colleague: str = "chris") -> str:
    answer = visitor(office, colleague, PURPOSE if colleague in {"anna", "chris"} else "").get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def test_everybody_searches_the_handbook(office: Office) -> None:
    found = page(office, "/catalogus?q=slaapplaatsen")
    assert "/catalogus/signalen/overbewoning" in found
    assert "/catalogus/signalen/tip_hennep" not in found
    assert "Niets in de catalogus" in page(office, "/catalogus?q=zeppelin")


@pytest.mark.parametrize(
    "said",
    [
        "Hoe u het aan de deur herkent",
        "Wat er kan gebeuren",
        "Met deze normen",
        "12 m2",
        "nog niet geverifieerd",
        "Omgevingsplan, overbewoning",
        "precies de norm is genoeg",
        "/catalogus/controles/onrechtmatig_wonen",
    ],
)
def test_a_signal_tells_what_its_definition_has(office: Office, said: str) -> None:
    assert said in page(office, "/catalogus/signalen/overbewoning")


def test_what_a_definition_has_not_is_not_told(office: Office) -> None:
    shown = page(office, "/catalogus/signalen/tip_hennep")
    assert "aan de deur herkent" not in shown
    assert "Met deze normen" not in shown


def test_versions_are_for_who_sees_proposals(office: Office) -> None:
    assert "/versies" in page(office, "/catalogus/signalen/overbewoning", "anna")
    assert "/versies" not in page(office, "/catalogus/signalen/overbewoning")
    assert "Niemand heeft nog" in page(office, "/catalogus/signalen/overbewoning/versies", "esra")
    assert visitor(office, "chris", PURPOSE).get("/catalogus/signalen/overbewoning/versies").status_code == 403
    assert visitor(office, "esra").get("/catalogus/signalen/geen/versies").status_code == 404
