# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The legal bases on which a check or signal rests: its own, and those of everything that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.channel import Channel
from pandzicht.definitions.check import Check
from pandzicht.definitions.closed_list import Fields, fields_of_indicators, fields_of_signal
from pandzicht.definitions.household import RELATION
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal
from pandzicht.definitions.signal import Signal
from pandzicht.definitions.source import Source
from pandzicht.definitions.words import LegalBasis

Bases = Mapping[str, tuple[LegalBasis, ...]]
"""Name of a definition -> the bases that it states."""


def bases_of_signal(catalogue: Catalogue, signal: Signal) -> Bases:
    """Return the bases of a signal, its indicators and their sources; of what intake derives also that of deriving."""
    own = {signal.signal: signal.legal_basis}
    return own | _read(catalogue, indicators_of_signal(signal), fields_of_signal(catalogue, signal))


def bases_of_check(catalogue: Catalogue, check: Check) -> Bases:
    """Return the bases of a check, and of what its frame and its facts read; its signals are judged one by one."""
    names = (*indicators_of_frame(check), *check.facts)
    return {check.check: (*check.legal_basis, *check.across.values())} | _read(
        catalogue, names, fields_of_indicators(catalogue, names)
    )


def bases_of_source(source: Source, channel: Channel | None = None) -> Bases:
    """Return the bases of taking in a source: of having it delivered, of what intake derives, and of its channel."""
    derived = source.household.legal_basis if source.household else ()
    own = {source.source: (*source.legal_basis, *derived)}
    return own | ({channel.channel: channel.legal_basis} if channel else {})


def unverified(bases: Bases) -> tuple[str, ...]:
    """Return the definitions of which somebody must still hold a basis against the law."""
    return tuple(name for name, stated in bases.items() if not all(basis.is_verified for basis in stated))


def _read(catalogue: Catalogue, indicators: Iterable[str], fields: Fields) -> dict[str, tuple[LegalBasis, ...]]:
    found = {name: catalogue.indicators[name].legal_basis for name in indicators}
    for name, read in sorted(fields.items()):
        source = catalogue.sources[name]
        derived = source.household.legal_basis if source.household and RELATION in read else ()
        found[name] = (*source.legal_basis, *derived)
    return found
