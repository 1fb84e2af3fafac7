# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A run whose rows were destroyed still explains, and says which rows are gone."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.exports.audience import Audience
from pandzicht.forgetting.due import Kind
from pandzicht.forgetting.removal import blank_rows, remove_folder
from pandzicht.governance.destroyed import Destroyed
from pandzicht.runs.evidence_rows import EvidenceRows
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import Explanation
from pandzicht.runs.wide import CheckOfRun
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.runs.published_city import DELIVERY, publish_city

HOME = "0518010000000000"
LINE = Destroyed("1", "rows", "bewoning/x", "bewoning.ends 1", "art. 2", "2026-03-01", "", "2026-03-02T09:00:00Z", "op")


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """The small city: five persons are registered at the first address, by the first rows of their delivery."""
    return publish_city(tmp_path / "city")


def explained(space: Workspace) -> Explanation:
    return Explainer(opened(space)).explain(HOME, checks=["wonen"])


def rows_of(explanation: Explanation) -> int | None:
    """How many rows stand behind the number of residents."""
    (answered,) = [item for item in explanation.checks[0].answers if item.signal == "overbewoning"]
    return next(item.row_count for item in answered.evidence if item.indicator == "bewoners_aantal")


def listed(space: Workspace) -> list[str]:
    """The sources of the rows that a workbook lists for the address."""
    found = EvidenceRows(CheckOfRun(opened(space), "wonen", Audience.ANALIST)).of_units({HOME: [0]})
    return [item.row.source for item in found[HOME]]


def test_nothing_is_said_while_nothing_was_destroyed(space: Workspace) -> None:
    assert explained(space).destroyed == ()
    assert rows_of(explained(space)) == 5
    assert listed(space).count("bewoning") == 5


def test_rows_that_were_emptied_are_no_evidence_and_the_others_still_are(space: Workspace) -> None:
    folder = space.deliveries / "bewoning" / DELIVERY
    before = pq.read_table(folder / "rows.parquet").to_pylist()
    blank_rows(folder, (1, 3), (), LINE)
    after = pq.read_table(folder / "rows.parquet").to_pylist()
    assert [row for number, row in enumerate(after) if number not in (1, 3)] == [
        row for number, row in enumerate(before) if number not in (1, 3)
    ]
    assert {value for number in (1, 3) for value in after[number].values()} == {None}
    found = explained(space)
    assert rows_of(found) == 3
    assert listed(space).count("bewoning") == 3
    (told,) = found.destroyed
    assert told.startswith(
        f"Van levering bewoning {DELIVERY} zijn rijen vernietigd volgens bewoning.ends 1 op 2026-03-02"
    )
    assert found.checks[0].score == 3, "the run itself is as it was"


def test_a_delivery_that_is_gone_leaves_the_figures_and_says_so(space: Workspace) -> None:
    folder = space.deliveries / "bewoning" / DELIVERY
    remove_folder(folder, Kind.DELIVERY, LINE)
    assert sorted(path.name for path in folder.iterdir()) == ["delivery.json", "tombstone.json"]
    found = explained(space)
    assert (rows_of(found), found.checks[0].score) == (None, 3)
    assert found.destroyed == (
        f"De rijen van levering bewoning {DELIVERY} zijn vernietigd volgens bewoning.ends 1 op 2026-03-02.",
    )
    assert "bewoning" not in listed(space)


def test_some_columns_of_a_row_are_emptied_and_the_row_stays(space: Workspace) -> None:
    folder = space.deliveries / "bewoning" / DELIVERY
    blank_rows(folder, (0,), ("persoon",), LINE)
    kept = pq.read_table(folder / "rows.parquet").to_pylist()
    assert [row["persoon"] is None for row in kept[:2]] == [True, False]
    assert kept[0]["row_id"] is not None
    assert rows_of(explained(space)) == 5
