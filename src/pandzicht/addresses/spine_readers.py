# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The readers of a spine by the name that a source gives under `reader`; imported when one is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from pandzicht.addresses.spine_tables import SpineTables
from pandzicht.definitions.dummies import Dummies
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
        return spine_reader(SpineReader.BAG_MUTATIONS)(files, base, dummies=dummies, ignored=ignored)
    return spine_reader(SpineReader(reader))(files, dummies=dummies, ignored=ignored)


def spine_reader(reader: SpineReader) -> Callable[..., SpineTables]:
    """Return the function that reads one form: `read_NAME` in the module of that name."""
    read: Callable[..., SpineTables] = getattr(import_module(f"pandzicht.addresses.{reader}"), f"read_{reader}")
    return read
