# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A signal that expired neither shows, nor scores, nor is exported (lawful.md 30)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.ranking.selection import Ask
from pandzicht.runs.explain import Explainer
from pandzicht.runs.exporting import ExportAsk, export_run
from pandzicht.runs.hits import hits
from pandzicht.runs.selecting import select
from pandzicht.store.workspace import Workspace
from tests.desk import opened
from tests.runs import published_city
from tests.signals.small_city import Row, report

HOME = "0518010000000002"
"""Two reports of nuisance are linked to it; the signal `hinder` expires 90 days after the newest."""


def city(root: Path, newest: date) -> Workspace:
    """The small city with its two reports, the newest of a day."""
    rows: dict[str, list[Row]] = published_city.rows()
    rows["meldingen"] = [report(2, date(2025, 11, 1)), report(2, newest), *rows["meldingen"][2:]]
    return published_city.publish_city(root, listed=rows)


@pytest.mark.parametrize(("newest", "counts"), [(date(2025, 12, 2), True), (date(2025, 12, 1), False)])
def test_the_day_after_its_last_day_it_is_nowhere(tmp_path: Path, newest: date, counts: bool) -> None:
    space = city(tmp_path / "city", newest)
    view = Explainer(opened(space)).explain(HOME, checks=["wonen"]).checks[0]
    (answered,) = [item for item in view.answers if item.signal == "hinder"]
    assert (answered.answer, bool(answered.text), bool(answered.evidence)) == (
        ("yes", True, True) if counts else ("no", False, False)
    )
    assert view.points.get("hinder") == (1 if counts else None)
    assert [hit.hit for hit in hits(opened(space, action=Action.HIT), HOME, ["wonen"])] == [counts]
    kept = select(opened(space), "wonen", Ask(size=6, seed=1))
    (unit,) = [unit for unit in kept.units.to_pylist() if unit["unit_id"] == HOME]
    assert (unit["score"], unit["reasons"]) == ((1, ["hinder"]) if counts else (0, []))
    to = space.root / "all.csv"
    export_run(opened(space, action=Action.EXPORT_RUN), "wonen", ExportAsk(to=to))
    (line,) = [line for line in to.read_text("utf-8-sig").splitlines() if HOME in line]
    assert (';"yes"' in line) is counts
