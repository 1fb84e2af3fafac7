# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What disputes do to a run that is never altered: what it says is read with them, and its order is made anew.

A disputed answer counts as no wherever points are counted, and is told as disputed wherever answers are told. The draws
of a run come from its seed and the addresses, so that the order of all that is not disputed stays the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.definitions.check import Check
from pandzicht.governance.dispute import Dispute
from pandzicht.ranking.order import rank_checks
from pandzicht.runs.places import Places
from pandzicht.runs.shelf import RunTables
from pandzicht.signals.compiling import Context
from pandzicht.store.engine import Engine

DISPUTED = "disputed"
"""What a signal says while it is disputed."""
COUNTS_AS = "no"


class RunWithDisputes:
    """The tables of a run as they are read while signals of it are disputed: signal -> numbers of addresses."""

    def __init__(self, tables: RunTables, places: Iterable[tuple[str, frozenset[int]]]) -> None:
        self._tables = tables
        self._places = dict(places)

    @cached_property
    def signals(self) -> pa.Table:
        """Every answer as it is told: what is disputed is told as that."""
        return answers_with(self._tables.signals, self._places, DISPUTED)

    @cached_property
    def counted(self) -> pa.Table:
        """Every answer as it counts in an order: what is disputed counts as no."""
        return answers_with(self._tables.signals, self._places, COUNTS_AS)

    @cached_property
    def ranking(self) -> pa.Table:
        """The order of every check: as it was published, or made anew while something is disputed."""
        run = self._tables
        if not self._places:
            return run.ranking
        tables = {"addresses": run.addresses, "indicators": run.indicators, "signals": self.counted}
        checks = {name: run.catalogue.checks[name] for name in run.manifest["active"]["checks"]}
        return ranked_anew(tables, checks, run.context, run.seed)

    @cached_property
    def places(self) -> Places:
        """The places of units in those orders."""
        return Places(self.ranking)


def answers_with(signals: pa.Table, places: Mapping[str, Iterable[int]], answer: str) -> pa.Table:
    """Return the answers of a run with another answer at some places: signal -> numbers of addresses.

    What is no stays no: there is nothing to dispute.
    """
    for name, numbers in places.items():
        place = signals.column_names.index(name)
        answers = signals[name].combine_chunks().cast(pa.string())
        chosen = np.zeros(len(answers), dtype=bool)
        chosen[list(numbers)] = True
        told = pc.if_else(pc.and_(pa.array(chosen), pc.not_equal(answers, "no")), answer, answers)
        signals = signals.set_column(place, name, pa.chunked_array([told]))
    return signals


def disputed_places(
    disputes: Iterable[Dispute], numbers: Mapping[str, int], signals: Collection[str]
) -> dict[str, frozenset[int]]:
    """Return per signal of a run the numbers of the addresses for which it is disputed."""
    found: dict[str, set[int]] = {}
    for dispute in disputes:
        if dispute.address_id in numbers and dispute.signal in signals:
            found.setdefault(dispute.signal, set()).add(numbers[dispute.address_id])
    return {name: frozenset(places) for name, places in sorted(found.items())}


def ranked_anew(tables: Mapping[str, pa.Table], checks: Mapping[str, Check], context: Context, seed: int) -> pa.Table:
    """Return the order of checks over the tables `addresses`, `indicators` and `signals` of a run, as the run has it.

    Signals have the answers that count.
    """
    active = [name for name in tables["signals"].column_names if name != "address_no"]
    with Engine(threads=2, memory_mib=1_500) as engine:
        for name, table in tables.items():
            engine.register(name, table)
        rank_checks(engine, checks, active, context, seed)
        return engine.table(
            'SELECT * REPLACE (CAST("check" AS VARCHAR) AS "check") FROM ranking ORDER BY "check", rank'
        )
