# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first rows of a linked table that are in doubt: what was delivered, why, and which address it may be."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow.compute as pc

from pandzicht.exports.linked_columns import TYPES
from pandzicht.language import speaker
from pandzicht.linking.tier import State
from pandzicht.runs.link_answers import OUTCOMES
from pandzicht.runs.link_table import LinkedTable


@dataclass(frozen=True, slots=True)
class RowInDoubt:
    """One row: its number below the header, what its address columns say, and the answer that it got."""

    row: int
    delivered: str
    reason: str
    differs: str
    other_address: str


def rows_in_doubt(linked: LinkedTable, limit: int) -> tuple[RowInDoubt, ...]:
    """Return the first rows in doubt, in the order of the table."""
    added = dict(zip(TYPES, linked.added, strict=True))
    doubtful = pc.equal(linked.table[added["uitkomst"]], speaker(linked.language)(OUTCOMES[State.DOUBTFUL]))
    places = pc.indices_nonzero(doubtful)[:limit]
    found = linked.table.take(places)
    delivered = list(dict.fromkeys(linked.roles.of.values()))
    return tuple(
        RowInDoubt(
            row=place + 1,
            delivered=" ".join(text.strip() for column in delivered if (text := row[column])),
            reason=row[added["reden"]],
            differs=row[added["verschilt"]] or "",
            other_address=row[added["ander_adres"]] or "",
        )
        for place, row in zip(places.to_pylist(), found.to_pylist(), strict=True)
    )
