# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold for the roles of a catalogue: what they name exists, and who sets rules does not approve them."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.role import Role
from pandzicht.errors import Fault

_APART = (Action.PROPOSE, Action.APPROVE)
"""Acts that no role allows together (BIO2 5.3; lawful.md 40)."""


def role_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for roles."""
    for role in catalogue.roles.values():
        yield from _named(catalogue, role)
        if all(action in role.may for action in _APART):
            found = "may both propose and approve, so a change could pass with one person (lawful.md 40)"
            yield catalogue.fault("roles", role.role, ("may",), found, "leave one of them to another role")


def _named(catalogue: Catalogue, role: Role) -> Iterator[Fault]:
    purposes = {check.purpose for check in catalogue.checks.values()}
    purposes |= {name for source in catalogue.sources.values() for name in source.purposes}
    for name in () if role.purposes == "all" else role.purposes:
        if name not in purposes:
            found = f"purpose '{name}' is that of no check and no source"
            yield catalogue.fault("roles", role.role, ("purposes",), found, f"known are {', '.join(sorted(purposes))}")
    for name in role.excludes:
        if not catalogue.knows("roles", name):
            known = ", ".join(sorted(catalogue.roles))
            yield catalogue.fault("roles", role.role, ("excludes",), f"unknown role '{name}'", f"known are {known}")
    for name in role.hidden:
        source, _, field = name.partition(".")
        if source not in catalogue.sources or field not in catalogue.sources[source].fields:
            found = f"'{name}' names no field of a source"
            yield catalogue.fault("roles", role.role, ("hidden",), found, "write it as source.field")
