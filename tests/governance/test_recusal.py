# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A declared bond holds for the person, by whatever account, until they end it."""

from __future__ import annotations

import pytest

from pandzicht.errors import NotFound
from pandzicht.governance.recusal import Bond, Recusal, declare, end, recusals_of, recused_addresses
from pandzicht.store.state_database import StateDatabase

HOME = "9999010000000001"
DECLARED = Recusal("1", "els", HOME, Bond.NEIGHBOUR, "2026-03-01T08:00:00.000000Z")


def test_a_bond_holds_until_it_is_ended_and_stays_on_record(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        declare(transaction, DECLARED)
        assert recused_addresses(transaction, "els") == {HOME}
        assert recused_addresses(transaction, "jan") == frozenset()
        end(transaction, "els", HOME, "2026-04-01T08:00:00.000000Z")
        assert recused_addresses(transaction, "els") == frozenset()
        (kept,) = recusals_of(transaction, "els")
    assert (kept.bond, kept.ended_at) == (Bond.NEIGHBOUR, "2026-04-01T08:00:00.000000Z")


def test_a_bond_that_was_not_declared_cannot_be_ended(state: StateDatabase) -> None:
    with pytest.raises(NotFound, match=f"no bond with address {HOME} is declared"), state.transaction() as transaction:
        end(transaction, "els", HOME, "2026-04-01T08:00:00.000000Z")
