# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers in plain words: the sentence of a yes, and the reason of an unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from string import Formatter

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.reads import indicators_of_signal, rests_on_absence_of
from pandzicht.definitions.signal import Signal

UNKNOWN = {"nl": "onbekend", "en": "unknown"}
_YES_NO = {"nl": ("ja", "nee"), "en": ("yes", "no")}


def shown(value: object, language: str = "nl") -> str:
    """Return a value as people read it: 1.234, 2,5, 01-03-2026, ja.

    >>> shown(1234), shown(Decimal("2.50")), shown(date(2026, 3, 1)), shown(None), shown(True)
    ('1.234', '2,5', '01-03-2026', 'onbekend', 'ja')
    """
    if value is None:
        return UNKNOWN[language]
    if isinstance(value, bool):
        return _YES_NO[language][0 if value else 1]
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if isinstance(value, int | Decimal):
        return _number(value, language)
    if isinstance(value, tuple | list):
        return ", ".join(shown(item, language) for item in value)
    return str(value)


def _number(value: int | Decimal, language: str) -> str:
    text = f"{value:,}"
    if isinstance(value, Decimal) and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text if language == "en" else text.translate(str.maketrans(",.", ".,"))


def sentence(signal: Signal, values: Mapping[str, object], language: str = "nl") -> str:
    """Return the sentence of a signal with values of its indicators and norms filled in."""
    template = getattr(signal.sentence, language) or signal.sentence.nl
    parts = []
    for text, name, _, _ in Formatter().parse(template):
        parts.append(text)
        if name is not None:
            value = values.get(name)
            parts.append(_year(name, value) or shown(value, language))
    return "".join(parts)


def _year(name: str, value: object) -> str:
    """Return a year without a thousands separator."""
    return str(value) if isinstance(value, int) and name.endswith("jaar") and 1000 <= value <= 9999 else ""


def unknown_reason(
    catalogue: Catalogue,
    signal: Signal,
    values: Mapping[str, object],
    *,
    doubted: Collection[str],
    missing: Collection[str],
    stale: Collection[str],
    language: str = "nl",
) -> str:
    """Return why a signal is unknown for an address.

    `values` are its indicators and norms, `doubted` the sources with a row that may belong to the address, `missing`
    the sources without a delivery and `stale` those whose delivery no longer stands for the peildatum.
    """
    names = indicators_of_signal(signal)
    sources = {catalogue.indicators[name].source for name in names}
    absent = [name for name in names if values.get(name) is None]
    texts = _TEXTS[language]
    for source in sorted(sources & set(missing)):
        return texts["missing"].format(source=_label(catalogue, source, language))
    if absent:
        labels = ", ".join(_indicator_label(catalogue, name, language) for name in absent)
        own = {catalogue.indicators[name].source for name in absent} & set(stale)
        tail = texts["stale"].format(source=_label(catalogue, min(own), language)) if own else ""
        return texts["absent"].format(labels=labels) + tail
    for source, _ in rests_on_absence_of(catalogue, signal):
        if source in doubted:
            return texts["doubt"].format(source=_label(catalogue, source, language))
    norms = [name for name, value in values.items() if value is None and name in catalogue.norms]
    if norms:
        return texts["norm"].format(norm=", ".join(str(catalogue.norms[name].label) for name in norms))
    return texts["rule"]


_TEXTS = {
    "nl": {
        "missing": "er is geen levering van {source}",
        "absent": "onbekend: {labels}",
        "stale": " (de levering van {source} is te oud voor deze peildatum)",
        "doubt": "een rij van {source} kon niet worden gekoppeld en kan bij dit adres horen",
        "norm": "er geldt op deze dag geen waarde voor: {norm}",
        "rule": "volgens de regel van dit signaal is het niet te zeggen",
    },
    "en": {
        "missing": "there is no delivery of {source}",
        "absent": "unknown: {labels}",
        "stale": " (the delivery of {source} is too old for this date)",
        "doubt": "a row of {source} could not be linked and may belong to this address",
        "norm": "no value holds on this day for: {norm}",
        "rule": "by the rule of this signal it cannot be said",
    },
}


def _label(catalogue: Catalogue, source: str, language: str) -> str:
    label = catalogue.sources[source].label
    return getattr(label, language) or label.nl


def _indicator_label(catalogue: Catalogue, name: str, language: str) -> str:
    label = catalogue.indicators[name].label
    return (getattr(label, language) or label.nl).lower()
