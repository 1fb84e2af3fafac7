# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The closed list of patterns: of each signal its version and the exact fields that it uses.

After the profiles of the Landelijke Aanpak Adreskwaliteit (Staatscourant 2025, 9358; lawful.md 5). Motive, approver and
end stand in the signal; version and fields follow from it, so that they cannot say anything else than what runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from pandzicht.definitions.catalogue import Catalogue, document_hash
from pandzicht.definitions.closed_list import Fields, fields_of_signal
from pandzicht.definitions.expression import norms_in, parsed
from pandzicht.definitions.reads import indicators_of_signal
from pandzicht.definitions.signal import Signal

_NOT_OF_THE_PATTERN = {"approved", "ends_on"}
"""A signal that is approved again, unchanged, is the same pattern."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern as it runs: the signal, its version and the fields of each source that it uses."""

    signal: str
    version: str
    """Twelve digits of the hash of the signal, and of the indicators and norms that it names."""
    fields: Fields


def pattern_of(catalogue: Catalogue, signal: Signal) -> Pattern:
    """Return the pattern of a signal; any change of what it is made of gives another version."""
    names = indicators_of_signal(signal)
    texts = [signal.when, signal.unknown_when, *(catalogue.indicators[name].aggregate for name in names)]
    norms = {norm for text in texts if text for norm in norms_in(parsed(text))}
    parts = {
        "signal": signal.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_NOT_OF_THE_PATTERN),
        "indicators": {name: _plain(catalogue, "indicators", name) for name in names},
        "norms": {name: _plain(catalogue, "norms", name) for name in norms},
    }
    return Pattern(signal.signal, document_hash(parts)[:12], fields_of_signal(catalogue, signal))


def _plain(catalogue: Catalogue, folder: str, name: str) -> object:
    return catalogue.named(folder, name).model_dump(mode="json", by_alias=True, exclude_defaults=True)
