# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The motivation for an address of a run, from its answers and the dates of its deliveries."""

from __future__ import annotations

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotAvailable, NotFound
from pandzicht.language import Language
from pandzicht.runs.finding import address_in, named_run, purposes_of
from pandzicht.runs.motivating import motivation_of
from pandzicht.runs.opened import open_run
from pandzicht.store.workspace import Workspace
from tests.desk import begun, desk_of, opened
from tests.runs.published_city import publish_city


@pytest.fixture(scope="module")
def space(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return publish_city(tmp_path_factory.mktemp("city"))


def told(space: Workspace, check: str, number: int, asked: str = "") -> str:
    """The motivation of a decision on an address, once it was said why it is needed."""
    run_id = named_run(space)
    subject = address_in(space, run_id, f"051801000000000{number}")
    purposes = purposes_of(space, run_id, ["wonen", "panden"])
    begun(desk_of(space), Action.HIT, subject, purposes).needs("besluit in voorbereiding")
    operation = begun(desk_of(space), Action.MOTIVATE, subject, purposes)
    return motivation_of(open_run(space, operation, run_id), check, asked or subject.name, Language.NL)


def test_it_tells_what_the_registers_said_of_the_address_and_of_which_date(space: Workspace) -> None:
    text = told(space, "wonen", 0)
    assert "Dorpsstraat 20, 2511CA Duinrijk" in text
    assert "5 personen ingeschreven op 70 m²" in text
    assert "Bewoning, geleverd op 20-02-2026" in text


def test_it_tells_nothing_of_what_was_not_found_nor_of_score_and_rank(space: Workspace) -> None:
    text = told(space, "wonen", 3)
    assert "op geen van de vragen ja" in text
    assert "niemand ingeschreven" not in text
    assert [word for word in ("punt", "plaats ", "top", "controlegroep") if word in told(space, "wonen", 0)] == []


def test_an_address_outside_the_frame_was_preceded_by_no_selection(space: Workspace) -> None:
    with pytest.raises(NotAvailable, match="is not in the frame of check 'panden'"):
        told(space, "panden", 4)


def test_an_address_or_check_outside_the_run_is_told(space: Workspace) -> None:
    with pytest.raises(NotFound, match="is not an address of run"):
        told(space, "wonen", 0, "Kerkstraat 1")
    with pytest.raises(NotFound, match="check 'woning' is not in run"):
        told(space, "woning", 0)


def test_it_is_an_act_of_its_own(space: Workspace) -> None:
    with pytest.raises(AccessDenied, match="this is motivate, and what was asked and logged is select"):
        motivation_of(opened(space), "wonen", "0518010000000000", Language.NL)
