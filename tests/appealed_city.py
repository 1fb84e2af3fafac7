# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The city of two rounds, told again later: how serious the findings of its first list are, and what became of them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.learning.learned import Learned
from pandzicht.ranking.outcome import Result
from pandzicht.runs.learning_rounds import learned_from
from pandzicht.runs.opened import open_run
from pandzicht.runs.rounds import HandedRound, rounds_of
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.office import PURPOSE
from tests.rounds_city import FIRST_VISITS, RoundsCity, visits_of
from tests.visits import WORDS, Visit, compare_on, deliver_visits, number_of

DELIVERED, TOLD_AGAIN = date(2026, 3, 15), date(2026, 4, 3)
LATEST = "2026-03-28"
"""The day on which the outcome of the first finding was written down: after the visits of the second list."""
UNDONE = ("herroepen", "vernietigd")
CODES = ("licht", "ernstig", "zeer_ernstig", "")


@dataclass(frozen=True)
class AppealedCity:
    """The workspace, and the run that was in force before anything was told again."""

    space: Workspace
    before: str
    told: dict[str, Visit]
    """Unit -> the row that was delivered again."""

    def first(self, run: str | None = None) -> HandedRound:
        """The first round, as a run knows it."""
        return rounds_of(opened(self.space, run, Action.SEE_YIELD), PURPOSE)[0]

    def learned(self, run: str | None = None) -> Learned:
        """What the outcomes that a run knows teach."""
        later = opened(self.space, run, Action.LEARN)
        return learned_from(later, later.catalogue.checks[PURPOSE], partial(open_run, self.space, later.operation))


def appeal_in(place: int) -> Visit:
    """How the appeal against the finding at a place ended: of every five one is undone and one runs."""
    if place % 5 == 0:
        return {"bezwaar": UNDONE[place % 2], "bezwaar_datum": "2026-03-31" if place % 3 else ""}
    return {"bezwaar": "loopt"} if place % 5 == 1 else {"bezwaar": "ongegrond"} if place % 5 == 2 else {}


def city_with_appeals(rounds_city: RoundsCity, folder: Path) -> AppealedCity:
    """Deliver the visits that found something again, under their own numbers."""
    shutil.copytree(rounds_city.space.root, folder / "city")
    space = replace(rounds_city.space, root=folder / "city", catalogue=folder / "city/catalogue")
    before = opened(space).run_id
    visits = enumerate(visits_of(rounds_city.first, FIRST_VISITS))
    found = [(at, row) for at, row in visits if row[PURPOSE] == WORDS[Result.ESTABLISHED]]
    again = {
        row["object_id"]: {
            **row, **appeal_in(place), "bezoeknummer": number_of(DELIVERED, at), "ernst": CODES[place % 4],
            "geregistreerd": f"2026-03-1{place % 5}" if place else LATEST,
        }
        for place, (at, row) in enumerate(found)
    }  # fmt: skip
    deliver_visits(space, rounds_city.catalogue, folder, list(again.values()), TOLD_AGAIN)
    compare_on(space, rounds_city.catalogue, date(2026, 4, 4))
    return AppealedCity(space, before, again)
