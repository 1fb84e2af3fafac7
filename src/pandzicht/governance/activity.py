# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processing activity (verwerkingsactiviteit): its id carries the version of all the definitions that it reads.

A change of what is processed is then another activity version in every log line that names it (Logboek
dataverwerkingen: a change of the register gives a new activity version id; lawful.md 36).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pandzicht.definitions.catalogue import Catalogue, document_hash
from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import norms_in, parsed
from pandzicht.definitions.reads import indicators_of_check, signals_of_check, sources_of_indicator
from pandzicht.definitions.source import Source

SIGNS = 12
"""Of the hash that is the version."""


class ActivityKind(StrEnum):
    """What is done."""

    CHECK = "check"
    """A check ranks, proposes and explains addresses."""
    COMPARISON = "vergelijking"
    """All sources are tied to addresses and answered for."""
    INTAKE = "bron"
    """Deliveries of one source are taken in."""


@dataclass(frozen=True, slots=True)
class Activity:
    """One processing activity in one version.

    >>> str(Activity(ActivityKind.CHECK, "wonen", "0123456789ab")), str(Activity(ActivityKind.COMPARISON, "", "ab12"))
    ('check:wonen@0123456789ab', 'vergelijking@ab12')
    """

    kind: ActivityKind
    name: str
    """Of the check or the source; empty for the comparison."""
    version: str

    @property
    def key(self) -> str:
        """The activity whatever its version: what an entry in a register is called."""
        return f"{self.kind.value}:{self.name}" if self.name else self.kind.value

    def __str__(self) -> str:
        return f"{self.key}@{self.version}"


def activity_of_check(catalogue: Catalogue, check: Check) -> Activity:
    """Return the activity of a check: its version follows its signals, indicators, norms, proxies and sources too."""
    return Activity(ActivityKind.CHECK, check.check, _version(catalogue, definitions_of_check(catalogue, check)))


def activity_of_comparison(catalogue: Catalogue) -> Activity:
    """Return the activity of comparing: its version follows every definition of the catalogue."""
    return Activity(ActivityKind.COMPARISON, "", catalogue.hash()[:SIGNS])


def activity_of_intake(source: Source) -> Activity:
    """Return the activity of taking in deliveries of a source."""
    return Activity(ActivityKind.INTAKE, source.source, document_hash(_plain(source))[:SIGNS])


def definitions_of_check(catalogue: Catalogue, check: Check) -> Mapping[str, tuple[str, ...]]:
    """Return per folder of the catalogue the names of the definitions that a check reads, itself included."""
    signals = signals_of_check(check)
    indicators = indicators_of_check(catalogue, check)
    asked = [catalogue.signals[name] for name in signals]
    texts = [check.frame, *(text for item in asked for text in (item.when, item.unknown_when) if text)]
    texts += [catalogue.indicators[name].aggregate for name in indicators]
    sources = {source for name in indicators for source in sources_of_indicator(catalogue, name)}
    return {
        "checks": (check.check,),
        "signals": tuple(sorted(signals)),
        "indicators": tuple(sorted(indicators)),
        "norms": tuple(sorted({norm for text in texts for norm in norms_in(parsed(text))})),
        "proxies": tuple(sorted(set(indicators) & set(catalogue.proxies))),
        "sources": tuple(sorted(sources | set(check.sources))),
    }


def _version(catalogue: Catalogue, names: Mapping[str, Iterable[str]]) -> str:
    document = {
        folder: {name: _plain(catalogue.of(folder)[name]) for name in listed} for folder, listed in names.items()
    }
    return document_hash(document)[:SIGNS]


def _plain(definition: Any) -> dict[str, Any]:
    plain: dict[str, Any] = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain
