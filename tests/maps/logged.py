# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whom the last line of the processing log concerns."""

from __future__ import annotations

from pandzicht.governance.concerned import told
from pandzicht.governance.desk import Desk


def last_concerned(desk: Desk) -> set[str]:
    """The addresses that the newest processing concerned."""
    with desk.state.transaction(reads=True) as transaction:
        (entry,) = transaction.rows("SELECT entry_no, key_id FROM processing_entry ORDER BY entry_no DESC LIMIT 1")
        kept = transaction.column(
            "SELECT subject FROM processing_subject WHERE entry_no = :number", number=entry["entry_no"]
        )
    found = [told(desk.keys.opened(entry["key_id"], bytes(subject))) for subject in kept]
    assert {kind for kind, _ in found} <= {"address"}
    return {name for _, name in found}


def processings(desk: Desk) -> int:
    """How many lines the processing log has."""
    with desk.state.transaction(reads=True) as transaction:
        return int(transaction.column("SELECT count(*) FROM processing_entry")[0])
