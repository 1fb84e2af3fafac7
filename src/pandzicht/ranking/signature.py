# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A finding of the proxy test that concerns a check, and the signature under it without which nothing may be drawn."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Finding:
    """A breach: a feature that a check uses stands in for a group, under one set of definitions."""

    check: str
    kind: str
    feature: str
    group: str
    definitions: str
    """The hash of all definitions of the run: another definition is another finding."""

    @property
    def id(self) -> str:
        """The name by which a finding is signed: 12 hexadecimal digits of all that it says."""
        told = [self.check, self.kind, self.feature, self.group, self.definitions]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Signature:
    """A named person takes responsibility for one finding, and says why it may stand (CRM: objective justification)."""

    finding: str
    by: str
    on: date
    reason: str


def unsigned_breaches(findings: Iterable[Finding], signatures: Iterable[Signature], check: str) -> tuple[Finding, ...]:
    """Return the findings about a check under which no signature stands, in their order.

    >>> found = Finding("hennep", "score", "hennep", "cbs.ouderen", "ab12")
    >>> unsigned_breaches([found], [], "hennep") == (found,), unsigned_breaches([found], [], "wonen")
    (True, ())
    >>> unsigned_breaches([found], [Signature(found.id, "M. de Vries", date(2026, 3, 2), "because")], "hennep")
    ()
    """
    signed = {signature.finding for signature in signatures}
    return tuple(finding for finding in findings if finding.check == check and finding.id not in signed)
