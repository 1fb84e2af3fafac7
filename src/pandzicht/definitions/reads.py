# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a definition reads: the indicators a signal or frame names, and the sources behind them."""

from __future__ import annotations

import re
from functools import lru_cache

from pandzicht.definitions.absence import turned_by_less
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import ExpressionFault, names_in, parsed
from pandzicht.definitions.indicator import Indicator, Per
from pandzicht.definitions.signal import Signal

_NORM = re.compile(r":(\w+)")
LAST_VISIT = "laatste_bezoek"
"""The indicator that `bezocht_binnen` reads."""
RESIDENTS = "bewoners_aantal"
"""The indicator that tells how many persons are registered at an address."""


def indicators_of_signal(signal: Signal) -> tuple[str, ...]:
    """Return the indicators that a signal names, in order of appearance."""
    texts = [text for text in (signal.when, signal.unknown_when) if text]
    return _names(*texts)


@lru_cache(maxsize=4_096)
def _names(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in texts for name in names_in(parsed(text))))


def indicators_of_frame(check: Check) -> tuple[str, ...]:
    """Return the indicators that a check's frame names."""
    names = names_in(parsed(check.frame))
    return tuple(dict.fromkeys((*names, LAST_VISIT))) if "bezocht_binnen" in check.frame else names


def indicators_of_check(catalogue: Catalogue, check: Check) -> tuple[str, ...]:
    """Return the indicators of a check: of its signals, its frame and its facts."""
    named = (name for signal in check.signals for name in indicators_of_signal(catalogue.signals[signal]))
    return tuple(dict.fromkeys((*named, *indicators_of_frame(check), *check.facts)))


def sources_of_indicator(catalogue: Catalogue, name: str) -> frozenset[str]:
    """Return the sources behind an indicator; one per owner also reads the source that names owners."""
    indicator = catalogue.indicators.get(name)
    if indicator is None:
        return frozenset()
    owners = {source.source for source in catalogue.sources.values() if source.owners}
    return frozenset({indicator.source} | (owners if indicator.per is Per.OWNER else set()))


def signals_with_stand_ins(catalogue: Catalogue, check: Check) -> tuple[str, ...]:
    """Return the signals of a check that read an indicator on the proxy list: what may stand in for a refused trait."""
    signals = ((name, catalogue.signals[name]) for name in check.signals if name in catalogue.signals)
    return tuple(name for name, signal in signals if catalogue.proxies.keys() & set(indicators_of_signal(signal)))


def sources_of_signal(catalogue: Catalogue, name: str) -> frozenset[str]:
    """Return the sources behind a signal; none when it cannot be read."""
    signal = catalogue.signals.get(name)
    try:
        names = indicators_of_signal(signal) if signal else ()
    except ExpressionFault:
        return frozenset()
    return frozenset(source for item in names for source in sources_of_indicator(catalogue, item))


def norms_named(catalogue: Catalogue, text: str) -> tuple[str, ...]:
    """Return the norms that an expression names."""
    named = set(_NORM.findall(text))
    return tuple(norm for norm in catalogue.norms if norm in named)


def rests_on_absence_of(catalogue: Catalogue, signal: Signal) -> tuple[tuple[str, Per], ...]:
    """Return the sources whose missing rows could turn a signal to yes, and the thing whose rows are counted."""
    return tuple(sorted({(item.source, item.per) for item in counts_that_accuse_by_absence(catalogue, signal)}))


def counts_that_accuse_by_absence(catalogue: Catalogue, signal: Signal) -> tuple[Indicator, ...]:
    """Return the counts of a signal that could turn it to yes by being lower than they should be."""
    lowered = turned_by_less(parsed(signal.when))
    named = (catalogue.indicators[name] for name in indicators_of_signal(signal) if name in lowered)
    return tuple(item for item in named if item.absent == "zero")
