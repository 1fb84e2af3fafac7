# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which checks, signals and indicators may run, and why the others may not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.indicator import Indicator
from pandzicht.definitions.reads import (
    indicators_of_frame,
    indicators_of_signal,
    signals_of_check,
    sources_of_indicator,
    sources_of_signal,
)
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import Text
from pandzicht.governance.purpose import Purpose, purpose_of, refuse_outside


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
        name: check for name, check in catalogue.checks.items() if not _note(idle, name, _check_stop(check, on, demo))
    }
    wanted = {name for check in checks.values() for name in signals_of_check(check)}
    signals = {
        name: signal
        for name, signal in catalogue.signals.items()
        if not _note(idle, name, _signal_stop(catalogue, signal, demo)) and name in wanted
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
        unverified=_any_unverified(checks, signals),
    )


UNVERIFIED = Text.of("its legal basis is not verified; an unverified basis runs only in a demo")


def _note(idle: dict[str, Text], name: str, reason: Text | None) -> Text | None:
    if reason:
        idle[name] = reason
    return reason


def _check_stop(check: Check, on: date, demo: bool) -> Text | None:
    if not check.is_activated:
        return Text.of("needs a DPIA, an IAMA and a named approver before it can be activated")
    if check.ends_on is not None and check.ends_on < on:
        return Text.of("ended on {day}: it must be approved again", day=check.ends_on)
    if not demo and not all(basis.is_verified for basis in check.legal_basis):
        return UNVERIFIED
    return None


def _signal_stop(catalogue: Catalogue, signal: Signal, demo: bool) -> Text | None:
    for name in sorted(sources_of_signal(catalogue, signal.signal)):
        if not catalogue.sources[name].is_supplied:
            return _unsupplied(name)
    if not demo and not all(basis.is_verified for basis in signal.legal_basis):
        return UNVERIFIED
    return None


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
    """Return per source the purposes of the checks that read it, each held against the source."""
    found: dict[str, dict[Purpose, None]] = {}
    for check in checks.values():
        purpose = purpose_of(check)
        names = {
            item for name in signals_of_check(check) if name in signals for item in indicators_of_signal(signals[name])
        }
        names |= set(indicators_of_frame(check)) | set(check.facts)
        for source in sorted({item for name in names for item in sources_of_indicator(catalogue, name)}):
            if catalogue.sources[source].is_supplied:
                refuse_outside(purpose, catalogue.sources[source])
                found.setdefault(source, {})[purpose] = None
    return {source: tuple(purposes) for source, purposes in found.items()}


def _any_unverified(checks: Mapping[str, Check], signals: Mapping[str, Signal]) -> bool:
    bases = [basis for check in checks.values() for basis in check.legal_basis]
    bases += [basis for signal in signals.values() for basis in signal.legal_basis]
    return not all(basis.is_verified for basis in bases)
