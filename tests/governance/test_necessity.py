# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Content is opened by a reason that says something, for one account, address and purpose, and not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pandzicht.errors import PandzichtError
from pandzicht.governance.necessity import needed, record, recorded_needs
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW

HOME = "9999010000000001"


def test_a_recorded_necessity_opens_one_address_for_one_purpose_to_one_account(state: StateDatabase) -> None:
    need = needed("1", "els", "wonen", HOME, "  melding  van de buren ", at=NOW)
    assert need.reason == "melding van de buren"
    with state.transaction() as transaction:
        record(transaction, [need])
        assert recorded_needs(transaction, "els", HOME, moment(NOW)) == {("wonen", HOME)}
        assert recorded_needs(transaction, "jan", HOME, moment(NOW)) == frozenset()
        for other in ("9999010000000002", "a\udcffb", ""):
            assert recorded_needs(transaction, "els", other, moment(NOW)) == frozenset()


@pytest.mark.parametrize(("days", "holds"), [(29, True), (30, True), (31, False)])
def test_it_ends_after_thirty_days(state: StateDatabase, days: int, holds: bool) -> None:
    with state.transaction() as transaction:
        record(transaction, [needed("1", "els", "wonen", HOME, "melding van de buren", at=NOW)])
        found = recorded_needs(transaction, "els", HOME, moment(NOW + timedelta(days=days)))
    assert bool(found) is holds


@pytest.mark.parametrize("reason", ["", "   ", "nodig", "1234567890123", "..............."])
def test_a_reason_that_says_nothing_opens_nothing(reason: str) -> None:
    with pytest.raises(PandzichtError, match="does not say why the content is needed"):
        needed("1", "els", "wonen", HOME, reason, at=NOW)
