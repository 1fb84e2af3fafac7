# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What intake is asked to take in, and what it took: the same for rows and for the spine."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pandzicht.definitions.source import DeliveryKind, Source
from pandzicht.sources.delivery import DeliveredFile, Delivery


@dataclass(frozen=True, slots=True)
class Order:
    """One delivery to take in: `paths` in the order of their names, and the deliveries of the source up to its date."""

    source: Source
    paths: tuple[Path, ...]
    files: tuple[DeliveredFile, ...]
    on: datetime.date
    kind: DeliveryKind
    id: str
    definition_hash: str
    mutates: bool
    """Whether a delivery of the spine changes the one before it."""
    earlier: tuple[Delivery, ...]
    sequence: int

    @property
    def file_names(self) -> tuple[str, ...]:
        """The names of the delivered files, as messages tell them."""
        return tuple(file.name for file in self.files)

    @property
    def previous_full(self) -> Delivery | None:
        """The newest full delivery up to the date, if any."""
        full = [delivery for delivery in self.earlier if delivery.kind is DeliveryKind.FULL]
        return full[-1] if full else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written for a delivery: counts, and the content hash of every table."""

    counts: Mapping[str, int]
    tables: Mapping[str, str]
    place: str
    malformed: Mapping[str, int] = field(default_factory=dict)
    current_only: bool = False
