# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A disputed signal counts zero in what is drawn, explained and exported, and no run or selection is altered."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, NotFound, PandzichtError
from pandzicht.exports.audience import Audience
from pandzicht.governance.dispute import Standing
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.selection import Ask
from pandzicht.runs.disputing import Handled, dispute_signal, disputes_about, settle_dispute
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import CheckView
from pandzicht.runs.exporting import ExportAsk, export_run
from pandzicht.runs.hits import hits
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.store.workspace import Workspace
from tests.desk import begun, desk_of, opened
from tests.runs.published_city import publish_city
from tests.sources.making import files_under

CROWDED, EMPTY = "0518010000000000", "0518010000000001"
SIGNAL, BECAUSE = "overbewoning", "twee van de vijf zijn verhuisd"


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """The small city with its run: the first address is overcrowded."""
    return publish_city(tmp_path / "city")


def disputing(space: Workspace, address_id: str = CROWDED) -> OpenRun:
    run = opened(space)
    act = begun(desk_of(space), Action.DISPUTE, Subject(Kind.ADDRESS, address_id, "BU05180101"))
    return open_run(space, act, run.run_id)


def disputed(space: Workspace, address_id: str = CROWDED) -> Handled:
    return dispute_signal(disputing(space, address_id), address_id, SIGNAL, BECAUSE)


def view(space: Workspace, address_id: str = CROWDED, check: str = "wonen") -> CheckView:
    return Explainer(opened(space)).explain(address_id, checks=[check]).checks[0]


def drawn(space: Workspace, check: str = "wonen", size: int = 4) -> KeptSelection:
    return select(opened(space), check, Ask(size=size, seed=3))


def published(space: Workspace) -> dict[str, bytes]:
    return files_under(space.runs) | files_under(space.selections)


def test_it_counts_zero_and_is_told_as_disputed(space: Workspace) -> None:
    before = view(space)
    assert (before.score, before.rank) == (3, 1)
    disputed(space)
    after = view(space)
    (answered,) = [item for item in after.answers if item.signal == SIGNAL]
    assert (after.score, after.score_max, after.points) == (0, before.score_max - 3, {})
    assert (answered.answer, answered.text) == (
        "disputed", "Dit is betwist: het telt niet mee tot het is afgehandeld."
    )  # fmt: skip
    assert SIGNAL not in {change.signal for change in after.changes}
    assert after.rank is not None
    assert after.rank > 1


def test_nothing_that_was_published_is_altered(space: Workspace) -> None:
    kept = drawn(space)
    before = published(space)
    disputed(space)
    view(space)
    export_run(opened(space, action=Action.EXPORT_RUN), "wonen", ExportAsk(to=space.root / "a.csv"))
    assert published(space) == before
    assert kept.units.num_rows == 4


def test_a_selection_that_is_drawn_goes_by_the_disputes_and_says_which(space: Workspace) -> None:
    first = drawn(space)
    assert "disputes" not in first.account
    (dispute,) = disputed(space).disputes
    second = drawn(space)
    assert second.selection_id != first.selection_id
    assert second.account["disputes"] == [dispute.dispute_id]
    frames = [{row["unit_id"]: row for row in kept.frame.to_pylist()} for kept in (first, second)]
    assert [frame[CROWDED]["score"] for frame in frames] == [3, 0]
    assert sum(row["inclusion_probability"] for row in frames[1].values()) == pytest.approx(4)
    others = [
        [unit for unit in sorted(frame, key=lambda unit: frame[unit]["rank"]) if unit != CROWDED] for frame in frames
    ]
    assert others[0] == others[1], "the order of all that is not disputed stays the same"
    assert SIGNAL not in [reason for unit in second.units.to_pylist() for reason in unit["reasons"]]


def test_the_order_that_is_made_anew_is_that_of_the_run_where_nothing_counts_otherwise(space: Workspace) -> None:
    as_published = opened(space).ranking.to_pylist()
    dispute_signal(disputing(space, EMPTY), EMPTY, SIGNAL, BECAUSE)
    run = opened(space)
    assert run.disputed == {SIGNAL: frozenset({1})}
    assert run.signals[SIGNAL][1].as_py() == "no", "what is no stays no"
    assert run.ranking.to_pylist() == as_published


def test_the_same_answer_of_another_address_of_the_pand_still_counts(space: Workspace) -> None:
    before = view(space, check="panden")
    disputed(space)
    assert view(space, check="panden").score == before.score - 3


def test_an_export_tells_it_and_an_earlier_selection_keeps_its_place(space: Workspace) -> None:
    disputed(space)
    to = space.root / "a.csv"
    export_run(opened(space, action=Action.EXPORT_RUN), "wonen", ExportAsk(to=to, audience=Audience.ANALIST))
    text = to.read_text(encoding="utf-8-sig")
    assert "BETWIST, 1" in text
    assert ';"disputed";' in text


def test_that_something_is_known_is_still_said(space: Workspace) -> None:
    disputed(space)
    run = opened(space, action=Action.HIT)
    assert [hit.hit for hit in hits(run, CROWDED, ["wonen"])] == [True]


def test_where_it_was_used_is_listed(space: Workspace) -> None:
    kept = drawn(space)
    handled = disputed(space)
    told = [(use.selection, use.check, use.answer, use.proposed) for use in handled.uses]
    proposed = CROWDED in kept.units["unit_id"].to_pylist()
    assert told == [("", "", "yes", False), (kept.selection_id, "wonen", "yes", proposed)]
    assert proposed


@pytest.mark.parametrize(
    ("outcomes", "score"),
    [
        ([Standing.REJECTED], 3),
        ([Standing.WITHDRAWN], 3),
        ([Standing.UPHELD], 0),
        ([Standing.UPHELD, Standing.CORRECTED], 3),
    ],
)
def test_how_it_is_settled_decides_whether_it_counts(space: Workspace, outcomes: list[Standing], score: int) -> None:
    disputed(space)
    for standing in outcomes:
        settle_dispute(disputing(space), CROWDED, SIGNAL, standing, "nagekeken in het zaaksysteem")
    assert view(space).score == score
    assert disputes_about(disputing(space), CROWDED).disputes[-1].standing is outcomes[-1]


def test_what_does_not_fit_is_refused(space: Workspace) -> None:
    with pytest.raises(NotFound, match="signal 'hinderlijk' is not in run"):
        dispute_signal(disputing(space), CROWDED, "hinderlijk", BECAUSE)
    with pytest.raises(PandzichtError, match="gives no reason"):
        dispute_signal(disputing(space), CROWDED, SIGNAL, "zomaar")
    with pytest.raises(AccessDenied, match="what was asked and logged is select"):
        dispute_signal(opened(space), CROWDED, SIGNAL, BECAUSE)
    with pytest.raises(AccessDenied, match="what was asked and logged is address"):
        dispute_signal(disputing(space), EMPTY, SIGNAL, BECAUSE)
    assert view(space).score == 3
