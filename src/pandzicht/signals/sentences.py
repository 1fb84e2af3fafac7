# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers in plain words: the sentence of a yes, and the reason of an unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from string import Formatter

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.reads import indicators_of_signal, rests_on_absence_of
from pandzicht.definitions.signal import Signal
from pandzicht.language import Language, shown, speaker


def sentence(signal: Signal, values: Mapping[str, object], language: Language = Language.NL) -> str:
    """Return the sentence of a signal with values of its indicators and norms filled in."""
    parts = []
    for text, name, _, _ in Formatter().parse(signal.sentence.in_(language)):
        parts.append(text)
        if name is not None:
            parts.append(figure(name, values.get(name), language))
    return "".join(parts)


def figure(name: str, value: object, language: Language = Language.NL) -> str:
    """Return the value of an indicator or norm as people read it; a year has no thousands separator.

    >>> figure("bouwjaar", 1906), figure("oppervlakte_m2", 1906)
    ('1906', '1.906')
    """
    is_year = isinstance(value, int) and name.endswith("jaar") and 1000 <= value <= 9999
    return str(value) if is_year else shown(value, language)


def unknown_reason(
    catalogue: Catalogue,
    signal: Signal,
    values: Mapping[str, object],
    *,
    doubted: Collection[str],
    missing: Collection[str],
    stale: Collection[str],
    language: Language = Language.NL,
) -> str:
    """Return why a signal is unknown for an address.

    `values` are its indicators and norms, `doubted` the sources with a row that may belong to the address, `missing`
    the sources without a delivery and `stale` those whose delivery no longer stands for the peildatum.
    """
    say = speaker(language)
    names = indicators_of_signal(signal)
    sources = {catalogue.indicators[name].source for name in names}
    absent = [name for name in names if values.get(name) is None]
    for source in sorted(sources & set(missing)):
        return say("there is no delivery of {source}", source=catalogue.sources[source].label.in_(language))
    if absent:
        labels = ", ".join(catalogue.indicators[name].label.in_(language).lower() for name in absent)
        own = {catalogue.indicators[name].source for name in absent} & set(stale)
        text = say("unknown: {labels}", labels=labels)
        return f"{text} ({_stale(catalogue, min(own), language)})" if own else text
    for source, _ in rests_on_absence_of(catalogue, signal):
        if source in doubted:
            label = catalogue.sources[source].label.in_(language)
            return say("a row of {source} could not be linked and may belong to this address", source=label)
    norms = [catalogue.norms[name] for name, value in values.items() if value is None and name in catalogue.norms]
    if norms:
        listed = ", ".join(norm.label.in_(language) for norm in norms)
        return say("no value holds on this day for: {norm}", norm=listed)
    return say("by the rule of this signal it cannot be said")


def _stale(catalogue: Catalogue, source: str, language: Language) -> str:
    label = catalogue.sources[source].label.in_(language)
    return speaker(language)("the delivery of {source} is too old for this date", source=label)
