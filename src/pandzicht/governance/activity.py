# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processing activities and their versions: what the processing log refers to, and the register describes.

A change of anything that an activity reads gives it another version, so that a line of the log always points at what
was in force (Logboek dataverwerkingen: register changes get a new activity version id).
"""

from __future__ import annotations

from typing import Any

from pandzicht.definitions.catalogue import Catalogue, document_hash
from pandzicht.definitions.reads import indicators_of_frame, indicators_of_signal, sources_of_indicator
from pandzicht.definitions.source import Source

_DIGITS = 12


def activity_of_check(catalogue: Catalogue, name: str) -> str:
    """Return the activity of a check: its name, and a hash of it and of all definitions that it reads."""
    check = catalogue.checks[name]
    challenger = check.challenger.points if check.challenger else {}
    signals = sorted({item for item in (*check.points, *challenger) if item in catalogue.signals})
    read = {item for signal in signals for item in indicators_of_signal(catalogue.signals[signal])}
    read |= set(indicators_of_frame(check)) | set(check.facts)
    indicators = sorted(item for item in read if item in catalogue.indicators)
    sources = sorted({source for item in indicators for source in sources_of_indicator(catalogue, item)})
    part = {
        "checks": _plain(catalogue, "checks", [name]),
        "signals": _plain(catalogue, "signals", signals),
        "indicators": _plain(catalogue, "indicators", indicators),
        "norms": _plain(catalogue, "norms", sorted(catalogue.norms)),
        "sources": _plain(catalogue, "sources", sources),
    }
    return f"check:{name}@{document_hash(part)[:_DIGITS]}"


def activity_of_comparison(catalogue: Catalogue) -> str:
    """Return the activity of comparing: all definitions that decide a run."""
    return f"vergelijking@{catalogue.hash()[:_DIGITS]}"


def activity_of_source(source: Source) -> str:
    """Return the activity of taking in a source: its definition."""
    plain = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return f"bron:{source.source}@{document_hash(plain)[:_DIGITS]}"


def activity_of_destruction(catalogue: Catalogue) -> str:
    """Return the activity of destroying: the terms, and what the sources say of how long and until when."""
    terms = {
        name: source.model_dump(mode="json", by_alias=True, include={"retention", "raw_retention", "ends"})
        for name, source in sorted(catalogue.sources.items())
    }
    part = {"retention": _plain(catalogue, "retention", sorted(catalogue.retention)), "sources": terms}
    return f"vernietiging@{document_hash(part)[:_DIGITS]}"


def _plain(catalogue: Catalogue, folder: str, names: list[str]) -> dict[str, Any]:
    items = catalogue.of(folder)
    return {name: items[name].model_dump(mode="json", by_alias=True, exclude_defaults=True) for name in names}
