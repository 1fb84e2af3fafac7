# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the state database: everything that people decide, and the two logs, defined once.

Moments are text in UTC (`2026-03-01T08:00:00.000000Z`), days are text (`2026-03-01`): both sort as they should and
are the same in every database. A table that is `appended` is never changed or emptied by Pandzicht. Each table
says what stands before it in PostgreSQL (`wall`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, Table, Text

from pandzicht.store.decision_schema import decision_tables
from pandzicht.store.office_schema import office_tables
from pandzicht.store.wall import FOR_THE_PURPOSE, IN_AN_ACT, KEY, OF_THE_PERSON, OWN, SIGN_IN, Wall, acts, of_log

VERSION = 2
"""Of the schema. Each version added tables and changed none: one of an earlier version gets those that it lacks."""

metadata = MetaData()

_LOG = of_log(
    "read_log", "verify", "sign_logs", "subject_access", "propose", "approve", "stop", "destroy", "test_proxies"
)
"""Proposals are dated no earlier than the latest line, so who proposes and approves reads that of the audit log."""
_FORGOTTEN = acts("destroy")
_REVIEWED = acts("destroy", "read_log", "subject_access")
_ACCOUNTS = acts(SIGN_IN, "administer", "destroy", "approve", "stop")
_HASHES = "counts and hashes only"


def _log(name: str, *columns: Column[object]) -> Table:
    """Return the table of a log: entries in the order of their numbers, each chained to the one before."""
    return Table(
        name,
        metadata,
        Column("entry_no", BigInteger, primary_key=True, autoincrement=False),
        Column("operation_id", Text, nullable=False, index=True),
        Column("written_at", Text, nullable=False, index=True),
        Column("line", Text, nullable=False),
        Column("chain", LargeBinary, nullable=False),
        *columns,
        info={"appended": True, KEY: _LOG},
    )


state_version = Table(
    "state_version",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("since", Text, nullable=False),
    info={KEY: Wall(open_because="a number and a day")},
)

log_tip = Table(
    "log_tip",
    metadata,
    Column("log", Text, primary_key=True),
    Column("entries", BigInteger, nullable=False),
    Column("leaves", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    info={KEY: Wall(("UPDATE",), open_because=_HASHES)},
)
"""Where each log ends: what is needed to write the next entry. One row per log, locked while an entry is written."""

log_head = Table(
    "log_head",
    metadata,
    Column("log", Text, primary_key=True),
    Column("entries", BigInteger, primary_key=True, autoincrement=False),
    Column("leaves", BigInteger, nullable=False),
    Column("frontier", LargeBinary, nullable=False),
    Column("document", Text, nullable=False),
    info={"appended": True, KEY: Wall(("INSERT",), open_because=_HASHES)},
)
"""The signed heads that were made, each with the frontier from which the next one is shown to have only grown."""

audit_entry = _log("audit_entry")

processing_entry = _log("processing_entry", Column("key_id", Text))

processing_subject = Table(
    "processing_subject",
    metadata,
    Column("entry_no", BigInteger, primary_key=True, autoincrement=False),
    Column("subject", LargeBinary, primary_key=True),
    info={"appended": True, KEY: _LOG},
    sqlite_with_rowid=False,
)
"""Whom an entry of the processing log concerns, encrypted under the key of the period until which it is kept.

The subjects of an entry stand in the order of their bytes: that is the order of its leaves, and where one is looked
for.
"""

account = Table(
    "account",
    metadata,
    Column("account", Text, primary_key=True),
    Column("person", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("closed_at", Text),
    info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"{OWN} OR {_ACCOUNTS}", _ACCOUNTS)},
)

account_role = Table(
    "account_role",
    metadata,
    Column("account", Text, primary_key=True),
    Column("role", Text, primary_key=True),
    Column("purposes", Text),
    Column("areas", Text),
    Column("granted_by", Text, nullable=False),
    Column("granted_at", Text, nullable=False),
    Column("until", Text),
    info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"{OWN} OR {_ACCOUNTS}", _ACCOUNTS)},
)
"""Which role an account has; `purposes` and `areas` narrow it (a JSON list; null: as wide as the role)."""

