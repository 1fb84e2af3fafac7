# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signals and the points of the catalogue over the wide table: yes, no or unknown per address, scores per unit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bench.peers.pandas_expression import Evaluator, day_number
from bench.peers.pandas_indicators import Things, Wide
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import parsed
from pandzicht.definitions.indicator import Per
from pandzicht.definitions.reads import indicators_of_signal, rests_on_absence_of
from pandzicht.definitions.signal import Signal

NO, UNKNOWN, YES = 0, 1, 2


def answers(
    catalogue: Catalogue, signals: list[str], wide: Wide, evaluator: Evaluator, flags: Mapping[tuple[str, Per], Any]
) -> dict[str, np.ndarray]:
    """Return every signal's answer per address."""
    return {name: _answer(catalogue, catalogue.signals[name], wide, evaluator, flags) for name in signals}


def _answer(
    catalogue: Catalogue, signal: Signal, wide: Wide, evaluator: Evaluator, flags: Mapping[tuple[str, Per], Any]
) -> np.ndarray:
    said = evaluator.of(parsed(signal.when))
    known = np.broadcast_to(True, said.values.shape) if said.known is None else said.known
    yes = said.values & known
    answer = np.where(known, np.int8(NO), np.int8(UNKNOWN))
    answer[yes] = YES
    if signal.expires:
        dated = [wide.newest[name] for name in indicators_of_signal(signal) if name in wide.newest]
        if dated:
            last = np.max([np.where(item.known, item.values, np.iinfo(np.int64).min) for item in dated], axis=0)
            limit = day_number(signal.expires.before(evaluator.on))
            answer[yes & (last > np.iinfo(np.int64).min) & (last <= limit)] = NO
    for doubt in rests_on_absence_of(catalogue, signal):
        if doubt in flags:
            answer[yes & flags[doubt]] = UNKNOWN
    if signal.unknown_when:
        answer[evaluator.true(parsed(signal.unknown_when))] = UNKNOWN
    return answer


def doubt_flags(doubts: Mapping[tuple[str, bool], np.ndarray], things: Things) -> dict[tuple[str, Per], np.ndarray]:
    """Return per source and thing whether an open row may belong to it; doubt about an address is about its pand.

    `doubts` has per source the addresses in doubt, and (True) those where only the count of the address itself is.
    """
    flags = {}
    for (source, own_only), doubtful in doubts.items():
        for per, numbers in things.numbers.items():
            if own_only and per is not Per.OBJECT:
                continue
            hit = np.zeros(things.counts[per] + 1, dtype=bool)
            hit[numbers[doubtful]] = True
            hit[-1] = False
            flags[source, per] = flags.get((source, per), False) | hit[numbers]
    return flags


def scores(
    check: Check, given: Mapping[str, np.ndarray], pand_no: np.ndarray, evaluator: Evaluator, seed: int
) -> pd.DataFrame:
    """Return the units in a check's frame with score, the most it could be, the unknowns and the rank."""
    rows = np.flatnonzero(evaluator.true(parsed(check.frame)))
    points = {name: value for name, value in check.points.items() if name in given}
    if check.unit == "pand":
        # what has no pand is a unit of its own
        unit, panden = pd.factorize(np.where(pand_no[rows] >= 0, pand_no[rows], -1 - rows), use_na_sentinel=False)
        table = np.zeros((len(points), len(panden)), dtype=np.int8)
        for at, name in enumerate(points):
            np.maximum.at(table[at], unit, given[name][rows])
        first = np.zeros(len(panden), dtype=np.int64)
        first[unit[::-1]] = rows[::-1]
    else:
        table, first = np.stack([given[name][rows] for name in points]), rows
    weight = np.array(list(points.values()))[:, None]
    score = ((table == YES) * weight).sum(axis=0)
    frame = pd.DataFrame(
        {
            "address": first,
            "score": score,
            "score_max": ((table != NO) * weight).sum(axis=0),
            "unknown_count": (table == UNKNOWN).sum(axis=0),
        }
    )
    order = np.lexsort((np.random.default_rng(seed).random(len(frame)), -score))
    frame["rank"] = 0
    frame.loc[order, "rank"] = np.arange(1, len(frame) + 1)
    return frame.assign(check=check.check)
