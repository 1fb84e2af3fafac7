# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which purposes somebody may choose for a session, and what a chosen one serves in the run in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pandzicht.definitions.check import Check
from pandzicht.errors import NotFound
from pandzicht.governance.desk import Desk
from pandzicht.governance.purpose import Purpose, purpose_of
from pandzicht.runs.finding import named_run
from pandzicht_web.office import Office


@dataclass(frozen=True, slots=True)
class Served:
    """A purpose in the run in force: the checks that it serves, and why each reads."""

    name: str
    run_id: str
    checks: Mapping[str, Check]

    @property
    def purposes(self) -> tuple[Purpose, ...]:
        """The purposes of its checks, for an operation."""
        return tuple(dict.fromkeys(purpose_of(check) for check in self.checks.values()))

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles of law that carry it, each once."""
        return tuple(dict.fromkeys(purpose.article for purpose in self.purposes))

    def check(self, name: str = "") -> Check:
        """Return one of its checks, by default the first; raise NotFound for one that it does not serve."""
        if not name:
            return next(iter(self.checks.values()))
        if name not in self.checks:
            raise NotFound(f"check '{name}' does not serve purpose '{self.name}'; it serves {', '.join(self.checks)}")
        return self.checks[name]


def all_served(office: Office) -> tuple[Served, ...]:
    """Return every purpose that a check of the run in force serves; empty when there is no run."""
    try:
        run_id = named_run(office.workspace)
    except NotFound:
        return ()
    tables = office.shelf.tables(office.workspace, run_id)
    found: dict[str, dict[str, Check]] = {}
    for name in tables.manifest["active"]["checks"]:
        check = tables.catalogue.checks[name]
        found.setdefault(check.purpose, {})[name] = check
    return tuple(Served(name, run_id, checks) for name, checks in found.items())


def served_by(office: Office, name: str) -> Served | None:
    """Return what a purpose serves; None for one that no check of the run in force has."""
    return next((served for served in all_served(office) if served.name == name), None)


def open_to(desk: Desk, served: tuple[Served, ...]) -> tuple[Served, ...]:
    """Return the purposes that a role of somebody covers."""
    return tuple(
        item
        for item in served
        if any(_covers(desk, grant.role, grant.purposes, item.name) for grant in desk.actor.grants)
    )


def _covers(desk: Desk, role: str, narrowed: frozenset[str] | None, purpose: str) -> bool:
    if role not in desk.roles or (narrowed is not None and purpose not in narrowed):
        return False
    purposes = desk.roles[role].purposes
    return purposes == "all" or purpose in purposes
