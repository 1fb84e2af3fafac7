# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which checks, signals and indicators may run, and why the others may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.bases import Bases, bases_of_check, bases_of_signal, unverified
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.channel_rules import is_mixed
from pandzicht.definitions.check import Check
from pandzicht.definitions.closed_list import Fields, fields_of_indicators, fields_of_signal, joined
from pandzicht.definitions.indicator import Indicator
from pandzicht.definitions.reads import (
    indicators_of_frame,
    indicators_of_signal,
    sources_of_indicator,
)
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Text
from pandzicht.governance.purpose import Purpose, purpose_of, refuse_fields_outside, refuse_mixed, refuse_outside
from pandzicht.signals.stops import Stops


@dataclass(frozen=True, slots=True)
class Activation:
    """What runs on a peildatum; `idle` says per name why something does not."""

    checks: Mapping[str, Check]
    signals: Mapping[str, Signal]
    indicators: Mapping[str, Indicator]
    sources: Mapping[str, Source]
    purposes: Mapping[str, tuple[Purpose, ...]]
    """Source -> the purposes for which it is read."""
    idle: Mapping[str, Text]
    unverified: bool
    """Whether anything runs on a legal basis that nobody verified (demo only)."""


def activate(
    catalogue: Catalogue, *, on: date, demo: bool, today: date | None = None, channel: str | None = None
) -> Activation:
    """Return what may run on a peildatum, of a channel or of the municipality; `today` is by default that day.

    Raises PurposeMissing when a check reads outside its purpose, its closed list or its channel.
    """
    stops = Stops(catalogue, on, today or on, demo, channel)
    idle: dict[str, Text] = {}
    checks = {name: check for name, check in catalogue.checks.items() if not _note(idle, name, stops.of_check(check))}
    wanted = {name for check in checks.values() for name in check.signals}
    signals = {
        name: signal
        for name, signal in catalogue.signals.items()
        if not _note(idle, name, stops.of_signal(signal)) and name in wanted
    }
    indicators = _indicators(stops, checks, signals, idle)
    purposes = _purposes(stops, checks, signals)
    read = {source for name in indicators for source in sources_of_indicator(catalogue, name)}
    return Activation(
        checks=checks,
        signals=signals,
        indicators=indicators,
        sources={name: catalogue.sources[name] for name in sorted(read)},
        purposes=purposes,
        idle=idle,
        unverified=bool(unverified(_bases(catalogue, checks, signals))),
    )


def _note(idle: dict[str, Text], name: str, reason: Text | None) -> Text | None:
    if reason:
        idle[name] = reason
    return reason


def _indicators(
    stops: Stops, checks: Mapping[str, Check], signals: Mapping[str, Signal], idle: dict[str, Text]
) -> dict[str, Indicator]:
    names = {name for signal in signals.values() for name in indicators_of_signal(signal)}
    for check in checks.values():
        names |= set(indicators_of_frame(check)) | set(check.facts)
    found = {}
    for name in sorted(names):
        stopped = [stops.of_source(item) for item in sorted(sources_of_indicator(stops.catalogue, name))]
        if not _note(idle, name, next((reason for reason in stopped if reason), None)):
            found[name] = stops.catalogue.indicators[name]
    return found


def _purposes(
    stops: Stops, checks: Mapping[str, Check], signals: Mapping[str, Signal]
) -> dict[str, tuple[Purpose, ...]]:
    """Return per source the purposes of the checks that read it, each held against source, fields and channel."""
    found: dict[str, dict[Purpose, None]] = {}
    for check in checks.values():
        purpose = purpose_of(check)
        for name, fields in sorted(_read(stops.catalogue, check, signals).items()):
            source = stops.catalogue.sources[name]
            if not stops.of_source(name):
                refuse_outside(purpose, source)
                refuse_fields_outside(purpose, source, fields, check.sources.get(name))
                if is_mixed(stops.catalogue, check, name):
                    refuse_mixed(purpose, source, check.across)
                found.setdefault(name, {})[purpose] = None
    return {source: tuple(purposes) for source, purposes in found.items()}


def _read(catalogue: Catalogue, check: Check, signals: Mapping[str, Signal]) -> Fields:
    """Return what a check reads as things stand: of the signals that count in it, those that run."""
    own = fields_of_indicators(catalogue, (*indicators_of_frame(check), *check.facts))
    return joined([own, *(fields_of_signal(catalogue, signals[name]) for name in check.signals if name in signals)])


def _bases(catalogue: Catalogue, checks: Mapping[str, Check], signals: Mapping[str, Signal]) -> Bases:
    of_checks = [bases_of_check(catalogue, check) for check in checks.values()]
    of_signals = [bases_of_signal(catalogue, signal) for signal in signals.values()]
    return {name: bases for part in (*of_checks, *of_signals) for name, bases in part.items()}
