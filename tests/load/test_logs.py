# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Everybody whom a run concerns is logged, however many they are: one leaf and one line each, and it stays verifiable.

How long it takes is measured by `make bench-logs`, not here.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.logs import ACTIVITY, PURPOSE, RUN, SOURCES, persons
from pandzicht.definitions.action import Action
from pandzicht.governance.log import Log, tip_of
from pandzicht.governance.log_reading import Form, exported, processed_about
from pandzicht.governance.log_walk import log_faults
from pandzicht.governance.subject import Kind, Subject
from pandzicht.store.state_database import StateDatabase
from tests.desk import desk_in

SIZES = [6_001, pytest.param(600_000, marks=pytest.mark.release)]


@pytest.mark.parametrize("count", SIZES)
def test_everybody_is_logged(tmp_path: Path, state: StateDatabase, count: int) -> None:
    desk = desk_in(tmp_path, state=state)
    concerned = list(persons(count))
    assert len(set(concerned)) == count
    with desk.operation(Action.RUN, Subject(Kind.RUN, RUN), [PURPOSE]) as operation:
        twice = [*concerned, *concerned[:100]]
        assert operation.concerns(twice, activity=ACTIVITY, sources=SOURCES, run=RUN) == count
    with state.transaction(reads=True) as transaction:
        assert transaction.one("SELECT count(*) AS number FROM processing_subject") == {"number": count}
        tip = tip_of(transaction, Log.PROCESSING)
        assert (tip.entries, tip.frontier.size) == (1, count)
        assert log_faults(transaction, Log.PROCESSING, []) == []
        assert sum(1 for _ in exported(transaction, Log.PROCESSING, Form.LDV)) == count
        for someone in (concerned[0], concerned[-1]):
            assert [item.activity for item in processed_about(transaction, desk.keys, someone)] == [ACTIVITY]
