# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The names a source may give under `reader`: those of tables and registers, and those of the BAG."""

from __future__ import annotations

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.readers.registry import reader_names


def known_readers() -> frozenset[str]:
    """Return every name that a source may give under `reader`."""
    return reader_names() | {reader.value for reader in SpineReader}
