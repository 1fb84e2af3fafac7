# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine finds what the box of the office finds; what it looks for stands in no address and no log."""

from __future__ import annotations

import logging

import pytest

from pandzicht.governance.log_reading import acts
from pandzicht_web.office import Office
from tests.calling import by_token, problem

NAME = "Zonderling van Nergenshuizen"


def test_an_address_is_found_by_what_it_is_called(office: Office) -> None:
    machine = by_token(office, "anna")
    unit = machine.get("checks/onrechtmatig_wonen/units?size=1").json()["rows"][0]
    found = machine.send("POST", "searches", {"text": unit["adres"]}).json()["found"]
    assert found[0] == {"kind": "address"} | {name: found[0][name] for name in ("label", "sublabel", "target")}
    assert found[0]["target"] == unit["address_id"]


def test_what_is_looked_for_is_written_down_nowhere(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    machine = by_token(office, "anna")
    assert machine.send("POST", "searches", {"text": NAME}).json() == {"found": []}
    problem(machine.get(f"searches?text={NAME}"), 405)
    with office.door.state.transaction(reads=True) as transaction:
        written = str(acts(transaction))
    assert "Nergenshuizen" not in caplog.text + written


def test_who_may_not_search_is_refused(office: Office) -> None:
    problem(by_token(office, "bram", "").send("POST", "searches", {"text": "dorp"}), 403)
