# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What else the owner of an address owns: of legal persons only, and where a check reads who they are.

A natural person is no key anywhere, so that nobody's possessions can be put together (design.md section 6).
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from pandzicht.dossier.reading import Reading
from pandzicht.runs.owners import Owners

SHOWN = 25
"""So many addresses of an owner are listed; they are counted all."""


@dataclass(frozen=True, slots=True)
class OwnedAddress:
    """One other address of the owner."""

    number: int
    address_id: str
    adres: str


@dataclass(frozen=True, slots=True)
class OwnedElsewhere:
    """The other addresses of the legal persons that own this one, as far as whoever asks may see them."""

    owners: int
    count: int
    listed: tuple[OwnedAddress, ...]


def owned_elsewhere(reading: Reading) -> OwnedElsewhere | None:
    """Return what else the owners have; None when no check reads that, or when no legal person owns the address."""
    run = reading.run
    if reading.for_inspectors or not _may_be_read(reading):
        return None
    owners = run.tables.once(Owners)
    own = owners.of(reading.number)
    if not len(own):
        return None
    others = owners.owned_by(own)
    others = others[(others != reading.number) & run.seen[others]]
    shown = pa.array(others[:SHOWN])
    records = run.addresses.select(["address_id", "adres"]).take(shown).to_pylist()
    listed = (
        OwnedAddress(number, record["address_id"], record["adres"] or "")
        for number, record in zip(others[:SHOWN].tolist(), records, strict=True)
    )
    return OwnedElsewhere(len(own), len(others), tuple(listed))


def _may_be_read(reading: Reading) -> bool:
    """Tell whether a check lists the fields by which a source tells which legal person owns."""
    for name in reading.sources:
        owners = reading.source(name).owners
        if owners is not None and {owners.key, owners.kind} <= reading.told(name):
            return True
    return False
