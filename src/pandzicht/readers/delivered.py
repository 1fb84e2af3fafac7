# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader returns: everything that was delivered, as text, with its place in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pyarrow as pa

from pandzicht.definitions.source import Format

PLACE_COLUMNS = ("file_no", "record_no")


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery as read: text columns named as delivered, beside `file_no` (int16) and `record_no` (int32)."""

    table: pa.Table
    place: str
    """How a record is named to a person, for instance `record {record_no}`."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The delivered fields, in the order of the file."""
        return tuple(name for name in self.table.column_names if name not in PLACE_COLUMNS)


class Reader(Protocol):
    """Turns the files of one delivery into a table of text; raises DeliveryFaults with all faults of the files."""

    def __call__(self, files: Sequence[Path], form: Format) -> Delivered:
        """Read the files of one delivery."""
        ...
