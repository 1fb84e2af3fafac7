# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The labels of a check: what stood of each unit in the run in which it was proposed, and what looks at it found.

Nothing of a later run is a feature: what a visit changed in the registers would tell its own outcome.
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
from pandzicht.errors import AccessDenied
from pandzicht.governance.purpose import purpose_of
from pandzicht.learning.labels import Label, Labels
from pandzicht.learning.learned import Asked, Learned, learn
from pandzicht.ranking.order import unit_answers
from pandzicht.ranking.outcome import Look, Result, deciding_look
from pandzicht.ranking.strata import Stratum
from pandzicht.runs.channel_mark import refuse_after_term
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.outcomes import looks_since, sources_of_outcomes
from pandzicht.runs.selecting import KeptSelection, engine_on
from pandzicht.store.engine import Engine

Open = Callable[[str], OpenRun]
"""Gives the run of a name, for the operation at hand."""


def learned_from(later: OpenRun, check: Check, kept: Sequence[KeptSelection], open_run: Open) -> Learned:
    """Return what the outcomes that a later run knows teach of a check, from its kept selections.

    Every unit whose outcome is looked up is logged. Raises AccessDenied for who may not see all areas, PurposeMissing
    when no purpose that was asked for covers the source of the outcomes.
    """
    later.operation.allows(Action.LEARN)
    later.operation.serves(purpose_of(check))
    refuse_after_term(later.manifest, later.today)
    if later.operation.sight.areas is not None:
        raise AccessDenied("points are learned from all areas, and your role covers some only")
    own = sorted((item for item in kept if item.account["check"] == check.check), key=_by_day)
    rounds = [_Round(item, open_run(str(item.account["run"]))) for item in own]
    tried = dict(check.challenger.points) if check.challenger else {}
    days = tuple(each.run.on.toordinal() for each in rounds if each.tried == tried and tried)
    asked = Asked(dict(check.points), tried, days)
    rows = [row for each, looks in _looks_at(later, check, rounds) for row in each.labels(asked.signals, looks)]
    sources = sorted(sources_of_outcomes(later, check.check))
    for each in rounds:
        each.log(sources)
    return learn(Labels.of(rows, asked.signals), asked)


def _by_day(kept: KeptSelection) -> tuple[str, str]:
    return str(kept.account["on"]), kept.selection_id


def _looks_at(
    later: OpenRun, check: Check, rounds: Sequence[_Round]
) -> Iterator[tuple[_Round, Mapping[str, list[Look]]]]:
    """Yield of each round the looks that belong to it: of a unit that was proposed again, those before that day."""
    if not rounds:
        return
    units = {unit for each in rounds for unit in each.units}
    told = looks_since(later, check, units, rounds[0].run.on)
    looks = {unit: [item.look for item in items] for unit, items in told.items()}
    for at, each in enumerate(rounds):
        found = {}
        for unit in each.units:
            start = each.run.on.isoformat()
            again = next((other.run.on.isoformat() for other in rounds[at + 1 :] if unit in other.units), "")
            own = [look for look in looks.get(unit, ()) if look.day >= start and (not again or look.day < again)]
            if own:
                found[unit] = own
        yield each, found


@dataclass(frozen=True)
class _Round:
    """One kept selection and the run from which it was drawn."""

    kept: KeptSelection
    run: OpenRun

    @property
    def check(self) -> Check:
        return self.run.catalogue.checks[str(self.kept.account["check"])]

    @cached_property
    def units(self) -> Mapping[str, Mapping[str, Any]]:
        """The proposed units by name, without those that whoever asks may not see."""
        listed = self.kept.units.select(["unit_id", "address_id", "stratum", "inclusion_probability"]).to_pylist()
        withheld = self.run.withheld
        return {unit["unit_id"]: unit for unit in listed if not withheld or self.number(unit) not in withheld}

    @property
    def tried(self) -> Mapping[str, int]:
        """The points by which some of its units were chosen beside the check's own; none where no unit was."""
        challenger = self.check.challenger
        is_tried = any(unit["stratum"] == Stratum.CHALLENGER for unit in self.units.values())
        return dict(challenger.points) if challenger and is_tried else {}

    def number(self, unit: Mapping[str, Any]) -> int:
        return self.run.find(str(unit["address_id"]))

    def labels(self, signals: Sequence[str], looks: Mapping[str, list[Look]]) -> Iterator[Label]:
        """Yield the units of which a look established something or nothing; that nobody could see is no label."""
        told = {unit: deciding_look(found) for unit, found in looks.items()}
        told = {unit: look for unit, look in told.items() if look.result is not Result.NOT_SEEN}
        units, answers, owners = self.units, self._answers(signals), self._owners()
        seen = Counter(str(units[unit]["stratum"]) for unit in told)
        selected = Counter(str(unit["stratum"]) for unit in units.values())
        for unit, look in told.items():
            one = units[unit]
            number, stratum = self.number(one), str(one["stratum"])
            drawn = one["inclusion_probability"] if stratum != Stratum.MANUAL else None
            yield Label(
                unit=unit,
                round=self.kept.selection_id,
                proposed=self.run.on.toordinal(),
                looked=date.fromisoformat(look.day).toordinal(),
                is_found=look.result is Result.ESTABLISHED,
                # Who was drawn and not seen is stood in for by those of the same stratum who were.
                chance=None if drawn is None else drawn * seen[stratum] / selected[stratum],
                capacity=min(1.0, int(self.kept.account["size"]) / max(int(self.kept.account["frame_size"]), 1)),
                building=str(self.run.addresses["pand_id"][number].as_py() or ""),
                owner=owners.get(number, ""),
                answers=answers.get(unit, {}),
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
        """Log every proposed unit: of each it was looked up whether there is an outcome."""
        self.run.concerned(map(self.number, self.units.values()), self.check.check, sources)


def _answered(engine: Engine, check: Check, signals: Sequence[str], run: OpenRun) -> dict[str, dict[str, str]]:
    ran = set(engine.columns("signals"))
    names = [name for name in signals if name in ran]
    table = engine.table(f"SELECT * FROM ({unit_answers(check, names, run.context)}) ORDER BY unit_id").to_pylist()
    return {str(row["unit_id"]): {name: str(row[name]) for name in names} for row in table}
