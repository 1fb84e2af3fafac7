# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The readers of a spine by the name that a source gives under `reader`."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from pandzicht.addresses.bag_csv import read_bag_csv
from pandzicht.addresses.bag_extract import read_bag_extract
from pandzicht.addresses.bag_light import read_bag_light
from pandzicht.addresses.bag_mutations import read_bag_mutations
from pandzicht.addresses.spine_tables import SpineTables
from pandzicht.definitions.addresses import Dummies
from pandzicht.errors import NotAvailable, NotFound


class SpineReader(StrEnum):
    """The forms in which the BAG is delivered."""

    BAG_EXTRACT = "bag_extract"
    BAG_LIGHT = "bag_light"
    BAG_CSV = "bag_csv"
    BAG_MUTATIONS = "bag_mutations"


def read_spine(
    reader: str,
    files: Sequence[Path],
    *,
    dummies: Dummies | None = None,
    ignored: Sequence[str] = (),
    base: SpineTables | None = None,
) -> SpineTables:
    """Return a delivery of the spine as tables.

    `dummies` and `ignored` come from the source; `base` is the spine that mutations are applied to. Raises
    DeliveryFaults with all that stops the delivery, NotFound for an unknown reader, NotAvailable when mutations have
    no spine to be applied to.
    """
    if reader not in set(SpineReader):
        raise NotFound(f"reader {reader!r} reads no spine; those that do are {', '.join(SpineReader)}")
    if reader == SpineReader.BAG_MUTATIONS:
        if base is None:
            raise NotAvailable("BAG mutations change a spine that is loaded; load a BAG extract first")
        return read_bag_mutations(files, base, dummies=dummies, ignored=ignored)
    read = {
        SpineReader.BAG_EXTRACT: read_bag_extract,
        SpineReader.BAG_LIGHT: read_bag_light,
        SpineReader.BAG_CSV: read_bag_csv,
    }[SpineReader(reader)]
    return read(files, dummies=dummies, ignored=ignored)