necessity = Table(
    "necessity",
    metadata,
    Column("necessity_id", Text, primary_key=True),
    Column("account", Text, nullable=False, index=True),
    Column("purpose", Text, nullable=False),
    Column("address_id", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("until", Text, nullable=False),
    info={KEY: Wall(("INSERT", "DELETE"), f"({OWN} AND {FOR_THE_PURPOSE}) OR {_REVIEWED}")},
)
"""Why somebody needed the content behind a hit (model privacy protocol, phase 3)."""

recusal = Table(
    "recusal",
    metadata,
    Column("recusal_id", Text, primary_key=True),
    Column("person", Text, nullable=False, index=True),
    Column("address_id", Text, nullable=False),
    Column("bond", Text, nullable=False),
    Column("declared_at", Text, nullable=False),
    Column("ended_at", Text),
    info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), f"{OF_THE_PERSON} OR {_FORGOTTEN}")},
)
"""Addresses with which a colleague has a bond, declared by themselves: own, family, neighbour."""

proposal = Table(
    "proposal",
    metadata,
    Column("proposal_id", Text, primary_key=True),
    Column("matter", Text, nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("content", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("base", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("proposed_at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("needs", Integer, nullable=False),
    Column("waits", Text, nullable=False),
    Column("ended", Text),
    Column("ended_by", Text),
    Column("ended_at", Text),
    Column("ended_why", Text),
    info={KEY: Wall(("INSERT", "UPDATE"), IN_AN_ACT)},
)
"""What one person proposes and another approves: exactly this content, as JSON and by its hash."""

approval = Table(
    "approval",
    metadata,
    Column("proposal_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("approved_at", Text, nullable=False),
    info={"appended": True, KEY: Wall(("INSERT",), IN_AN_ACT)},
)
"""Who approved which version of a proposal; a person counts once, by whatever account."""

stopped = Table(
    "stopped",
    metadata,
    Column("stop_id", Text, primary_key=True),
    Column("subject", Text, nullable=False),
    Column("cause", Text, nullable=False),
    Column("account", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("stopped_at", Text, nullable=False),
    info={"appended": True, KEY: Wall(("INSERT",), IN_AN_ACT)},
)
"""Checks whose model may not be used, and why: a stop, or a report of discrimination. Four eyes end one."""

office_tables(metadata)
decision_tables(metadata)

destroyed = Table(
    "destroyed",
    metadata,
    Column("number", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("rule", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("due_on", Text, nullable=False),
    Column("was", Text, nullable=False),
    Column("destroyed_at", Text, nullable=False),
    Column("operation_id", Text, nullable=False),
    Column("approved_by", Text),
    info={"appended": True, KEY: Wall(("INSERT",), IN_AN_ACT)},
)
"""The register of what was destroyed: what, under which rule, when, by which operation; nothing of what it held."""

dispute = Table(
    "dispute",
    metadata,
    Column("dispute_id", Text, primary_key=True),
    Column("address_id", Text, nullable=False, index=True),
    Column("signal", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("raised_by", Text, nullable=False),
    Column("raised_at", Text, nullable=False),
    Column("standing", Text, nullable=False),
    Column("settled_by", Text),
    Column("settled_at", Text),
    Column("settled_because", Text),
    info={KEY: Wall(("INSERT", "UPDATE", "DELETE"), IN_AN_ACT)},
)
"""Signals of an address that somebody disputes, and how that ended (AVG art. 16, 18, 21)."""

_OWN_VIEW = f"{OWN} AND {FOR_THE_PURPOSE}"
saved_view = Table(
    "saved_view",
    metadata,
    Column("view_id", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("purpose", Text, nullable=False),
    Column("check_name", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("query", Text, nullable=False),
    Column("shared", Integer, nullable=False),
    Column("made_at", Text, nullable=False),
    Column("changed_at", Text, nullable=False),
    info={
        KEY: Wall(
            ("INSERT", "UPDATE", "DELETE"),
            f"({FOR_THE_PURPOSE} AND (shared = 1 OR {OWN})) OR {_FORGOTTEN}",
            changes=f"({_OWN_VIEW}) OR {_FORGOTTEN}",
            writes=_OWN_VIEW,
        )
    },
)
"""How somebody looks at the worklist of a check; `shared` (1 or 0) with whoever acts for the same purpose."""
