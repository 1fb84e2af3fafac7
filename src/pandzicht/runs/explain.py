# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Explains one address of a run: exact, from the same definitions and the same rows that made the order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pyarrow as pa

from pandzicht.definitions.check import Check
from pandzicht.definitions.reads import indicators_of_signal
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import About
from pandzicht.errors import NotFound
from pandzicht.governance.purpose import purpose_of
from pandzicht.language import Language, speaker
from pandzicht.runs.channel_mark import channel_of
from pandzicht.runs.destroyed_rows import destroyed_behind
from pandzicht.runs.disputed import DISPUTED
from pandzicht.runs.explanation import Answered, Change, CheckView, Evidence, Explanation
from pandzicht.runs.frames import frame_of
from pandzicht.runs.manifest import empty_frame
from pandzicht.runs.neighbours import Neighbours
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.rows_behind import RowsBehind
from pandzicht.signals.sentences import sentence, unknown_reason

FACTS = ("soort", "status", "levensfase", "oppervlakte_m2", "gebruiksdoelen", "pand_id", "pand_bouwjaar", "pand_status")
_COUNTS_NOTHING = ("no", DISPUTED)


class Explainer:
    """Answers questions about addresses of one open run; keeps what it read of one address for the next check."""

    def __init__(self, run: OpenRun, *, language: Language = Language.NL, with_rows: bool = True) -> None:
        """Without rows an explanation has no evidence: for many addresses whose rows are read together elsewhere."""
        self.run = run
        self.language = language
        self.with_rows = with_rows
        self._neighbours = Neighbours(run)
        self._behind = RowsBehind(run, language)
        self._values: dict[int, Mapping[str, Any]] = {}

    def explain(self, asked: str, *, checks: Sequence[str] = (), wide: bool = False) -> Explanation:
        """Return the explanation of an address by its id or its line of address.

        Only for the checks named (all active ones by default). `wide` also fetches the rows behind indicators per
        street and per owner. Whom an answer concerns is logged before it is given. Raises NotFound for an address or
        check outside the run, PurposeMissing for a check whose purpose was not asked for.
        """
        run, number = self.run, self.run.find(asked)
        run.refuse_withheld(number)
        self._behind.forget()
        self._values.clear()
        active = run.manifest["active"]["checks"]
        unknown = [name for name in checks if name not in active]
        if unknown:
            raise NotFound(f"check '{unknown[0]}' is not in run {run.run_id}; it has {', '.join(active)}")
        record = run.addresses.slice(number, 1).to_pylist()[0]
        declared = run.manifest["spine"]["kind"] == "declared"
        return Explanation(
            run=run.run_id,
            on=run.on,
            known=run.known,
            address_id=record["address_id"],
            adres=record["adres"],
            facts=_facts(record, declared=declared),
            spine_is_declared=declared,
            unverified_legal_basis=bool(run.manifest["unverified_legal_basis"]),
            channel=channel_of(run.manifest),
            checks=tuple(self._logged(run.catalogue.checks[name], number, wide) for name in checks or active),
            destroyed=destroyed_behind(run, checks or active, self.language),
        )

    def _logged(self, check: Check, number: int, wide: bool) -> CheckView:
        """Return the view of one check, after what was read for its purpose is logged."""
        self.run.operation.serves(purpose_of(check))
        view = self.view(check, number, wide=wide)
        self.run.concerned([number], check.check, read_for(view.answers))
        return view

    def view(self, check: Check, number: int, *, wide: bool = False) -> CheckView:
        """Return what a check says of an address; whoever asks logs whom it concerns."""
        members = self._members(check, number)
        shown = members or [number]
        signals = [name for name in check.points if name in self.run.manifest["active"]["signals"]]
        answers = self.run.signals.select(signals).take(pa.array(shown, pa.int64())).to_pylist()
        answered, points = [], {}
        for name in signals:
            answer, position = _joined([str(row[name]) for row in answers])
            signal = self.run.catalogue.signals[name]
            answered.append(self._answered(signal, answer, shown[position], wide=wide))
            if answer == "yes":
                points[name] = check.points[name]
        maximum = sum(check.points[item.signal] for item in answered if item.answer not in _COUNTS_NOTHING)
        score = sum(points.values())
        nobody = empty_frame(self.run.manifest, check.check)
        return CheckView(
            check=check.check,
            label=check.label.in_(self.language),
            unit=check.unit,
            in_frame=bool(members),
            empty_frame=nobody.in_(self.language) if nobody else "",
            score=score,
            score_max=maximum,
            rank=self.run.places.rank(check, number, self._neighbours.pand(number)) if members else None,
            of=self.run.places.size(check.check),
            points=points,
            answers=tuple(answered),
            changes=tuple(self._changes(check, answered, score)) if members else (),
        )

    def answered(self, check: Check, signal: str, number: int) -> Answered:
        """Return one signal's answer for an address with every row behind it; whoever asks logs whom it concerns."""
        shown = self._members(check, number) or [number]
        answers = self.run.signals[signal].take(pa.array(shown, pa.int64())).to_pylist()
        answer, position = _joined([str(each) for each in answers])
        return self._answered(self.run.catalogue.signals[signal], answer, shown[position], wide=True, whatever=True)

    def _members(self, check: Check, number: int) -> list[int]:
        """Return which addresses of the unit of an address are in the check's frame, of those that may be seen."""
        frame = self.run.tables.once(frame_of, check.check)
        return [one for one in self._neighbours.unit(check, number) if self.run.seen[one] and frame[one]]

    def _changes(self, check: Check, answered: Sequence[Answered], score: int) -> list[Change]:
        """Return what the unit's place would be if one answer were otherwise."""
        found = []
        for item in answered:
            if item.answer in _COUNTS_NOTHING:
                continue
            other = score - check.points[item.signal] if item.answer == "yes" else score + check.points[item.signal]
            becomes = "no" if item.answer == "yes" else "yes"
            found.append(Change(item.signal, becomes, other, self.run.places.rank_of_score(check.check, other)))
        return found

    def _answered(self, signal: Signal, answer: str, number: int, *, wide: bool, whatever: bool = False) -> Answered:
        """Return a signal's answer with its rows; of a no only when they are asked for whatever it is."""
        names = indicators_of_signal(signal)
        row, evidence = self._row(number), tuple[Evidence, ...]()
        if self.with_rows and (whatever or answer != "no"):
            indicators = [self.run.catalogue.indicators[name] for name in names]
            evidence = self._behind.evidence(indicators, row, number, wide=wide)
        values: dict[str, Any] = {**self.run.context.norms, **{name: row[name] for name in names}}
        return Answered(
            signal=signal.signal,
            question=signal.question.in_(self.language),
            answer=answer,
            text=self._text(signal, answer, values, number),
            legal_basis=tuple(basis.article for basis in signal.legal_basis),
            verified=all(basis.is_verified for basis in signal.legal_basis),
            evidence=evidence,
        )

    def _text(self, signal: Signal, answer: str, values: Mapping[str, object], number: int) -> str:
        if answer == "yes":
            return sentence(signal, values, self.language)
        if answer == "no":
            return ""
        if answer == DISPUTED:
            return speaker(self.language)("This is disputed: it counts for nothing until it is settled.")
        catalogue = self.run.catalogue
        sources = {catalogue.indicators[name].source for name in indicators_of_signal(signal)}
        loaded = {name for name in sources if name in self.run.manifest["inputs"]["deliveries"]}
        return unknown_reason(
            catalogue,
            signal,
            {
                name: value
                for name, value in values.items()
                if name in catalogue.indicators or f":{name}" in signal.when
            },
            doubted=self.run.doubts.get(number, frozenset()),
            missing={name for name in sources - loaded if catalogue.sources[name].about is About.ADDRESS},
            stale={name for name in loaded if not self.run.stands(name)},
            language=self.language,
        )

    def _row(self, number: int) -> Mapping[str, Any]:
        """Return the indicators of an address."""
        if number not in self._values:
            self._values[number] = self.run.indicators.slice(number, 1).to_pylist()[0]
        return self._values[number]


def read_for(answers: Iterable[Answered]) -> list[str]:
    """Return the sources of which rows were read for answers."""
    return sorted({item.source for answered in answers for item in answered.evidence if item.rows is not None})


def _facts(record: Mapping[str, Any], *, declared: bool) -> dict[str, Any]:
    """Return what the address itself says, the BAG id of its pand as text of 16 digits.

    A register that stands in for the BAG names an address, and cannot tell whether it still exists.
    """
    pand = record["pand_id"]
    facts = {name: record[name] for name in FACTS} | {"pand_id": None if pand is None else f"{pand:016d}"}
    return facts | {"levensfase": None} if declared else facts


def _joined(answers: Sequence[str]) -> tuple[str, int]:
    """Return the answer of a unit from those of its addresses, and which address speaks."""
    for answer in ("yes", "unknown", DISPUTED, "no"):
        if answer in answers:
            return answer, answers.index(answer)
    return "no", 0
