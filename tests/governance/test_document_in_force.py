# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A process that answers many requests reads the catalogue in force once, and again when anything was approved."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest

from pandzicht.governance import document_in_force as module
from pandzicht.governance.desk import Desk
from pandzicht.governance.document_in_force import DocumentInForce
from pandzicht.store.state_database import StateDatabase
from tests.desk import NOW
from tests.governance import test_catalogue_in_force as approving

desk = approving.desk


def test_they_are_those_that_were_approved_from_the_next_request_on(
    desk: Desk, tmp_path: Path, state: StateDatabase
) -> None:
    kept = DocumentInForce()

    def at(seconds: float = 0) -> AbstractSet[str]:
        """The roles in force."""
        with state.transaction(reads=True) as transaction:
            return kept.at(transaction, NOW + timedelta(seconds=seconds)).get("roles", {}).keys()

    assert at() == set()
    approving.put_in_force(desk, approving.catalogue(tmp_path))
    assert {"beheerder", "vaststeller"} <= at()
    more = {"roles/lezer.yaml": "role: lezer\nlabel: {nl: Lezer}\nmay: [hit]\n"}
    approving.put_in_force(desk, approving.catalogue(tmp_path, more))
    assert "lezer" in at()


@pytest.mark.parametrize(("seconds", "read"), [(0, 1), (59, 1), (60, 2)])
def test_they_are_read_once_while_nothing_happens_and_every_minute(
    desk: Desk, tmp_path: Path, state: StateDatabase, seconds: float, read: int
) -> None:
    approving.put_in_force(desk, approving.catalogue(tmp_path))
    kept = DocumentInForce()
    with mock.patch.object(module, "catalogue_in_force", wraps=module.catalogue_in_force) as reading:
        for at in (0, 0, seconds):
            with state.transaction(reads=True) as transaction:
                kept.at(transaction, NOW + timedelta(seconds=at))
    assert reading.call_count == read
