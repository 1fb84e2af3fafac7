# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue in force as a process keeps it that answers many requests: it is not read from the state for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pandzicht.governance.catalogue_in_force import catalogue_in_force
from pandzicht.store.state_database import Transaction

_SO_FAR = """\
SELECT (SELECT count(*) FROM approval) AS approvals, (SELECT max(approved_at) FROM approval) AS approved_at,
  count(*) AS proposals, count(ended_at) AS ended, sum(version) AS versions FROM proposal
"""
"""Differs when anything was proposed, changed, approved or ended."""
_MINUTE = 16
"""Signs of a moment up to its minute: what waits comes into force by the clock alone."""


@dataclass(slots=True)
class DocumentInForce:
    """Definitions that are read anew once anything was approved or ended, and every minute besides."""

    _key: tuple[object, ...] = ()
    _document: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def at(self, transaction: Transaction, now: datetime) -> Mapping[str, Mapping[str, Any]]:
        """Return the definitions in force at a moment; empty before the first catalogue was approved."""
        so_far = transaction.one(_SO_FAR) or {}
        key = (*so_far.values(), now.isoformat()[:_MINUTE])
        if key != self._key:
            self._document = catalogue_in_force(transaction, now)
            self._key = key
        return self._document
