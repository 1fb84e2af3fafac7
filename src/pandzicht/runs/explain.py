# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Explains one address of a run: exact, from the same definitions and the same rows that made the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pyarrow as pa

from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import parsed
from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal, sources_of_indicator
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import About
from pandzicht.errors import NotFound
from pandzicht.governance.purpose import purpose_of
from pandzicht.language import Language, message, speaker
from pandzicht.runs.channel_mark import channel_of
from pandzicht.runs.disputed import DISPUTED
from pandzicht.runs.explanation import Answered, Change, CheckView, Evidence, Explanation, SourceRow
from pandzicht.runs.manifest import empty_frame
from pandzicht.runs.neighbours import Neighbours
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.places import Places
from pandzicht.runs.source_row import delivered_row, spine_row
from pandzicht.signals.compiling import compiled
from pandzicht.signals.evidence import evidence_among, evidence_conditions
from pandzicht.signals.sentences import sentence, unknown_reason
from pandzicht.store.engine import Engine

FACTS = ("soort", "status", "levensfase", "oppervlakte_m2", "gebruiksdoelen", "pand_id", "pand_bouwjaar", "pand_status")
_COUNTS_NOTHING = ("no", DISPUTED)
_ALL_GONE = message("The rows of delivery {source} {name} were destroyed under {rule} on {on}.")
_SOME_GONE = message("Of delivery {source} {name} rows were destroyed under {rule} on {on}: what they said is gone.")
WIDE = (Per.STRAAT, Per.OWNER)
"""Things with many rows: fetched only when asked."""


Counted = Mapping[str, tuple[SourceRow, ...]]
"""Per indicator the rows that it counts."""


