# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The dossiers of a selection's units, gathered from a run: facts and source rows, and for analysts the analysis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pandzicht.definitions.source import About as SourceAbout
from pandzicht.definitions.source import Sensitivity, Source
from pandzicht.definitions.words import LegalBasis
from pandzicht.exports.address_columns import NOTES, id_text
from pandzicht.exports.audience import Audience
from pandzicht.exports.dossier import Analysis, AnswerLine, Dossier, Drawn, ListedUnit, SourceLine
from pandzicht.language import delivered
from pandzicht.runs.evidence_rows import EvidenceRows, RowOfUnit
from pandzicht.runs.explain import Explainer
from pandzicht.runs.explanation import Answered, SourceRow
from pandzicht.runs.wide import CheckOfRun

_ADDRESS_LABELS = {note.name: note.label for note in NOTES}
_PARTIAL_ENDS = {"_vroegst": "vroegst", "_laatst": "laatst"}
"""A date of which only a part is known stands in two columns."""


@dataclass(frozen=True, slots=True)
class UnitOfSelection:
    """A drawn unit: what the selection keeps of it, and the numbers of its addresses in the frame."""

    drawn: Mapping[str, Any]
    members: tuple[int, ...]
    has_second_visit: bool = False
    """Whether a second inspector goes there too."""

    @property
    def unit_id(self) -> str:
        """The name of the unit."""
        return str(self.drawn["unit_id"])


class DossierMaker:
    """Makes the dossiers of all units of a selection; the sources are read once for all of them."""

    def __init__(self, subject: CheckOfRun, units: Sequence[UnitOfSelection], *, with_rows: bool) -> None:
        self._subject = subject
        self._run = subject.run
        self._explainer = Explainer(subject.run, language=subject.language, with_rows=False)
        wanted = {unit.unit_id: unit.members for unit in units} if with_rows else {}
        self._rows = EvidenceRows(subject).of_units(wanted)

    def dossier(self, unit: UnitOfSelection) -> Dossier:
        """Return the facts of a unit and the rows behind them; nothing of how it was drawn."""
        record = self._run.addresses.slice(unit.members[0], 1)
        address = record.to_pylist()[0]
        listed = ListedUnit(
            unit_id=unit.unit_id,
            address_id=str(address["address_id"]),
            adres=address["adres"] or "",
            postcode=address["postcode"] or "",
            woonplaats=address["woonplaats"] or "",
            pand_id=id_text(record["pand_id"])[0].as_py() or "",
            addresses=len(unit.members),
            has_second_visit=unit.has_second_visit,
        )
        return Dossier(listed, tuple(self._line(found) for found in self._rows.get(unit.unit_id, ())))

    def analysis(self, unit: UnitOfSelection) -> Analysis:
        """Return how a unit was drawn and what each signal of the check says of it."""
        named = str(unit.drawn["address_id"])
        view = self._explainer.explain(named, checks=[self._subject.check.check]).checks[0]
        changes = {change.signal: change for change in view.changes}
        answers = []
        for item in view.answers:
            change = changes.get(item.signal)
            answers.append(
                AnswerLine(
                    question=item.question,
                    answer=item.answer,
                    text=item.text,
                    points=self._subject.check.points[item.signal],
                    legal_basis=self._basis(item),
                    other_score=change.score if change else None,
                    other_rank=change.rank if change else None,
                )
            )
        return Analysis(_drawn(unit.drawn), tuple(answers))

    def _basis(self, item: Answered) -> str:
        return "; ".join(basis_text(basis) for basis in self._run.catalogue.signals[item.signal].legal_basis)

    def _line(self, found: RowOfUnit) -> SourceLine:
        row = found.row
        label = self._run.catalogue.sources[row.source].label.in_(self._subject.language)
        values, named = self._values(row.source, row), row.place if self._hidden(row.source) else row.row_id
        return SourceLine(found.address_id, label, row.delivered_on, row.place, named, found.said_for, values)

    def _hidden(self, source: str) -> frozenset[str]:
        """Return the columns that an inspector is not told: what says something of a person."""
        definition = self._run.catalogue.sources[source]
        return _person_fields(definition) if self._subject.audience is Audience.TOEZICHTHOUDER else frozenset()

    def _values(self, source: str, row: SourceRow) -> str:
        """Return what a row says; an inspector is not told what it says of a person beyond the facts of the check."""
        definition, hidden = self._run.catalogue.sources[source], self._hidden(source)
        parts = []
        for name, value in row.values.items():
            if value is None or name in hidden:
                continue
            parts.append(f"{_field_label(definition, name)}: {delivered(value, self._subject.language)}")
        return "; ".join(parts)


def basis_text(basis: LegalBasis) -> str:
    """Return a legal basis with who verified it, or that nobody did."""
    if basis.is_verified:
        return basis.article
    return f"{basis.article} (te_toetsen)"


def _drawn(unit: Mapping[str, Any]) -> Drawn:
    return Drawn(
        stratum=unit["stratum"],
        inclusion_probability=unit["inclusion_probability"],
        rank=unit["rank"],
        score=unit["score"],
        score_max=unit["score_max"],
        unknown_count=unit["unknown_count"],
        manual_reason=unit["manual_reason"] or "",
    )


def _person_fields(source: Source) -> frozenset[str]:
    """Return the columns of a source that say something of a person."""
    names = [name for name, field in source.fields.items() if field.sensitivity is Sensitivity.PERSON]
    return frozenset(f"{name}{end}" for name in names for end in ("", *_PARTIAL_ENDS))


def _field_label(source: Source, name: str) -> str:
    if source.about is SourceAbout.SPINE:
        return _ADDRESS_LABELS[name]
    for end, said in _PARTIAL_ENDS.items():
        whole = name.removesuffix(end)
        if name not in source.fields and whole in source.fields:
            return f"{_field_label(source, whole)} ({said})"
    field = source.fields.get(name)
    return str(field.label) if field and field.label else name
