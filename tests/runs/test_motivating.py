# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The motivation for an address of a run, from its answers and the dates of its deliveries."""

from __future__ import annotations

import pytest

from pandzicht.errors import NotAvailable, NotFound
from pandzicht.language import Language
from pandzicht.runs.motivating import motivation_of
from pandzicht.runs.opened import OpenRun
from tests.desk import opened
from tests.runs.published_city import publish_city


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> OpenRun:
    return opened(publish_city(tmp_path_factory.mktemp("city")))


def test_it_tells_what_the_registers_said_of_the_address_and_of_which_date(run: OpenRun) -> None:
    text = motivation_of(run, "wonen", "0518010000000000", Language.NL)
    assert "Dorpsstraat 20, 2511CA Duinrijk" in text
    assert "5 personen ingeschreven op 70 m²" in text
    assert "Bewoning, geleverd op 20-02-2026" in text
    assert "punten: 3" in text


def test_it_tells_nothing_of_what_was_not_found_nor_of_score_and_rank(run: OpenRun) -> None:
    text = motivation_of(run, "wonen", "0518010000000003", Language.NL)
    assert "op geen van de vragen ja" in text
    assert "niemand ingeschreven" not in text


def test_an_address_outside_the_frame_was_preceded_by_no_selection(run: OpenRun) -> None:
    with pytest.raises(NotAvailable, match="is not in the frame of check 'panden'"):
        motivation_of(run, "panden", "0518010000000004", Language.NL)


def test_an_address_or_check_outside_the_run_is_told(run: OpenRun) -> None:
    with pytest.raises(NotFound, match="is not an address of run"):
        motivation_of(run, "wonen", "Kerkstraat 1", Language.NL)
    with pytest.raises(NotFound, match="check 'woning' is not in run"):
        motivation_of(run, "woning", "0518010000000000", Language.NL)
