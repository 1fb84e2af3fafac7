# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a round was drawn from registers that still say what they said in the round before.

Counts of runs are held against each other, and no address is read. Most signals are yes at very few addresses, of which
a difference in percentage points shows nothing, so a share counts as moved too when it became half as large again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.reads import sources_of_signal
from pandzicht.definitions.source import DeliveryKind
from pandzicht.learning.interval import newcombe
from pandzicht.learning.round_drift import RoundDrift, Told, share_has_moved
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import sources_of_outcomes
from pandzicht.runs.rounds import HandedRound
from pandzicht.runs.selecting import kept_selection
from pandzicht.store.publish import read_json

LINKED_POINTS = 0.01
"""Of the rows of a source so many fewer tied to an address are told."""
OLD = 62
"""Days after which the newest row of a source is old, when it was younger the round before."""
Manifest = Mapping[str, Any]


def round_drift(run: OpenRun, check_name: str, rounds: tuple[HandedRound, ...]) -> tuple[RoundDrift, ...]:
    """Return how the newest round of a check differs from the one before in all that the check reads, moved ones first.

    Nothing where fewer than two rounds, or their runs, are there.
    """
    run.operation.allows(Action.SEE_YIELD, Action.LEARN)
    names = [_run_of(run, one) for one in rounds if not one.is_destroyed]
    there = [run.workspace.runs / name / "manifest.json" for name in dict.fromkeys(names)]
    found = [path for path in there if path.is_file()][-2:]
    if len(found) < 2:
        return ()
    before, now = (read_json(path) for path in found)
    check, catalogue = run.catalogue.checks[check_name], run.catalogue
    fed = frozenset(sources_of_outcomes(run, check_name))
    told = (*_signals(catalogue, check, (before, now), fed), *_sources(catalogue, check, (before, now)))
    return tuple(
        sorted(told, key=lambda item: (not item.has_moved, item.told not in {Told.YES, Told.UNKNOWN}, item.name))
    )


def _run_of(run: OpenRun, one: HandedRound) -> str:
    return str(kept_selection(run.workspace, one.selection_id).account["run"])


def _signals(
    catalogue: Catalogue, check: Check, both: tuple[Manifest, Manifest], fed: frozenset[str]
) -> Iterator[RoundDrift]:
    answers = [item["facts"]["signals"]["answers"] for item in both]
    earlier, later = (int(item["facts"]["addresses"]["addresses"]) for item in both)
    for name in check.signals:
        if name not in answers[0] or name not in answers[1]:
            continue
        is_fed = bool(fed & sources_of_signal(catalogue, name))
        for told in (Told.YES, Told.UNKNOWN):
            before, now = (int(item[name][told.value]) for item in answers)
            moved = share_has_moved(before, earlier, now, later)
            yield RoundDrift(name, told, before / max(earlier, 1), now / max(later, 1), moved, is_fed)


def _sources(catalogue: Catalogue, check: Check, both: tuple[Manifest, Manifest]) -> Iterator[RoundDrift]:
    for name in check.sources:
        facts = [item["facts"]["sources"].get(name) for item in both]
        if not all(facts) or name not in catalogue.sources:
            continue
        before, now = (int(item["rows"]) for item in facts)
        yield RoundDrift(name, Told.ROWS, before, now, _rows_moved(catalogue, name, before, now), is_fed=False)
        links = [item["facts"]["links"]["sources"].get(name) for item in both]
        if all(item and item["rows"] for item in links):
            yield _linked(name, *links)
        ages = [_age(item, facts[at]["newest"]) for at, item in enumerate(both)]
        if None not in ages:
            first, second = (float(age or 0) for age in ages)
            yield RoundDrift(name, Told.DELAY, first, second, first <= OLD < second, is_fed=False)


def _rows_moved(catalogue: Catalogue, name: str, before: int, now: int) -> bool:
    """Tell whether a full delivery is of another size than expected, or anything that had rows has none."""
    source = catalogue.sources[name]
    if not before or not now:
        return before != now
    return source.delivery is DeliveryKind.FULL and bool(source.expect.change.breach(now / before))


def _linked(name: str, before: Mapping[str, int], now: Mapping[str, int]) -> RoundDrift:
    first, second = (item["linked"] / item["rows"] for item in (before, now))
    _, high = newcombe(now["linked"], now["rows"], before["linked"], before["rows"])
    return RoundDrift(name, Told.LINKED, first, second, high < 0 and first - second >= LINKED_POINTS, is_fed=False)


def _age(manifest: Manifest, newest: str | None) -> int | None:
    on = date.fromisoformat(str(manifest["inputs"]["date"]))
    return (on - date.fromisoformat(newest)).days if newest else None
