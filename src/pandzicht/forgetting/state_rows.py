# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What of the state database has a term: per kind which rows, from which day, and what is done when it has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pandzicht.forgetting.due import Held, Kind
from pandzicht.governance.dispute import SETTLED
from pandzicht.store.state_database import Transaction


@dataclass(frozen=True, slots=True)
class StateRule:
    """How the rows of one kind are found (columns name and since) and forgotten (each statement with `:name`)."""

    found: str
    forgotten: tuple[str, ...]


STATE_RULES: Mapping[Kind, StateRule] = {
    Kind.NECESSITY: StateRule(
        "SELECT necessity_id AS name, until AS since FROM necessity",
        ("DELETE FROM necessity WHERE necessity_id = :name",),
    ),
    Kind.DISPUTE: StateRule(
        "SELECT dispute_id AS name, settled_at AS since FROM dispute "
        f"WHERE standing IN ({', '.join(repr(standing.value) for standing in SETTLED)})",
        ("DELETE FROM dispute WHERE dispute_id = :name",),
    ),
    Kind.BOND: StateRule(
        "SELECT recusal_id AS name, coalesce(ended_at, (SELECT max(a.closed_at) FROM account a "
        "WHERE a.person = r.person HAVING count(*) = count(a.closed_at))) AS since FROM recusal r",
        ("DELETE FROM recusal WHERE recusal_id = :name",),
    ),
    Kind.ACCOUNT: StateRule(
        "SELECT account AS name, closed_at AS since FROM account WHERE closed_at IS NOT NULL AND name <> ''",
        (
            "DELETE FROM account_role WHERE account = :name",
            "DELETE FROM saved_view WHERE account = :name",
            "UPDATE account SET name = '' WHERE account = :name",
        ),
    ),
    Kind.SESSION: StateRule(
        "SELECT session_id AS name, seen_at AS since FROM session UNION ALL SELECT token_id, until FROM access_token",
        ("DELETE FROM session WHERE session_id = :name", "DELETE FROM access_token WHERE token_id = :name"),
    ),
    Kind.SIGN_IN_ATTEMPT: StateRule(
        "SELECT counted AS name, failed_at AS since FROM sign_in_attempt",
        ("DELETE FROM sign_in_attempt WHERE counted = :name",),
    ),
    Kind.JOB: StateRule(
        "SELECT job_id AS name, ended_at AS since FROM job",
        ("DELETE FROM job WHERE job_id = :name",),
    ),
}
"""An account stays, closed and without a name: the audit log names it, and nobody else may get it. Sessions,
tokens and failures go by themselves when somebody comes back: what is left is what nobody came back for."""


def state_rows(transaction: Transaction) -> Iterator[Held]:
    """Yield every row of the state that has a term running."""
    for kind, rule in STATE_RULES.items():
        for row in transaction.rows(rule.found):
            if row["since"] is not None:
                yield Held(kind, row["name"], since=date.fromisoformat(row["since"][:10]))


def forget_row(transaction: Transaction, kind: Kind, name: str) -> None:
    """Take one row out of the state."""
    for statement in STATE_RULES[kind].forgotten:
        transaction.run(statement, name=name)
