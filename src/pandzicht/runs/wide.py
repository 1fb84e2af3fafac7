# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What one check reads of a run, gathered for an export: its addresses, indicators and signals, each with its note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pandzicht.definitions.check import Check
from pandzicht.definitions.indicator import Per
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal, sources_of_indicator
from pandzicht.errors import NotFound
from pandzicht.exports.audience import Audience
from pandzicht.exports.described import About, Caveat, ColumnNote
from pandzicht.exports.wide import SIGNAL_PREFIX, CheckTables, column_names
from pandzicht.governance.purpose import purpose_of, refuse_outside
from pandzicht.language import Language
from pandzicht.runs.channel_mark import channel_caveat, channel_of
from pandzicht.runs.frames import frame_of
from pandzicht.runs.manifest import delivered_on
from pandzicht.runs.opened import OpenRun

DEMO = Caveat(
    "DEMO, rechtsgronden te_toetsen",
    "DEMO: niet elke rechtsgrond is geverifieerd (te_toetsen), niet voor toezicht gebruiken. "
    "EN: not every legal basis was verified.",
)
_PER = {Per.OBJECT: "object", Per.PAND: "pand", Per.STRAAT: "straat", Per.OWNER: "eigenaar (rechtspersoon)"}


class CheckOfRun:
    """One check of an open run: what it reads, held against the purposes of its sources before anything is read."""

    def __init__(self, run: OpenRun, name: str, audience: Audience, language: Language = Language.NL) -> None:
        active = run.manifest["active"]
        if name not in active["checks"]:
            reason = run.idle.get(name)
            why = f"is not active: {reason.en}" if reason else f"is not in run {run.run_id}"
            raise NotFound(f"check '{name}' {why}; it has {', '.join(active['checks']) or 'none'}")
        self.run = run
        self.check: Check = run.catalogue.checks[name]
        self.audience = audience
        self.language = language
        self.facts = _among(self.check.facts, active["indicators"])
        self.signals = () if self._facts_only else _among(self.check.points, active["signals"])
        self.indicators = self.facts if self._facts_only else _among(self._read(), active["indicators"])
        purpose = purpose_of(self.check)
        run.operation.serves(purpose)
        for source in self.sources:
            refuse_outside(purpose, run.catalogue.sources[source])

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of what it reads, by name."""
        read = {item for name in self.indicators for item in sources_of_indicator(self.run.catalogue, name)}
        return tuple(sorted(read))

    @property
    def _facts_only(self) -> bool:
        return self.audience is Audience.TOEZICHTHOUDER

    def _read(self) -> tuple[str, ...]:
        signals = self.run.catalogue.signals
        of_signals = (item for name in self.signals for item in indicators_of_signal(signals[name]))
        return (*self.facts, *of_signals, *indicators_of_frame(self.check))

    @property
    def about(self) -> About:
        """What every sheet and file of the export says of the run."""
        manifest = self.run.manifest
        channel = channel_of(manifest)
        caveats = [channel_caveat(channel)] if channel else []
        caveats += [DEMO] if manifest["unverified_legal_basis"] else []
        disputed = sum(len(self.run.disputed.get(name, frozenset()) - self.run.withheld) for name in self.signals)
        caveats += [_disputed(disputed)] if disputed else []
        if manifest["spine"]["kind"] == "declared":
            caveats.append(no_bag(", ".join(manifest["spine"]["sources"])))
        return About(self.check.label.in_(self.language), self.run.run_id, self.run.on, self.run.known, tuple(caveats))

    def tables(self, numbers: Sequence[int] | None = None) -> CheckTables:
        """Return the tables of the run for the check: all addresses, or those with these numbers in this order."""
        run = self.run
        parts = [run.addresses, run.indicators.select(list(self.indicators)), run.signals.select(list(self.signals))]
        if numbers is not None:
            chosen = pa.array(numbers, pa.int64())
            parts = [part.take(chosen) if part.num_columns else part for part in parts]
        return CheckTables(parts[0], parts[1], parts[2], self.notes, self.check.unit)

    def ranking(self) -> pa.Table:
        """Return the order of the check: one row per unit of its frame."""
        return self.run.ranking.filter(pc.equal(self.run.ranking["check"], self.check.check))

    def in_frame(self) -> NDArray[np.bool_]:
        """Tell of each address whether the check looks at it."""
        return self.run.tables.once(frame_of, self.check.check)

    def delivered(self, source: str) -> date | None:
        """Return the date of the newest delivery of a source that the run used."""
        return delivered_on(self.run.manifest, source)

    @property
    def notes(self) -> tuple[ColumnNote, ...]:
        """What each indicator and then each signal of the check is called as a column, and means."""
        columns = column_names(self.indicators, self.signals)
        indicators = (self._indicator_note(name, columns[name]) for name in self.indicators)
        return (*indicators, *(self._signal_note(name, columns[SIGNAL_PREFIX + name]) for name in self.signals))

    def _indicator_note(self, name: str, column: str) -> ColumnNote:
        item = self.run.catalogue.indicators[name]
        meaning = [str(item.note)] if item.note else []
        return ColumnNote(
            name=column,
            label=str(item.label),
            label_en=item.label.en,
            unit=item.unit,
            source=str(self.run.catalogue.sources[item.source].label),
            delivered=self.delivered(item.source),
            meaning="\n".join([*meaning, f"Geldt per {_PER[item.per]}", f"Berekend als {item.aggregate}"]),
            is_value=True,
        )

    def _signal_note(self, name: str, column: str) -> ColumnNote:
        item = self.run.catalogue.signals[name]
        meaning = f"{item.question}\nJa wanneer {item.when}"
        return ColumnNote(
            name=column, label=str(item.question), label_en=item.question.en, meaning=meaning, is_answer=True
        )


def _disputed(count: int) -> Caveat:
    """Return what must be said while answers are disputed; a list that was drawn before then stays as it was drawn."""
    return Caveat(
        f"BETWIST, {count}",
        f"{count} antwoorden zijn betwist en tellen niet mee. Een lijst die eerder getrokken is blijft zoals hij was: "
        "daar telden ze nog. EN: disputed answers count for nothing; a list that was drawn before counted them.",
    )


def no_bag(names: str) -> Caveat:
    """Return what must be said when a register stands in for the BAG."""
    return Caveat(
        f"GEEN BAG, adressen uit {names}",
        f"Geen BAG: bron {names} staat in haar plaats, wat de BAG zegt is onbekend. "
        "EN: no BAG, a register stands in for it.",
    )


def _among(names: Sequence[str] | Mapping[str, object], active: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name in active))
