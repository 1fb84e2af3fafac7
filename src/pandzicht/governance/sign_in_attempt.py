# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How signing in slows down when it fails: per account and per origin a wait that doubles, up to a minute.

An attempt is counted before its password is looked at, so many at once gain nothing; while somebody waits nothing is
looked at and nothing is counted. An account that does not exist is counted as one that does. Names and origins are
kept as keyed hashes: people type passwords where a name is asked.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from pandzicht.store.state_database import Transaction, moment

LONGEST_WAIT = 60
"""Seconds. Longer would let anybody keep a colleague out by failing in their name."""
FORGOTTEN_AFTER = timedelta(hours=1)
FREE = {"account": 5, "origin": 50}
"""How many attempts fail before the next one waits: behind one origin sits a whole town hall."""
_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Counted:
    """By what attempts are counted, and how many fail before the next one waits."""

    name: str
    free: int


def counted(secret: bytes, **values: str) -> tuple[Counted, ...]:
    """Return by what an attempt is counted: a keyed hash of its account and one of its origin."""
    return tuple(Counted(keyed_hash(secret, kind, value), FREE[kind]) for kind, value in values.items())


def keyed_hash(secret: bytes, kind: str, value: str) -> str:
    """Return what stands for a text of which nothing may be known without the secret."""
    return hmac.new(secret, f"{kind}:{value}".encode(errors="replace"), hashlib.sha256).hexdigest()[:_DIGITS]


def wait_after(failures: int, free: int) -> int:
    """Return how many seconds the next attempt waits after so many failures.

    >>> [wait_after(failures, 5) for failures in (0, 4, 5, 6, 8, 11, 1_000_000)]
    [0, 0, 1, 2, 8, 60, 60]
    """
    beyond = failures - free
    return 0 if beyond < 0 else min(LONGEST_WAIT, 2 ** min(beyond, LONGEST_WAIT))


def begin_attempt(transaction: Transaction, by: Sequence[Counted], now: datetime) -> int:
    """Count an attempt and return 0; where it must wait count nothing and return how many seconds."""
    transaction.run("DELETE FROM sign_in_attempt WHERE failed_at < :past", past=moment(now - FORGOTTEN_AFTER))
    kept = _kept(transaction, by)
    longest = max((_left(kept[item.name], item, now) for item in by if item.name in kept), default=0)
    if longest:
        return longest
    for item in sorted(by, key=lambda item: item.name):
        transaction.run(
            "INSERT INTO sign_in_attempt (counted, failures, failed_at) VALUES (:name, 1, :at) ON CONFLICT (counted) "
            "DO UPDATE SET failures = sign_in_attempt.failures + 1, failed_at = excluded.failed_at",
            name=item.name,
            at=moment(now),
        )
    return 0


def end_attempt(transaction: Transaction, account: Counted, origin: Counted) -> None:
    """Note that an attempt did not fail: its account begins anew, its origin has one failure less."""
    transaction.run("DELETE FROM sign_in_attempt WHERE counted = :name", name=account.name)
    transaction.run("UPDATE sign_in_attempt SET failures = failures - 1 WHERE counted = :name", name=origin.name)


def _kept(transaction: Transaction, by: Sequence[Counted]) -> Mapping[str, tuple[int, datetime]]:
    """Return failures and the last moment by name; the rows are held, in one order for all, until the end."""
    found = {}
    for name in sorted(item.name for item in by):
        for row in transaction.held("SELECT * FROM sign_in_attempt WHERE counted = :name", name=name):
            found[name] = (int(row["failures"]), datetime.fromisoformat(row["failed_at"]))
    return found


def _left(kept: tuple[int, datetime], item: Counted, now: datetime) -> int:
    failures, failed_at = kept
    wait = wait_after(failures, item.free)
    return min(wait, max(0, ceil(wait - (now - failed_at).total_seconds())))
