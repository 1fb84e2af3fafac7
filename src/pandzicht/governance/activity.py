# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The processing activity (verwerkingsactiviteit): its id carries the version of all the definitions that it reads.

A change of what is processed is then another activity version in every log line that names it (Logboek
dataverwerkingen: a change of the register gives a new activity version id; lawful.md 36).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pandzicht.definitions.catalogue import Catalogue, document_hash
from pandzicht.definitions.check import Check
from pandzicht.definitions.expression import norms_in, parsed
from pandzicht.definitions.reads import indicators_of_check, sources_of_indicator
from pandzicht.definitions.role import Role
from pandzicht.definitions.source import Source

SIGNS = 12
"""Of the hash that is the version."""


def activity_of_check(catalogue: Catalogue, name: str) -> str:
    """Return the activity of a check: its version follows its signals, indicators, norms, proxies and sources too."""
    listed = definitions_of_check(catalogue, catalogue.checks[name])
    document = {
        folder: {item: _plain(catalogue.of(folder)[item]) for item in names} for folder, names in listed.items()
    }
    return f"check:{name}@{document_hash(document)[:SIGNS]}"


def activity_of_comparison(catalogue: Catalogue) -> str:
    """Return the activity of comparing: its version follows all definitions that decide a run."""
    return f"vergelijking@{catalogue.hash()[:SIGNS]}"


def activity_of_source(source: Source) -> str:
    """Return the activity of taking in deliveries of a source."""
    return f"bron:{source.source}@{document_hash(_plain(source))[:SIGNS]}"


def without_version(activity: str) -> str:
    """Return what an activity is called whatever its version: the name of its entry in a register.

    >>> without_version("check:wonen@0123456789ab"), without_version("vergelijking@0123456789ab")
    ('check:wonen', 'vergelijking')
    """
    return activity.split("@", maxsplit=1)[0]


def definitions_of_check(catalogue: Catalogue, check: Check) -> Mapping[str, tuple[str, ...]]:
    """Return per folder of the catalogue the names of the definitions that a check reads, itself included."""
    signals = check.signals
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


def activity_of_destruction(catalogue: Catalogue) -> str:
    """Return the activity of destroying: the terms, and what the sources say of how long and until when."""
    terms = {
        name: source.model_dump(mode="json", by_alias=True, include={"retention", "raw_retention", "ends"})
        for name, source in sorted(catalogue.sources.items())
    }
    kept = {name: _plain(item) for name, item in sorted(catalogue.retention.items())}
    return f"vernietiging@{document_hash({'retention': kept, 'sources': terms})[:SIGNS]}"


def activity_of_oversight(roles: Mapping[str, Role]) -> str:
    """Return the activity of looking at who looked: its version follows the roles, which say who may look at what."""
    return f"toezicht_op_raadplegingen@{document_hash({name: _plain(roles[name]) for name in sorted(roles)})[:SIGNS]}"


def _plain(definition: Any) -> dict[str, Any]:
    plain: dict[str, Any] = definition.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return plain
