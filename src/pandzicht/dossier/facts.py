# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of an address: the same ones in the same order for all, each with its source, or why it is unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandzicht.definitions.indicator import Indicator, ValueType
from pandzicht.definitions.source import About, Source
from pandzicht.dossier.reading import Reading
from pandzicht.dossier.wording import BETWEEN_USES, spaced
from pandzicht.exports.address_columns import NOTES
from pandzicht.language import Language, delivered, message, speaker
from pandzicht.runs.explain import FACTS
from pandzicht.runs.manifest import delivered_on
from pandzicht.runs.opened import OpenRun
from pandzicht.signals.sentences import figure

_NOTES = {note.name: note for note in NOTES}
_OF_BAG = ("levensfase",)
"""What a register that stands in for the BAG cannot tell."""
_NO_DELIVERY = message("there is no delivery of {source}")
_TOO_OLD = message("the delivery of {source} is too old for this date")
_NOT_COVERED = message("{source} tells nothing of an address of this kind")
_IN_DOUBT = message("a row of {source} could not be linked and may belong to this address")
_SILENT = message("{source} has nothing on this address")


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: what, its value in words, and on which delivery of which source it rests."""

    name: str
    label: str
    value: str
    """Empty when it is unknown."""
    unit: str
    source: str
    delivered_on: date | None
    why_unknown: str = ""
    doubt: str = ""
    """Why it may be otherwise: a row that could not be linked."""

    @property
    def is_known(self) -> bool:
        """Whether the source tells it."""
        return not self.why_unknown


def facts_of(reading: Reading) -> tuple[Fact, ...]:
    """Return the facts of an address: what the BAG says of it, then the facts of the checks in their order."""
    told = dict.fromkeys(name for check in reading.checks for name in check.facts)
    active = reading.run.manifest["active"]["indicators"]
    indicators = [reading.run.catalogue.indicators[name] for name in told if name in active]
    own = [item for item in indicators if not _repeats_the_bag(reading, item)]
    reading.also_read(item.source for item in own)
    return (*_of_address(reading), *(_of_indicator(reading, item) for item in own))


def fact_values(run: OpenRun, number: int, names: tuple[str, ...], language: Language) -> dict[str, str]:
    """Return facts of an address in a run by their name, in words; those that the run does not have are left out."""
    address = run.addresses.slice(number, 1).to_pylist()[0]
    indicators = run.indicators.slice(number, 1).to_pylist()[0]
    found = {name: _address_value(address, name, language) for name in names if name in FACTS}
    for name in names:
        item = run.catalogue.indicators.get(name)
        if item is not None and name in indicators:
            found[name] = value_of(item, indicators[name], language)
    return found


def value_of(item: Indicator, value: object, language: Language) -> str:
    """Return the value of an indicator in words; empty when it is unknown."""
    if value is None:
        return ""
    told = figure(item.indicator, value, language)
    return spaced(told) if item.type is ValueType.CODE else told


def _repeats_the_bag(reading: Reading, item: Indicator) -> bool:
    """Tell whether an indicator gives a column of the address as it is."""
    return reading.source(item.source).about is About.SPINE and item.aggregate.strip() in FACTS


def _of_address(reading: Reading) -> Iterator[Fact]:
    run, language = reading.run, reading.language
    spine = run.manifest["spine"]
    source = reading.source(spine["sources"][0])
    label, say = source.label.in_(language), speaker(language)
    for name in FACTS:
        note = _NOTES[name]
        value = _address_value(reading.address, name, language)
        value = "" if spine["kind"] == "declared" and name in _OF_BAG else value
        yield Fact(
            name=name,
            label=note.label if language is Language.NL else note.label_en,
            value=value,
            unit="",
            source=label,
            delivered_on=delivered_on(run.manifest, source.source),
            why_unknown="" if value else say(_SILENT, source=label),
        )


def _address_value(address: Mapping[str, Any], name: str, language: Language) -> str:
    value = address[name]
    if value is None:
        return ""
    if name == "pand_id":
        return f"{value:016d}"
    return ", ".join(delivered(value, language).split(BETWEEN_USES))


def _of_indicator(reading: Reading, item: Indicator) -> Fact:
    source, language = reading.source(item.source), reading.language
    label, say = source.label.in_(language), speaker(language)
    value = value_of(item, reading.indicators[item.indicator], language)
    in_doubt = item.source in reading.run.doubts.get(reading.number, ())
    return Fact(
        name=item.indicator,
        label=item.label.in_(language),
        value=value,
        unit=item.unit_of(reading.indicators[item.indicator]) if value else "",
        source=label,
        delivered_on=delivered_on(reading.run.manifest, item.source),
        why_unknown="" if value else say(_why_unknown(reading, source), source=label),
        doubt=say(_IN_DOUBT, source=label) if value and in_doubt else "",
    )


def _why_unknown(reading: Reading, source: Source) -> str:
    """Return the sentence that says why a source does not tell what was asked."""
    covered = source.covers.object
    reasons = {
        _NO_DELIVERY: source.source not in reading.run.manifest["inputs"]["deliveries"],
        _TOO_OLD: source.about is About.ADDRESS and not reading.run.stands(source.source),
        _NOT_COVERED: bool(covered) and reading.address["soort"] not in covered,
        _IN_DOUBT: source.source in reading.run.doubts.get(reading.number, ()),
    }
    return next((text for text, holds in reasons.items() if holds), _SILENT)
