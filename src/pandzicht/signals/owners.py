# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who owns an address, as far as a check may know: legal persons only (Wet goed verhuurderschap; lawful.md 12)."""

from __future__ import annotations

from collections.abc import Iterable

from pandzicht.definitions.expression import parsed
from pandzicht.definitions.source import Source
from pandzicht.signals.compiling import Context, compiled
from pandzicht.store.engine import Engine, literal, quoted


def name_owners(engine: Engine, sources: Iterable[Source], context: Context) -> None:
    """Create table `owners` (address_no, owner_key) from the linked rows of the sources that name owners.

    Rows of natural persons and rows that do not hold on the peildatum are left out.
    """
    parts = [_owners_in(source, context) for source in sources if source.owners is not None]
    union = " UNION ALL ".join(parts) or "SELECT 0 AS address_no, '' AS owner_key WHERE FALSE"
    engine.run(f"CREATE OR REPLACE TABLE owners AS SELECT DISTINCT address_no, owner_key FROM ({union})")


def _owners_in(source: Source, context: Context) -> str:
    owners = source.owners
    if owners is None:
        raise ValueError(f"source '{source.source}' names no owners")
    legal = ", ".join(literal(kind) for kind in owners.legal_persons)
    holds = ""
    if source.validity is not None:
        holds = f" AND {compiled(parsed('geldig_op(:peildatum)'), context.of(source))}"
    return (
        f"SELECT l.address_no, s.{quoted(owners.key)} AS owner_key FROM links l "
        f"JOIN {quoted('source_' + source.source)} s ON s.row_no = l.row_no AND s.delivery_no = l.delivery_no "
        f"WHERE l.source = {literal(source.source)} AND l.state = 'linked' AND l.address_no IS NOT NULL "
        f"AND s.{quoted(owners.kind)} IN ({legal}) AND s.{quoted(owners.key)} IS NOT NULL{holds}"
    )
