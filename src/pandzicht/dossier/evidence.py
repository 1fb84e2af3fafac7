# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows behind an answer as people are shown them: source and day, the address as delivered, and what they say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.source import About, Role, Source
from pandzicht.dossier.reading import Reading
from pandzicht.dossier.wording import days_of, field_of, in_words, when
from pandzicht.exports.address_columns import NOTES
from pandzicht.language import Language, delivered
from pandzicht.runs.explanation import Evidence, SourceRow
from pandzicht.signals.sentences import figure

SHOWN_ROWS = 25
"""Of each figure so many rows stand in a dossier; the others are asked for apart."""
_NOTES = {note.name: note for note in NOTES}
_STREET = (Role.STRAAT, Role.HUISNUMMER, Role.HUISLETTER, Role.TOEVOEGING, Role.HUISNUMMER_GEHEEL, Role.ADRES)
_PLACE = (Role.POSTCODE, Role.WOONPLAATS)
_IDS = (Role.OBJECT_ID, Role.NUMMERAANDUIDING_ID, Role.PAND_ID)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a row says: the field as people call it, and its value in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One row of a register as it was delivered, cut to what the checks list and who asks may see."""

    source: str
    row_id: str
    place: str
    delivered_on: date
    start: str
    """When it begins to hold, or happened; empty when the source does not say."""
    end: str
    address: str
    """The address as the source has it."""
    says: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure behind an answer: its value, its source, and the rows that it counts."""

    indicator: str
    label: str
    value: str
    unit: str
    source: str
    per: str
    count: int | None
    """How many rows it counts; None when they are many and were not asked for."""
    rows: tuple[EvidenceRow, ...]

    @property
    def more(self) -> int:
        """How many of its rows are not shown."""
        return (self.count or 0) - len(self.rows)

    @property
    def is_of_more(self) -> bool:
        """Whether rows come from another source than the figure's own, so that each has to say from which."""
        return any(row.source != self.source for row in self.rows)

    @property
    def is_dated(self) -> bool:
        """Whether a row says when it holds, or when what it tells happened."""
        return any(row.start or row.end for row in self.rows)


def figure_of(reading: Reading, evidence: Evidence, shown: int | None = SHOWN_ROWS) -> Figure:
    """Return a figure with its rows; `shown` of them at most, all by None."""
    rows = (evidence.rows or ())[:shown]
    return Figure(
        indicator=evidence.indicator,
        label=evidence.label,
        value=figure(evidence.indicator, evidence.value, reading.language),
        unit=evidence.unit,
        source=evidence.source_label,
        per=evidence.per,
        count=evidence.row_count,
        rows=tuple(_row(reading, row) for row in rows),
    )


def _row(reading: Reading, row: SourceRow) -> EvidenceRow:
    source, language = reading.source(row.source), reading.language
    is_spine = source.about is About.SPINE
    told = _spine_fields(reading) if is_spine else reading.told(row.source)
    start, end = _between(source, row.values, told, language)
    return EvidenceRow(
        source=source.label.in_(language),
        row_id=row.place if reading.hidden(row.source) else row.row_id,
        place=row.place,
        delivered_on=row.delivered_on,
        start=start,
        end=end,
        address=str(row.values.get("adres") or "") if is_spine else _address(source, row.values),
        says=tuple(_said(source, row.values, told, language)),
    )


def _spine_fields(reading: Reading) -> frozenset[str]:
    """Return the columns of an address that the checks list of its source."""
    spine = reading.run.manifest["spine"]["sources"]
    return frozenset(name for check in reading.checks for source in spine for name in check.sources.get(source, ()))


def _between(source: Source, values: Mapping[str, object], told: frozenset[str], language: Language) -> tuple[str, str]:
    """Return from when and until when a row holds, or when what it tells happened, as far as it may be told."""
    validity = source.validity
    names = (validity.start, validity.end) if validity else (source.dated_by, None)
    days = (days_of(source, name, values) if name in told and name else None for name in names)
    start, end = (when(found, language) if found else "" for found in days)
    return start, end


def _said(source: Source, values: Mapping[str, object], told: frozenset[str], language: Language) -> list[Said]:
    """Return what a row says beside its address and the days between which it holds."""
    validity = (source.validity.start, source.validity.end) if source.validity else ()
    fields = dict.fromkeys(field_of(source, column) for column, value in values.items() if value is not None)
    named = [name for name in fields if name in told and name not in validity]
    return [Said(_label(source, name, language), in_words(source, name, values, language)) for name in named]


def _label(source: Source, name: str, language: Language) -> str:
    if source.about is About.SPINE and name in _NOTES:
        return _NOTES[name].label if language is Language.NL else _NOTES[name].label_en
    field = source.fields.get(name)
    return field.label.in_(language) if field and field.label else name.replace("_", " ")


def _address(source: Source, values: Mapping[str, object]) -> str:
    """Return the address as a row has it: its line, or the id by which it names the object."""
    by_role = {field.role: name for name, field in source.fields.items() if field.role}

    def said(*roles: Role) -> list[str]:
        found = (values.get(by_role[role]) for role in roles if role in by_role)
        return [delivered(value) for value in found if value is not None]

    lines = [" ".join(said(*_STREET)), " ".join(said(*_PLACE))]
    return ", ".join(line for line in lines if line) or " ".join(said(*_IDS)[:1])
