# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a change of definitions would do to the list of one check: who comes on it, and who leaves it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.reads import indicators_of_frame
from pandzicht.errors import NotAvailable
from pandzicht.language import Language
from pandzicht.runs.disputed import ranked_anew
from pandzicht.runs.opened import OpenRun
from pandzicht.signals.compiling import context_on

SHOWN = 10
"""Units that are named of those that come and of those that leave."""
FIRST = 100
"""Places at the head of a list, in which a change of points shows."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A unit that comes on a list or leaves it, by the address that names it."""

    address_id: str
    line: str


@dataclass(frozen=True, slots=True)
class ListTrial:
    """What a change does to one list: the units with a signal that is yes."""

    check: str
    label: str
    unit: str
    before: int
    after: int
    came_count: int
    left_count: int
    came: tuple[Moved, ...]
    left: tuple[Moved, ...]
    risen_count: int
    """Units that come among the first places."""
    risen: tuple[Moved, ...]

    @property
    def named(self) -> tuple[Moved, ...]:
        """Every unit that is named."""
        return (*self.came, *self.left, *self.risen)


def list_trial(
    run: OpenRun, definitions: Catalogue, name: str, answers: pa.Table, language: Language = Language.NL
) -> ListTrial:
    """Return what other definitions, and the answers that turn with them, do to the list of a check."""
    check = definitions.checks[name]
    before = _on_list(run, run.ranking, name)
    after = _on_list(run, _ranked(run, definitions, check, answers), name)
    was, becomes = dict(before), dict(after)
    came = [number for unit, number in after if unit not in was]
    left = [number for unit, number in before if unit not in becomes]
    head = {unit for unit, _ in before[:FIRST]}
    risen = [number for unit, number in after[:FIRST] if unit not in head]
    return ListTrial(
        check=name,
        label=check.label.in_(language),
        unit=check.unit,
        before=len(before),
        after=len(after),
        came_count=len(came),
        left_count=len(left),
        came=tuple(_moved(run, came[:SHOWN])),
        left=tuple(_moved(run, left[:SHOWN])),
        risen_count=len(risen),
        risen=tuple(_moved(run, risen[:SHOWN])),
    )


def _ranked(run: OpenRun, definitions: Catalogue, check: Check, answers: pa.Table) -> pa.Table:
    """Return the order of a check by other definitions over the answers that count, some of them other ones."""
    missing = [name for name in indicators_of_frame(check) if name not in run.indicators.column_names]
    if missing:
        raise NotAvailable(
            f"the frame of check '{check.check}' reads {', '.join(missing)}, which run {run.run_id} did not count; "
            "compare anew, then it can be tried out"
        )
    signals = run.counted
    for name in answers.column_names:
        told = answers[name].cast(pa.string())
        disputed = run.disputed.get(name, frozenset())
        if disputed:
            mask = pa.array([number in disputed for number in range(len(told))])
            told = pa.chunked_array([pc.if_else(mask, "no", told.combine_chunks())])
        places = signals.column_names
        if name in places:
            signals = signals.set_column(places.index(name), name, told)
        else:
            signals = signals.append_column(name, told)
    tables = {"addresses": run.addresses, "indicators": run.indicators, "signals": signals}
    return ranked_anew(tables, {check.check: check}, context_on(definitions, run.on), run.seed)


def _on_list(run: OpenRun, ranking: pa.Table, check: str) -> list[tuple[str, int]]:
    """Return the units with points and the number of the address that names each, in order; of those that are seen."""
    own = ranking.filter(pc.and_(pc.equal(ranking["check"].cast(pa.string()), check), pc.greater(ranking["score"], 0)))
    pairs = zip(own["unit_id"].to_pylist(), own["address_no"].to_pylist(), strict=True)
    return [(unit, number) for unit, number in pairs if run.seen[number]]


def _moved(run: OpenRun, numbers: list[int]) -> Iterator[Moved]:
    for number in numbers:
        yield Moved(str(run.addresses["address_id"][number]), str(run.addresses["adres"][number]))
