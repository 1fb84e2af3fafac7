# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue as it stands in its folder: what a delivery is held against; read again when a file of it changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.sources.known_readers import known_readers

_Stamp = tuple[int, int, int]


@dataclass(slots=True)
class DefinitionsRead:
    """The last catalogue that was read, and what its folder looked like then."""

    _stamp: _Stamp | None = None
    _catalogue: Catalogue = field(default_factory=Catalogue)
    _lock: Lock = field(default_factory=Lock)

    def of(self, folder: Path) -> Catalogue:
        """Return the catalogue in a folder; raise DefinitionFaults when it has any."""
        with self._lock:
            stamp = _stamp_of(folder)
            if stamp != self._stamp:
                self._catalogue = sound_catalogue(folder, readers=known_readers())
                self._stamp = stamp
            return self._catalogue


def _stamp_of(folder: Path) -> _Stamp:
    """Return how many files a folder holds, their size together, and when one was last changed."""
    stats = [path.stat() for path in folder.rglob("*.yaml")]
    return len(stats), sum(one.st_size for one in stats), max((one.st_mtime_ns for one in stats), default=0)