class Explainer:
    """Answers questions about addresses of one open run; keeps what it read for the next question."""

    def __init__(self, run: OpenRun, *, language: Language = Language.NL, with_rows: bool = True) -> None:
        """Without rows an explanation has no evidence: for many addresses whose rows are read together elsewhere."""
        self.run = run
        self.language = language
        self.with_rows = with_rows
        self.engine = Engine(threads=1, memory_mib=500)
        self._places = Places(run)
        self._neighbours = Neighbours(run)
        self._frames: dict[str, str] = {}
        self._compiled: dict[tuple[str, Per], Mapping[str, str]] = {}
        self._counted: dict[tuple[str, Per, int], Counted] = {}
        self._fetched: dict[tuple[str, Per, int], pa.Table] = {}

    def explain(self, asked: str, *, checks: Sequence[str] = (), wide: bool = False) -> Explanation:
        """Return the explanation of an address by its id or its line of address.

        Only for the checks named (all active ones by default). `wide` also fetches the rows behind indicators per
        street and per owner. Whom an answer concerns is logged before it is given. Raises NotFound for an address or
        check outside the run, PurposeMissing for a check whose purpose was not asked for.
        """
        run, number = self.run, self.run.find(asked)
        run.refuse_withheld(number)
        self._counted.clear()
        self._fetched.clear()
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
            destroyed=self._destroyed(checks or active),
        )

    def _destroyed(self, checks: Sequence[str]) -> tuple[str, ...]:
        """Return a sentence for each destruction in the deliveries of the sources that checks read."""
        catalogue = self.run.catalogue
        points = {name for check in checks for name in catalogue.checks[check].points if name in catalogue.signals}
        read = {item for name in points for item in indicators_of_signal(catalogue.signals[name])}
        sources = {source for name in read for source in sources_of_indicator(catalogue, name)}
        told = []
        for delivery, stone in self.run.rows.tombstones(sorted(sources)):
            values = {"source": delivery.source, "name": delivery.id, "rule": stone.rule, "on": stone.on}
            told.append(speaker(self.language)(_ALL_GONE if stone.is_whole else _SOME_GONE, **values))
        return tuple(dict.fromkeys(told))

    def _logged(self, check: Check, number: int, wide: bool) -> CheckView:
        """Return the view of one check, after what was read for its purpose is logged."""
        self.run.operation.serves(purpose_of(check))
        view = self._check(check, number, wide)
        read = {item.source for answered in view.answers for item in answered.evidence if item.rows is not None}
        self.run.concerned([number], check.check, sorted(read))
        return view

    def _check(self, check: Check, number: int, wide: bool) -> CheckView:
        members = self._in_frame(check, self._neighbours.unit(check, number))
        shown = members or [number]
        signals = [name for name in check.points if name in self.run.manifest["active"]["signals"]]
        answers = self.run.signals.select(signals).take(pa.array(shown, pa.int64())).to_pylist()
        answered, points = [], {}
        for name in signals:
            answer, position = _joined([str(row[name]) for row in answers])
            signal = self.run.catalogue.signals[name]
            answered.append(self._answered(signal, answer, shown[position], wide))
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
            rank=self._places.rank(check.check, self._neighbours.unit_name(check, number)) if members else None,
            of=self._places.size(check.check),
            points=points,
            answers=tuple(answered),
            changes=tuple(self._changes(check, answered, score)) if members else (),
        )

    def _changes(self, check: Check, answered: Sequence[Answered], score: int) -> list[Change]:
        """Return what the unit's place would be if one answer were otherwise."""
        found = []
        for item in answered:
            if item.answer in _COUNTS_NOTHING:
                continue
            other = score - check.points[item.signal] if item.answer == "yes" else score + check.points[item.signal]
            becomes = "no" if item.answer == "yes" else "yes"
            found.append(Change(item.signal, becomes, other, self._places.rank_of_score(check.check, other)))
        return found

    def _in_frame(self, check: Check, numbers: Sequence[int]) -> list[int]:
        """Return which addresses of a unit are in the check's frame."""
        read = self.run.indicators.select(["address_no", *indicators_of_frame(check)])
        self.engine.register("unit_indicators", read.take(pa.array(numbers, pa.int64())))
        if check.check not in self._frames:
            self._frames[check.check] = compiled(parsed(check.frame), self.run.context)
        frame = self._frames[check.check]
        found = self.engine.rows(f"SELECT address_no FROM unit_indicators WHERE {frame} ORDER BY 1")
        self.engine.forget("unit_indicators")
        return [row[0] for row in found]

    def _answered(self, signal: Signal, answer: str, number: int, wide: bool) -> Answered:
        names = indicators_of_signal(signal)
        row = self.run.indicators.select(list(names)).slice(number, 1).to_pylist()[0]
        values: dict[str, Any] = {**self.run.context.norms, **row}
        return Answered(
            signal=signal.signal,
            question=signal.question.in_(self.language),
            answer=answer,
            text=self._text(signal, answer, values, number),
            legal_basis=tuple(basis.article for basis in signal.legal_basis),
            verified=all(basis.is_verified for basis in signal.legal_basis),
            evidence=tuple(self._evidence(names, row, number, wide)) if answer != "no" and self.with_rows else (),
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

    def _evidence(self, names: Sequence[str], values: Mapping[str, object], number: int, wide: bool) -> list[Evidence]:
        catalogue = self.run.catalogue
        found: dict[str, Evidence] = {}
        groups: dict[tuple[str, Per], list[Indicator]] = {}
        for name in names:
            indicator = catalogue.indicators[name]
            groups.setdefault((indicator.source, indicator.per), []).append(indicator)
        for (source, per), indicators in groups.items():
            rows = self._rows(source, per, number, wide)
            for indicator in indicators:
                own = None if rows is None else rows.get(indicator.indicator, ())
                found[indicator.indicator] = Evidence(
                    indicator=indicator.indicator,
                    label=indicator.label.in_(self.language),
                    value=values[indicator.indicator],
                    unit=indicator.unit,
                    source=source,
                    source_label=catalogue.sources[source].label.in_(self.language),
                    per=per.value,
                    row_count=None if own is None else len(own),
                    rows=own,
                )
        return [found[name] for name in names]

    def _rows(self, name: str, per: Per, number: int, wide: bool) -> Counted | None:
        """Return per indicator the rows that it counts; None when they are many and were not asked for."""
        source = self.run.catalogue.sources[name]
        if source.about is About.SPINE:
            own = (spine_row(self.run, name, number),)
            return dict.fromkeys(self.run.manifest["active"]["indicators"], own) if per is Per.OBJECT else None
        if name not in self.run.manifest["inputs"]["deliveries"]:
            return {}
        if (per in WIDE and not wide) or self.run.rows.is_destroyed(name):
            return None
        key = (name, per, number)
        if key not in self._counted:
            self._counted[key], self._fetched[key] = self._count(name, per, number)
        self.run.rows.note(name, self._fetched[key])
        return self._counted[key]

    def _count(self, name: str, per: Per, number: int) -> tuple[Counted, pa.Table]:
        """Fetch the rows of a source for one thing, and tell of each active indicator which it counts."""
        numbers, pand_no = self._neighbours.group(per, number)
        links = self.run.links_of(numbers, pand_no)
        rows = self.run.rows.fetch(name, [(link.delivery_no, link.row_no) for link in links if link.source == name])
        conditions = self._conditions(name, per)
        if any("nieuw_geleverd" in condition for condition in conditions.values()):
            rows = self.run.rows.with_new(self.engine, self.run.workspace, name, rows)
        counted = evidence_among(self.engine, rows, conditions)
        records = rows.to_pylist()
        listed = {
            position: delivered_row(self.run, name, records[position])
            for position in {position for positions in counted.values() for position in positions}
        }
        told = {item: tuple(listed[position] for position in positions) for item, positions in counted.items()}
        return told, rows

    def _conditions(self, name: str, per: Per) -> Mapping[str, str]:
        """Return what each active indicator of a source, per one kind of thing, counts."""
        if (name, per) not in self._compiled:
            catalogue = self.run.catalogue
            active = (catalogue.indicators[item] for item in self.run.manifest["active"]["indicators"])
            own = [item for item in active if item.source == name and item.per is per]
            self._compiled[name, per] = evidence_conditions(own, catalogue.sources[name], self.run.context)
        return self._compiled[name, per]


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
