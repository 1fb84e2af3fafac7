# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who acts: an account of one person, with the roles that were granted to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Grant:
    """One role that an account has; purposes and areas narrow it, None leaves them as wide as the role."""

    role: str
    purposes: frozenset[str] | None = None
    areas: frozenset[str] | None = None
    """Codes of buurten, or the beginning of them (a wijk): `BU0518`, `BU05180101`."""
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        """Tell whether the grant still holds on a day; the last day counts."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Actor:
    """An account and the person behind it: two accounts of one person count as one."""

    account: str
    person: str
    grants: tuple[Grant, ...] = ()
