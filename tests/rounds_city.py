# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The made-up city after two rounds: lists drawn, handed over and visited, and a later run that knows the visits.

The simulated inspectors go by one signal, so that there is something to learn.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.governance.handover import hand_over
from pandzicht.governance.subject import Kind, Subject
from pandzicht.ranking.outcome import Result
from pandzicht.ranking.selection import Ask, Manual
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.handed import told_of_handing, what_is_handed
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.selecting import KeptSelection, select
from pandzicht.store.workspace import Workspace
from tests.desk import NOW, begun, desk_of, opened, purposes_in
from tests.model_city import ModelCity
from tests.office import PURPOSE
from tests.visits import Visit, compare_on, deliver_visits, visit

DECISIVE = "geen_bewoner_ingeschreven"
"""Where this signal is there is something."""
EVERY = {Stratum.TOP: 5, Stratum.CHALLENGER: 5, Stratum.CONTROL: 4, Stratum.MANUAL: 2}
"""Of the others of each stratum every so many of those seen has something."""
SIZE = 520
"""Of the first list: enough to learn from before the second."""
FIRST_VISITS, SECOND_VISITS = "2026-03-10", "2026-03-25"
"""When each list was visited."""
NOT_VISITED, NOT_SEEN = 5, 7
"""Every fifth is not visited; of the others every seventh is not seen."""


@dataclass(frozen=True)
class RoundsCity:
    """The workspace, its catalogue, and the two lists that were handed over."""

    space: Workspace
    catalogue: Catalogue
    first: KeptSelection
    second: KeptSelection

    def both(self) -> set[str]:
        """The units that both rounds proposed: in the first nobody had looked."""
        return set(self.first.units["unit_id"].to_pylist()) & set(self.second.units["unit_id"].to_pylist())


def handed_over(space: Workspace, kept: KeptSelection, at: datetime = NOW) -> None:
    """Hand a list over, as somebody who may do everything."""
    subject, purposes = Subject(Kind.SELECTION, kept.selection_id), purposes_in(opened(space).catalogue)
    operation = begun(desk_of(space, now=at), Action.HAND_OVER, subject, purposes)
    told_of_handing(space, operation, kept)
    hand_over(operation, what_is_handed(kept), "")


def visits_of(kept: KeptSelection, day: str) -> Iterator[Visit]:
    """The visits of a round."""
    seen = dict.fromkeys(Stratum, 0)
    for number, unit in enumerate(kept.units.to_pylist()):
        stratum = Stratum(unit["stratum"])
        if number % NOT_VISITED == 0 and stratum is not Stratum.MANUAL:
            continue
        if number % NOT_SEEN == 0:
            result = Result.NOT_SEEN
        else:
            is_found = DECISIVE in unit["reasons"] or seen[stratum] % EVERY[stratum] == 0
            result = Result.ESTABLISHED if is_found else Result.NOTHING
            seen[stratum] += 1
        yield visit(str(unit["unit_id"]), day, PURPOSE, result)


def _not_drawn(run: OpenRun) -> str:
    """A unit of the frame that the draw leaves out."""
    trial = select(run, PURPOSE, Ask(size=SIZE, seed=5))
    left = [unit for unit in trial.frame.to_pylist() if not unit["stratum"]]
    shutil.rmtree(trial.folder)
    return str(left[0]["unit_id"])


def city_with_rounds(city: ModelCity, folder: Path) -> RoundsCity:
    """Draw, hand over and visit twice; a unit that nobody visited is proposed again."""
    shutil.copytree(city.workspace.root, folder / "city")
    space = replace(city.workspace, root=folder / "city", catalogue=folder / "city/catalogue")
    run = opened(space, city.outcome.run_id)
    first = select(run, PURPOSE, Ask(size=SIZE, seed=5, manual=(Manual(_not_drawn(run), "een tip"),)))
    handed_over(space, first)
    deliver_visits(space, city.catalogue, folder, list(visits_of(first, FIRST_VISITS)), date(2026, 3, 15))
    second = select(opened(space, compare_on(space, city.catalogue, date(2026, 3, 16))), PURPOSE, Ask(size=100, seed=6))
    handed_over(space, second)
    deliver_visits(space, city.catalogue, folder, list(visits_of(second, SECOND_VISITS)), date(2026, 3, 30))
    compare_on(space, city.catalogue, date(2026, 4, 2))
    return RoundsCity(space, city.catalogue, first, second)
