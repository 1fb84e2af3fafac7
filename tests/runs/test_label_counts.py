# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many outcomes teach: as many as the learner itself counts, and as many as the yield calls entered."""

from __future__ import annotations

from functools import partial

from pandzicht.definitions.action import Action
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.finding import named_run
from pandzicht.runs.label_counts import label_counts
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.runs.rounds import rounds_of
from tests.desk import begun, desk_of, purposes_in
from tests.office import PURPOSE
from tests.rounds_city import RoundsCity


def test_the_counts_are_those_that_are_learned_from(rounds_city: RoundsCity) -> None:
    space = rounds_city.space
    purposes = purposes_in(rounds_city.catalogue)
    subject = Subject(Kind.CHECK, PURPOSE)
    run = open_run(space, begun(desk_of(space), Action.SEE_YIELD, subject, purposes), named_run(space))
    handed = rounds_of(run, PURPOSE)
    counts = label_counts(handed)
    assert [item.selection_id for item in counts] == [
        rounds_city.first.selection_id,
        rounds_city.second.selection_id,
    ]
    for one, item in zip(handed, counts, strict=True):
        assert {name: item.counts[name] for name in one.told.strata} == {
            name: told.entered for name, told in one.told.strata.items()
        }
        assert item.drawn == sum(item.counts.values()) - item.counts[Stratum.MANUAL]
    operation = begun(desk_of(space), Action.LEARN, subject, purposes)
    run = open_run(space, operation, named_run(space))
    learned = learned_from(run, run.catalogue.checks[PURPOSE], partial(open_run, space, operation))
    assert sum(item.drawn for item in counts) == learned.counted.labels
    assert sum(item.counts[Stratum.MANUAL] for item in counts) == learned.counted.by_hand
