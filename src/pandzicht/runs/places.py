# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The places of units in the orders of a run, and the place a unit would have with another score."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from pandzicht.runs.opened import OpenRun


class Places:
    """Looks up ranks; reads the ranking of a run once."""

    def __init__(self, run: OpenRun) -> None:
        self._run = run

    def rank(self, check: str, unit_id: str) -> int | None:
        """Return the place of a unit in a check's order, None when it is not in the frame."""
        return self._ranks.get(check, {}).get(unit_id)

    def size(self, check: str) -> int:
        """Return the number of units in a check's frame."""
        return len(self._ranks.get(check, {}))

    def rank_of_score(self, check: str, score: int) -> int:
        """Return the best place that a unit with a score can have."""
        scores = self._scores.get(check)
        return 1 if scores is None else int(len(scores) - np.searchsorted(scores, score, "right")) + 1

    @cached_property
    def _table(self) -> dict[str, tuple[list[str], list[int], list[int]]]:
        table = self._run.ranking.select(["check", "unit_id", "rank", "score"])
        found: dict[str, tuple[list[str], list[int], list[int]]] = {}
        for check in set(table["check"].to_pylist()):
            part = table.filter(np.asarray(table["check"].to_pylist()) == check)
            found[check] = (part["unit_id"].to_pylist(), part["rank"].to_pylist(), part["score"].to_pylist())
        return found

    @cached_property
    def _ranks(self) -> dict[str, dict[str, int]]:
        return {check: dict(zip(units, ranks, strict=True)) for check, (units, ranks, _) in self._table.items()}

    @cached_property
    def _scores(self) -> dict[str, np.ndarray[tuple[int], np.dtype[np.int64]]]:
        return {check: np.sort(np.asarray(scores, dtype=np.int64)) for check, (_, _, scores) in self._table.items()}
