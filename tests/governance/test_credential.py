# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A password of a local account: kept in one place, for once when somebody else was shown it; on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pandzicht.governance.credential import (
    ONE_TIME_HOLDS,
    credential_of,
    forget_password,
    set_one_time_password,
    set_password,
)
from pandzicht.governance.password import matches
from pandzicht.store.state_database import StateDatabase
from tests.desk import NOW


def test_a_password_for_once_is_shown_and_not_kept(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        shown = set_one_time_password(transaction, "els", now=NOW)
        kept = credential_of(transaction, "els")
        assert kept is not None
        assert (kept.account, kept.must_change, kept.changed_at) == ("els", True, NOW)
        assert matches(shown, kept.encoded)
        assert shown not in str(transaction.rows("SELECT * FROM credential"))


def test_another_one_takes_its_place(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        set_one_time_password(transaction, "els", now=NOW)
        set_password(transaction, "els", "eigen", now=NOW)
        kept = credential_of(transaction, "els")
        assert kept is not None
        assert (kept.encoded, kept.must_change) == ("eigen", False)
        forget_password(transaction, "els")
        assert credential_of(transaction, "els") is None


@pytest.mark.parametrize(("for_once", "late", "over"), [(True, False, False), (True, True, True), (False, True, False)])
def test_only_a_password_for_once_is_over_after_three_days(
    state: StateDatabase, for_once: bool, late: bool, over: bool
) -> None:
    with state.transaction() as transaction:
        set_password(transaction, "els", "x", now=NOW, must_change=for_once)
        kept = credential_of(transaction, "els")
    assert kept is not None
    assert kept.is_over(NOW + ONE_TIME_HOLDS + timedelta(seconds=late)) is over
