# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the visits fell: the drawing and the list say the same, and each number opens its units."""

from __future__ import annotations

import re
import shutil
from html import unescape

import pytest

from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.office import PURPOSE, office_in, visitor
from tests.rounds_city import RoundsCity

NUMBER = re.compile(r'href="(/rendement/bezoeken\?[^"]+)">([\d.]+)</a>')


@pytest.fixture(scope="module")
def office(rounds_city: RoundsCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    """The office of the city after two rounds."""
    folder = tmp_path_factory.mktemp("areas") / "city"
    shutil.copytree(rounds_city.space.root, folder)
    return office_in(open_workspace(folder))


def seen(office: Office, path: str, colleague: str = "bram") -> str:
    answer = visitor(office, colleague, PURPOSE).get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.content.decode()


def visited(page: str) -> int:
    return sum(int(told) for path, told in NUMBER.findall(page) if "part=visited" in path)


@pytest.mark.parametrize("colleague", ["anna", "bram", "esra", "femke"])
def test_whoever_may_see_the_yield_sees_where_visits_fell(office: Office, colleague: str) -> None:
    page = seen(office, "/rendement/wijken", colleague)
    assert "donkerder waar het cijfer hoger is" in page
    listed, drawn = (set(re.findall(rf'<{tag}[^>]* data-area="(WK\d+)"', page)) for tag in ("tr", "path"))
    assert listed
    assert listed <= drawn


def test_rounds_and_strata_together_are_all(office: Office, rounds_city: RoundsCity) -> None:
    whole = visited(seen(office, "/rendement/wijken"))
    rounds = [one.selection_id for one in (rounds_city.first, rounds_city.second)]
    assert whole == sum(visited(seen(office, f"/rendement/wijken?round={one}")) for one in rounds) > 0
    strata = ("top", "challenger", "control", "manual")
    assert whole == sum(visited(seen(office, f"/rendement/wijken?stratum={one}")) for one in strata)
    assert visited(seen(office, "/rendement/wijken?stratum=control")) < whole


def test_each_number_opens_what_it_counts_of_what_was_asked(office: Office, rounds_city: RoundsCity) -> None:
    page = seen(office, f"/rendement/wijken?round={rounds_city.first.selection_id}&stratum=top")
    numbers = [(unescape(path), int(told)) for path, told in NUMBER.findall(page)]
    assert numbers
    for path, told in numbers[:: max(1, len(numbers) // 8)]:
        assert rounds_city.first.selection_id in path
        assert "stratum=top" in path
        assert seen(office, path).count('scope="row"') == told, path


def test_what_is_drawn_can_be_chosen(office: Office) -> None:
    nothing, by_visits = seen(office, "/rendement/wijken"), seen(office, "/rendement/wijken?shown=visited")
    shades = [re.findall(r'<path class="([^"]+)" data-area="(WK\d+)"', page) for page in (nothing, by_visits)]
    assert [code for _, code in shades[0]] == [code for _, code in shades[1]]
    assert '<option value="visited" selected>' in by_visits
    assert NUMBER.findall(nothing) == NUMBER.findall(by_visits)


@pytest.mark.parametrize("asked", ["round=geen", "stratum=geen", "shown=geen"])
def test_what_is_not_there_is_not_found(office: Office, asked: str) -> None:
    assert visitor(office, "bram", PURPOSE).get(f"/rendement/wijken?{asked}").status_code == 404


def test_units_of_which_no_wijk_is_known_are_asked_apart(office: Office) -> None:
    page = seen(office, "/rendement/bezoeken?area=-&part=visited")
    assert "0 eenheden" in page
