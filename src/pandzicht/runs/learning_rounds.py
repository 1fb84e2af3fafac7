# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The labels of a check: what stood of each unit in the run in which it was proposed, and what looks at it found.

The rounds are those of which the yield is told (`runs/rounds.py`). Nothing of a later run is a feature: what a visit
changed in the registers would tell its own outcome.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.definitions.reads import signals_with_stand_ins, sources_of_signal
from pandzicht.language import message
from pandzicht.learning.labels import Label, Labels
from pandzicht.learning.learned import Asked, Learned, Tell, learn, nobody
from pandzicht.ranking.order import unit_answers
from pandzicht.ranking.outcome import Appeal, Look, Result
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.finding import runs_of
from pandzicht.runs.label_counts import told_looks
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import sources_of_outcomes
from pandzicht.runs.rounds import HandedRound, rounds_of
from pandzicht.runs.selecting import engine_on, kept_selection
from pandzicht.store.engine import Engine

READING, READ = message("reading what was proposed and found"), 0.4
"""The first part of the work, and how much of it that is."""
Open = Callable[[str], OpenRun]
"""Gives the run of a name, for the operation at hand."""


def learned_from(later: OpenRun, check: Check, open_run: Open, tell: Tell = nobody) -> Learned:
    """Return what the outcomes that a later run knows teach of a check, from every list that was handed over.

    Every unit that teaches is logged. Of a list that was destroyed, or of which the run was, nothing is learned. Raises
    as `rounds_of`. Tells how far it is, and stops where that raises: then nobody is logged, for nothing is given.
    """
    later.operation.allows(Action.LEARN)
    rounds = tuple(_rounds(later, rounds_of(later, check.check), open_run))
    tried = dict(check.challenger.points) if check.challenger else {}
    days = tuple(each.run.on.toordinal() for each in rounds if each.tried == tried and tried)
    outcomes = sorted(sources_of_outcomes(later, check.check))
    fed = tuple(name for name in check.signals if sources_of_signal(later.catalogue, name) & set(outcomes))
    asked = Asked(dict(check.points), tried, days, signals_with_stand_ins(later.catalogue, check), fed)
    rows: list[Label] = []
    for at, each in enumerate(rounds):
        tell(READING, READ * at / len(rounds))
        rows += each.labels(asked.signals)
    for each in rounds:
        each.log(outcomes)
    return learn(Labels.of(rows, asked.signals), asked, lambda phase, part: tell(phase, READ + (1 - READ) * part))


def _rounds(later: OpenRun, handed: Sequence[HandedRound], open_run: Open) -> Iterator[_Round]:
    there = frozenset(runs_of(later.workspace))
    for each in handed:
        account = {} if each.is_destroyed else kept_selection(later.workspace, each.selection_id).account
        if account and account["run"] in there:
            yield _Round(each, account, open_run(str(account["run"])))


@dataclass(frozen=True)
class _Round:
    """One list that was handed over, its account, and the run from which it was drawn."""

    handed: HandedRound
    account: Mapping[str, Any]
    run: OpenRun

    @property
    def check(self) -> Check:
        return self.run.catalogue.checks[str(self.account["check"])]

    @property
    def tried(self) -> Mapping[str, int]:
        """The points by which some of its units were chosen beside the check's own; none where no unit was."""
        challenger = self.check.challenger
        is_tried = any(unit.stratum is Stratum.CHALLENGER for unit in self.handed.round.units.values())
        return dict(challenger.points) if challenger and is_tried else {}

    def number(self, unit: str) -> int:
        return self.run.find(str(self.handed.rows[unit]["address_id"]))

    @cached_property
    def told(self) -> Mapping[str, Look]:
        """The look of each unit that is its label."""
        return told_looks(self.handed)

    def labels(self, signals: Sequence[str]) -> Iterator[Label]:
        """Yield the units of which a look established something or nothing; what did not stand is nothing."""
        told, units = self.told, self.handed.round.units
        answers, owners = self._answers(signals), self._owners()
        seen = Counter(units[unit].stratum for unit in told)
        selected = Counter(unit.stratum for unit in units.values())
        for unit, look in told.items():
            number, stratum = self.number(unit), units[unit].stratum
            drawn = units[unit].probability if stratum is not Stratum.MANUAL else None
            yield Label(
                unit=unit,
                round=self.handed.selection_id,
                proposed=self.run.on.toordinal(),
                looked=date.fromisoformat(look.known).toordinal(),
                is_found=look.result is Result.ESTABLISHED and look.appeal is not Appeal.UNDONE,
                # Who was drawn and not seen is stood in for by those of the same stratum who were.
                chance=None if drawn is None else drawn * seen[stratum] / selected[stratum],
                capacity=min(1.0, int(self.account["size"]) / max(int(self.account["frame_size"]), 1)),
                building=str(self.run.addresses["pand_id"][number].as_py() or ""),
                owner=owners.get(number, ""),
                answers=answers.get(unit, {}),
                undone=date.fromisoformat(look.undone_on).toordinal() if look.undone_on else 0,
            )

    def _answers(self, signals: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        """Return the answers of the units of the frame as they count: what is disputed now counts as no."""
        anew = {"signals": self.run.counted} if self.run.disputed else {}
        with engine_on(self.run, anew) as engine:
            return _answered(engine, self.check, signals, self.run)

    def _owners(self) -> Mapping[int, str]:
        """Return per address the first legal person that owns it."""
        table = pq.read_table(self.run.path("owners"), columns=["address_no", "owner_key"]).to_pydict()
        pairs = sorted(zip(table["address_no"], map(str, table["owner_key"]), strict=True), reverse=True)
        return dict(pairs)

    def log(self, sources: Sequence[str]) -> None:
        """Log every unit that teaches: its answers of then were read beside what was found."""
        self.run.concerned(map(self.number, self.told), self.check.check, sources)


def _answered(engine: Engine, check: Check, signals: Sequence[str], run: OpenRun) -> dict[str, dict[str, str]]:
    ran = set(engine.columns("signals"))
    names = [name for name in signals if name in ran]
    table = engine.table(f"SELECT * FROM ({unit_answers(check, names, run.context)}) ORDER BY unit_id").to_pylist()
    return {str(row["unit_id"]): {name: str(row[name]) for name in names} for row in table}
