# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What disputes do to a run that is never altered: what it says is read with them, and its order is made anew.

A disputed answer counts as no wherever points are counted, and is told as disputed wherever answers are told. The draws
of a run come from its seed and the addresses, so that the order of all that is not disputed stays the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from pandzicht.definitions.check import Check
from pandzicht.governance.dispute import Dispute
from pandzicht.ranking.order import rank_checks
from pandzicht.signals.compiling import Context
from pandzicht.store.engine import Engine

DISPUTED = "disputed"
"""What a signal says while it is disputed."""
COUNTS_AS = "no"


def answers_with(signals: pa.Table, places: Mapping[str, Iterable[int]], answer: str) -> pa.Table:
    """Return the answers of a run with another answer at some places: signal -> numbers of addresses.

    What is no stays no: there is nothing to dispute.
    """
    for name, numbers in places.items():
        answers = signals[name].to_pylist()
        for number in numbers:
            answers[number] = answer if answers[number] != "no" else "no"
        column = pa.chunked_array([pa.array(answers, pa.string())])
        signals = signals.set_column(signals.column_names.index(name), name, column)
    return signals


def disputed_places(
    disputes: Iterable[Dispute], numbers: Mapping[str, int], signals: pa.Table
) -> dict[str, frozenset[int]]:
    """Return per signal of a run the numbers of the addresses for which it is disputed."""
    found: dict[str, set[int]] = {}
    for dispute in disputes:
        if dispute.address_id in numbers and dispute.signal in signals.column_names:
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
