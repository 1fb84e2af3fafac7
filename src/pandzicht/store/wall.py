# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The second wall: what PostgreSQL itself lets Pandzicht do with each table, and which rows it lets it see.

The first wall is the desk. This one stands behind it: a statement that forgot to ask whose rows it may see gets none.
What is asked for whom is set per transaction (`pandzicht.account`, `person`, `act`, `purposes`); SQLite has none of it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

SETTINGS = ("account", "person", "act", "purposes")
"""What a transaction is on behalf of; purposes are separated by a line feed."""
KEY = "wall"
"""Under which a table keeps its wall."""


def setting(name: str) -> str:
    """Return the SQL of what a transaction is on behalf of; null when nothing was set.

    >>> setting("act")
    "nullif(current_setting('pandzicht.act', true), '')"
    """
    return f"nullif(current_setting('pandzicht.{name}', true), '')"


def acts(*names: str) -> str:
    """Return the condition that a transaction belongs to one of these acts."""
    return f"{setting('act')} IN ({', '.join(repr(name) for name in names)})"


OWN = f"account = {setting('account')}"
OF_THE_PERSON = f"person = {setting('person')}"
FOR_THE_PURPOSE = f"purpose = ANY (string_to_array({setting('purposes')}, chr(10)))"
IN_AN_ACT = f"{setting('account')} IS NOT NULL AND {setting('act')} IS NOT NULL"
SIGN_IN = "sign_in"
"""The act of finding out who somebody is, before any other."""
WORK = "work"
"""The act of a worker that takes long work and says how far it is; the work itself is an act of whoever asked."""


@dataclass(frozen=True, slots=True)
class Wall:
    """What protects one table: the rights beside SELECT, and the rows that are seen and written."""

    rights: tuple[str, ...] = ()
    """INSERT, UPDATE, DELETE; never TRUNCATE."""
    sees: str = ""
    """SQL: which rows may be seen; empty for a table that is open."""
    writes: str = ""
    """SQL: which rows may be added or be left by a change; by default those that may be changed."""
    open_because: str = ""
    """Why a table needs no policy: it says nothing of addresses or persons."""
    changes: str = ""
    """SQL: which of the rows that are seen may be changed and removed; by default all."""


def of_log(*readers: str) -> Wall:
    """Return the wall of a log: whoever acts adds to it, and these acts read it."""
    return Wall(("INSERT",), acts(*readers), IN_AN_ACT)


def wall_statements(table: str, wall: Wall, role: str) -> list[str]:
    """Return the SQL that puts a wall before a table for a role; once more changes nothing.

    >>> wall_statements("state_version", Wall(open_because="no persons"), "pandzicht")
    ['REVOKE ALL ON state_version FROM PUBLIC, "pandzicht"', 'GRANT SELECT ON state_version TO "pandzicht"']
    """
    rights = ("SELECT", *wall.rights)
    found = [f'REVOKE ALL ON {table} FROM PUBLIC, "{role}"', f'GRANT {", ".join(rights)} ON {table} TO "{role}"']
    if wall.open_because:
        return found
    found += [f"ALTER TABLE {table} {which} ROW LEVEL SECURITY" for which in ("ENABLE", "FORCE")]
    for right in rights:
        name = f"pandzicht_{right.lower()}"
        changes = wall.changes or wall.sees
        using = "" if right == "INSERT" else f" USING ({wall.sees if right == 'SELECT' else changes})"
        check = f" WITH CHECK ({wall.writes or changes})" if right in ("INSERT", "UPDATE") else ""
        found.append(f"DROP POLICY IF EXISTS {name} ON {table}")
        found.append(f"CREATE POLICY {name} ON {table} FOR {right}{using}{check}")
    return found


def breached(role: str, *, above: bool, owner: bool, bare: Collection[str]) -> str:
    """Return what is wrong with the role by which a state is opened, and what to do; empty when nothing is.

    >>> breached("pandzicht", above=False, owner=False, bare=[])
    ''
    """
    wrong = [
        *([f"role '{role}' is superuser, has BYPASSRLS or may become a role that has"] if above else []),
        *([f"role '{role}' owns the tables"] if owner else []),
        *([f"no policy protects {', '.join(sorted(bare))}"] if bare else []),
    ]
    if not wrong:
        return ""
    return (
        f"{'; '.join(wrong)}: row security would not hold; make a role with CREATE ROLE pandzicht LOGIN NOSUPERUSER "
        "NOBYPASSRLS, let the owner run 'pandzicht new-state ADDRESS --role pandzicht', and name that role in the "
        "address of the state"
    )
