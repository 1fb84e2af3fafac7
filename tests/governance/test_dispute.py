# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A dispute is raised with a reason, stands until it is settled, and is settled in an order that makes sense."""

from __future__ import annotations

import pytest

from pandzicht.errors import NotFound, PandzichtError
from pandzicht.governance.dispute import (
    IN_EFFECT,
    SETTLED,
    Dispute,
    Standing,
    disputes_in_effect,
    disputes_of,
    raise_dispute,
    reasoned,
    settle,
)
from pandzicht.store.state_database import StateDatabase, Transaction, moment
from tests.desk import NOW

HOME, AT = "9999010000000001", moment(NOW)


def raised(transaction: Transaction, number: str = "1", signal: str = "hinder") -> None:
    raise_dispute(transaction, Dispute(number, HOME, signal, "de melding ging over de buren", "els", AT))


def settled(transaction: Transaction, standing: Standing, signal: str = "hinder") -> Dispute:
    return settle(transaction, HOME, signal, standing, because="nagekeken in het zaaksysteem", by="jan", at=AT)


def test_a_dispute_is_in_effect_until_it_is_settled(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        raised(transaction)
        raised(transaction, "2", "overbewoning")
        assert [item.signal for item in disputes_in_effect(transaction)] == ["hinder", "overbewoning"]
        assert settled(transaction, Standing.REJECTED).standing is Standing.OPEN
        assert [item.signal for item in disputes_in_effect(transaction)] == ["overbewoning"]
        first = disputes_of(transaction, HOME)[0]
    assert (first.standing, first.settled_by, first.settled_because) == (
        Standing.REJECTED, "jan", "nagekeken in het zaaksysteem"
    )  # fmt: skip


def test_what_was_found_wrong_stays_out_until_the_source_is_corrected(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        raised(transaction)
        settled(transaction, Standing.UPHELD)
        assert [item.standing for item in disputes_in_effect(transaction)] == [Standing.UPHELD]
        with pytest.raises(PandzichtError, match="a dispute that is upheld cannot become rejected; it can become corr"):
            settled(transaction, Standing.REJECTED)
        settled(transaction, Standing.CORRECTED)
        assert disputes_in_effect(transaction) == ()


def test_a_signal_is_disputed_once_at_a_time(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        raised(transaction)
        with pytest.raises(PandzichtError, match="is disputed already"):
            raised(transaction, "2")
        settled(transaction, Standing.WITHDRAWN)
        raised(transaction, "3")
        assert len(disputes_of(transaction, HOME)) == 2


def test_what_is_not_disputed_cannot_be_settled(state: StateDatabase) -> None:
    with state.transaction() as transaction, pytest.raises(NotFound, match="no dispute about signal 'hinder'"):
        settled(transaction, Standing.REJECTED)


@pytest.mark.parametrize("text", ["", "nee", "1234567890123", "          "])
def test_a_reason_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(PandzichtError, match="gives no reason"):
        reasoned(text)


def test_every_standing_is_in_effect_or_settled() -> None:
    assert {*IN_EFFECT, *SETTLED} == set(Standing)
    assert not set(IN_EFFECT) & set(SETTLED)
