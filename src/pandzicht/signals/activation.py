# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which checks, signals and indicators may run, and why the others may not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.bases import Bases, bases_of_check, bases_of_signal, unverified
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.closed_list import Fields, fields_of_indicators, fields_of_signal, joined
from pandzicht.definitions.indicator import Indicator
from pandzicht.definitions.reads import (
    indicators_of_frame,
    indicators_of_signal,
    sources_of_indicator,
    sources_of_signal,
)
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Text
from pandzicht.governance.purpose import Purpose, purpose_of, refuse_fields_outside, refuse_outside


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


def activate(catalogue: Catalogue, *, on: date, demo: bool) -> Activation:
    """Return what may run on a peildatum; raise PurposeMissing when a check reads outside its purpose."""
    idle: dict[str, Text] = {}
    checks = {
        name: check
        for name, check in catalogue.checks.items()
        if not _note(idle, name, _check_stop(catalogue, check, on, demo))
    }
    wanted = {name for check in checks.values() for name in check.signals}
    signals = {
        name: signal
        for name, signal in catalogue.signals.items()
        if not _note(idle, name, _signal_stop(catalogue, signal, on, demo)) and name in wanted
    }
    indicators = _indicators(catalogue, checks, signals, idle)
    purposes = _purposes(catalogue, checks, signals)
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


def _check_stop(catalogue: Catalogue, check: Check, on: date, demo: bool) -> Text | None:
    if check.missing:
        return _incomplete(check.missing)
    if check.last_day is not None and check.last_day < on:
        return _ended(check.last_day)
    return None if demo else _unverified(bases_of_check(catalogue, check))


def _signal_stop(catalogue: Catalogue, signal: Signal, on: date, demo: bool) -> Text | None:
    for name in sorted(sources_of_signal(catalogue, signal.signal)):
        if not catalogue.sources[name].is_supplied:
            return _unsupplied(name)
    if signal.missing:
        return _incomplete(signal.missing)
    if signal.ends_on is not None and signal.ends_on < on:
        return _ended(signal.ends_on)
    return None if demo else _unverified(bases_of_signal(catalogue, signal))


def _incomplete(missing: Iterable[str]) -> Text:
    return Text.of("cannot be activated without {missing}", missing=", ".join(missing))


def _ended(day: date) -> Text:
    return Text.of("ended on {day}: it must be approved again", day=day)


def _unverified(bases: Bases) -> Text | None:
    names = unverified(bases)
    if not names:
        return None
    return Text.of(
        "the legal basis of {names} is not verified; an unverified basis runs only in a demo", names=", ".join(names)
    )


def _unsupplied(source: str) -> Text:
    return Text.of("source '{source}' has no lawful basis for its supply", source=source)


def _indicators(
    catalogue: Catalogue, checks: Mapping[str, Check], signals: Mapping[str, Signal], idle: dict[str, Text]
) -> dict[str, Indicator]:
    names = {name for signal in signals.values() for name in indicators_of_signal(signal)}
    for check in checks.values():
        names |= set(indicators_of_frame(check)) | set(check.facts)
    found = {}
    for name in sorted(names):
        unsupplied = [item for item in sources_of_indicator(catalogue, name) if not catalogue.sources[item].is_supplied]
        if unsupplied:
            idle[name] = _unsupplied(unsupplied[0])
        else:
            found[name] = catalogue.indicators[name]
    return found


def _purposes(
    catalogue: Catalogue, checks: Mapping[str, Check], signals: Mapping[str, Signal]
) -> dict[str, tuple[Purpose, ...]]:
    """Return per source the purposes of the checks that read it, each held against the source and its fields."""
    found: dict[str, dict[Purpose, None]] = {}
    for check in checks.values():
        purpose = purpose_of(check)
        for name, fields in sorted(_read(catalogue, check, signals).items()):
            source = catalogue.sources[name]
            if source.is_supplied:
                refuse_outside(purpose, source)
                refuse_fields_outside(purpose, source, fields, check.sources.get(name))
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
