# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold between channels: no source or check of one is mixed with another without an explicit basis."""

from __future__ import annotations

from collections.abc import Iterator

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.check import Check
from pandzicht.definitions.principles import NO_MIXING
from pandzicht.definitions.source import About
from pandzicht.errors import Fault


def channel_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield every breach of the rules for channels."""
    for folder in ("sources", "checks"):
        for name, item in catalogue.of(folder).items():
            if item.channel is not None and not catalogue.knows("channels", item.channel):
                found = f"channel '{item.channel}' does not exist"
                yield catalogue.fault(folder, name, ("channel",), found, "name one in channels/, or remove the key")
    for source in catalogue.sources.values():
        if source.channel is not None and source.about is not About.ADDRESS:
            found = f"a source about {source.about.value} serves every comparison and can be of no channel"
            yield catalogue.fault("sources", source.source, ("channel",), found, "remove the key")
    for check in catalogue.checks.values():
        yield from _mixed(catalogue, check)
        yield from _needless(catalogue, check)


def _mixed(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    for name in check.sources:
        if is_mixed(catalogue, check, name) and name not in check.across:
            found = f"source '{name}' is {_of(catalogue.sources[name].channel)} and this check is {_of(check.channel)}"
            remedy = (
                f"name the basis that allows it: 'across: {{{name}: {{article: ..., verified: ...}}}}', or remove it"
            )
            yield catalogue.fault("checks", check.check, ("sources", name), f"{found} ({NO_MIXING})", remedy)


def _needless(catalogue: Catalogue, check: Check) -> Iterator[Fault]:
    for name in check.across:
        if name in catalogue.sources and not is_mixed(catalogue, check, name):
            found = f"'across' names '{name}', which is of the same channel or is not read by the check"
            yield catalogue.fault("checks", check.check, ("across", name), found, "remove it")


def is_mixed(catalogue: Catalogue, check: Check, name: str) -> bool:
    """Tell whether a check reads a source of another channel; addresses themselves belong to none."""
    source = catalogue.sources.get(name)
    if source is None or name not in check.sources or source.about is not About.ADDRESS:
        return False
    return source.channel != check.channel


def _of(channel: str | None) -> str:
    return f"of channel '{channel}'" if channel else "municipal"
