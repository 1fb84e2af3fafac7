# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of the state has a term is found once it ended, and only that row is forgotten; on both databases."""

from __future__ import annotations

from datetime import date

from pandzicht.forgetting.due import Held, Kind
from pandzicht.forgetting.state_rows import STATE_RULES, forget_row, state_rows
from pandzicht.governance.accounts import account_named, accounts
from pandzicht.store.state_database import StateDatabase, moment
from tests.desk import NOW
from tests.forgetting.filled_workspace import put_state

DAY = date(2026, 3, 1)


def test_everything_that_ended_is_found_with_its_day(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        put_state(transaction, DAY)
        found = list(state_rows(transaction))
    assert found == [
        Held(Kind.NECESSITY, "n1", DAY),
        Held(Kind.DISPUTE, "d1", DAY),
        Held(Kind.BOND, "b1", DAY),
        Held(Kind.ACCOUNT, "gone", DAY),
        Held(Kind.SESSION, "s1", DAY),
        Held(Kind.SIGN_IN_ATTEMPT, "f1", DAY),
        Held(Kind.JOB, "j1", DAY),
    ]


def test_what_still_stands_has_no_term_yet(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        put_state(transaction, DAY)
        transaction.run("UPDATE account SET closed_at = NULL")
        transaction.run("UPDATE recusal SET ended_at = NULL")
        transaction.run("UPDATE dispute SET standing = 'upheld'")
        transaction.run("UPDATE job SET ended_at = NULL")
        kinds = [item.kind for item in state_rows(transaction)]
        assert kinds == [Kind.NECESSITY, Kind.SESSION, Kind.SIGN_IN_ATTEMPT]


def test_the_bond_of_somebody_who_left_ends_with_their_last_account(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        put_state(transaction, DAY)
        transaction.run("UPDATE recusal SET ended_at = NULL")
        assert Held(Kind.BOND, "b1", DAY) in set(state_rows(transaction))
        second = {"account": "second", "person": "gone", "name": "x", "made_at": moment(NOW), "closed_at": None}
        transaction.insert("account", second)
        assert Kind.BOND not in {item.kind for item in state_rows(transaction)}


def test_what_is_forgotten_is_gone_and_the_account_keeps_its_name_for_the_log(state: StateDatabase) -> None:
    with state.transaction() as transaction:
        put_state(transaction, DAY)
        other = {"account": "other", "person": "other", "name": "Els", "made_at": moment(NOW), "closed_at": None}
        transaction.insert("account", other)
        for item in list(state_rows(transaction)):
            forget_row(transaction, item.kind, item.name)
        assert list(state_rows(transaction)) == []
        gone = account_named(transaction, "gone")
        assert (gone.name, gone.grants, gone.closed_at is not None) == ("", (), True)
        assert [account.name for account in accounts(transaction)] == ["", "Els"]
        for table in ("necessity", "dispute", "recusal", "session", "sign_in_attempt", "job"):
            assert transaction.rows(f"SELECT * FROM {table}") == []


def test_each_rule_forgets_by_name() -> None:
    assert all(":name" in statement for rule in STATE_RULES.values() for statement in rule.forgotten)
