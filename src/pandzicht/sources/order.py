# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a delivery to take in is: its files by name and hash, its kind, and the name that follows from them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from pandzicht.definitions.source import About, DeliveryKind, Source
from pandzicht.errors import DeliveryRefused
from pandzicht.sources.delivery import (
    DeliveredFile,
    Delivery,
    deliveries_of,
    in_order,
    named_files,
    published_of,
)
from pandzicht.sources.spine_intake import is_mutation
from pandzicht.sources.taken import Order
from pandzicht.store.content import file_sha256
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.store.workspace import Workspace

_INTAKE_KEYS = frozenset(
    {
        "source",
        "reader",
        "format",
        "about",
        "delivery",
        "key",
        "parts",
        "validity",
        "dated_by",
        "protected",
        "household",
        "dummies",
        "fields",
    }
    | {"ignored", "refused"}
)
"""The part of a definition that decides what a delivery becomes."""
_SAYS_NOTHING_OF_ROWS = frozenset({"label", "sensitivity", "legal_basis", "dpia", "purposes"})


def intake_definition(source: Source) -> str:
    """Return the part of a source's definition that decides what a delivery becomes, as canonical JSON."""
    whole = source.model_dump(mode="json", by_alias=True, include=set(_INTAKE_KEYS))
    if source.looked_by:
        whole["looked_by"] = source.looked_by
    return json.dumps(_without(whole, _SAYS_NOTHING_OF_ROWS), sort_keys=True)


def _without(value: object, names: frozenset[str]) -> object:
    if isinstance(value, Mapping):
        return {key: _without(part, names) for key, part in value.items() if key not in names}
    return [_without(part, names) for part in value] if isinstance(value, list) else value


def loaded_before(workspace: Workspace, order: Order) -> Delivery | None:
    """Return the delivery if it stands there already; raise DeliveryRefused when it was destroyed under a rule."""
    published = published_of(workspace, order.source.source)
    before = next((delivery for delivery in published if delivery.id == order.id), None)
    stone = whole_tombstone(before.folder) if before else None
    if stone is not None:
        raise DeliveryRefused(
            f"delivery {order.id} of '{order.source.source}' was destroyed under {stone.rule} ({stone.basis}) on "
            f"{stone.on}; what may not be kept is not taken in again"
        )
    return before


def files_named(source: Source, files: Sequence[Path]) -> dict[str, Path]:
    """Return the files of a delivery by name; raise DeliveryRefused when one is not there, or none was named."""
    absent = [path for path in files if not path.exists()]
    if absent:
        raise DeliveryRefused(f"{absent[0]}: does not exist; name the files of the delivery of '{source.source}'")
    named = named_files(files)
    if not named:
        raise DeliveryRefused(f"source '{source.source}': no file to read; name the files of the delivery")
    return named


def order_of(
    workspace: Workspace,
    source: Source,
    files: Sequence[Path],
    named: Mapping[str, Path],
    *,
    on: date,
    full: bool,
) -> Order:
    """Return a delivery to take in; equal files, definition and kind have the same name."""
    delivered = tuple(DeliveredFile(name, path.stat().st_size, file_sha256(path)) for name, path in named.items())
    mutates = source.about is About.SPINE and is_mutation(source, named)
    kind = DeliveryKind.FULL if full else DeliveryKind.CHANGES if mutates else source.delivery
    definition = hashlib.sha256(intake_definition(source).encode()).hexdigest()
    content = [*sorted(file.sha256 for file in delivered), definition, kind.value]
    number = hashlib.sha256("\n".join(content).encode()).hexdigest()[:12]
    earlier = deliveries_of(workspace, source.source)
    return Order(
        source=source,
        paths=in_order(files),
        files=delivered,
        on=on,
        kind=kind,
        id=f"{on.isoformat()}-{number}",
        definition_hash=definition,
        mutates=mutates,
        earlier=tuple(delivery for delivery in earlier if delivery.date <= on),
        sequence=1 + max((one.sequence for one in published_of(workspace, source.source)), default=0),
    )
