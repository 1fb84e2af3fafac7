# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the state database that the office works with: who is signed in, by what, and long work."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, Text

from pandzicht.store.wall import KEY, OWN, SIGN_IN, WORK, Wall, acts

_AT_THE_DOOR = acts(SIGN_IN)
_MANAGED = acts("administer", "destroy")


def office_tables(metadata: MetaData) -> None:
    """Add the tables of the office to the schema of the state."""
    _session(metadata)
    _access_token(metadata)
    _credential(metadata)
    _sign_in_attempt(metadata)
    _job(metadata)


def _session(metadata: MetaData) -> None:
    """Add who is signed in; the token itself is with the browser, here is its SHA-256."""
    Table(
        "session",
        metadata,
        Column("session_id", Text, primary_key=True),
        Column("account", Text, nullable=False, index=True),
        Column("how", Text, nullable=False),
        Column("origin", Text, nullable=False),
        Column("purpose", Text),
        Column("language", Text),
        Column("must_change", Integer, nullable=False),
        Column("begun_at", Text, nullable=False),
        Column("seen_at", Text, nullable=False),
        info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"{OWN} OR {_AT_THE_DOOR} OR {_MANAGED}")},
    )


def _access_token(metadata: MetaData) -> None:
    """Add the tokens by which machines act for an account; the token is with the machine, here is its SHA-256."""
    Table(
        "access_token",
        metadata,
        Column("token_id", Text, primary_key=True),
        Column("account", Text, nullable=False, index=True),
        Column("name", Text, nullable=False),
        Column("how", Text, nullable=False),
        Column("purpose", Text),
        Column("made_at", Text, nullable=False),
        Column("until", Text, nullable=False),
        Column("used_at", Text),
        info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"{OWN} OR {_AT_THE_DOOR} OR {_MANAGED}")},
    )


def _credential(metadata: MetaData) -> None:
    """Add the passwords of local accounts, encoded so that nobody can read them back."""
    Table(
        "credential",
        metadata,
        Column("account", Text, primary_key=True),
        Column("encoded", Text, nullable=False),
        Column("changed_at", Text, nullable=False),
        Column("must_change", Integer, nullable=False),
        info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"({OWN} AND {_AT_THE_DOOR}) OR {_MANAGED}")},
    )


def _sign_in_attempt(metadata: MetaData) -> None:
    """Add how often signing in failed of late, per account and per origin; each is named by a keyed hash."""
    Table(
        "sign_in_attempt",
        metadata,
        Column("counted", Text, primary_key=True),
        Column("failures", Integer, nullable=False),
        Column("failed_at", Text, nullable=False),
        info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"{_AT_THE_DOOR} OR {_MANAGED}")},
    )


def _job(metadata: MetaData) -> None:
    """Add long work that somebody asked for, and how far it is; what it is done with is named, never a person."""
    Table(
        "job",
        metadata,
        Column("job_id", Text, primary_key=True),
        Column("kind", Text, nullable=False),
        Column("action", Text, nullable=False),
        Column("arguments", Text, nullable=False),
        Column("account", Text, nullable=False, index=True),
        Column("purposes", Text, nullable=False),
        Column("asked_at", Text, nullable=False),
        Column("begun_at", Text),
        Column("ended_at", Text),
        Column("standing", Text, nullable=False, index=True),
        Column("writes", Integer, nullable=False),
        Column("phase", Text, nullable=False),
        Column("part", Integer, nullable=False),
        Column("said", Text, nullable=False),
        Column("cancel_asked", Integer, nullable=False),
        Column("tries", Integer, nullable=False),
        Column("worker", Text, nullable=False),
        Column("beat_at", Text, nullable=False),
        info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"{OWN} OR {acts(WORK)} OR {_MANAGED}")},
    )
