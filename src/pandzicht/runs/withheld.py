# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses that whoever asks may not see while links are made: outside their areas, or with which they have a bond.

Linking itself looks at all addresses, so that a row is never tied to a neighbour because its own address is withheld.
"""

from __future__ import annotations

from collections.abc import Sequence

from pandzicht.governance.access import Sight
from pandzicht.linking.tier import State, Tier
from pandzicht.store.engine import Engine, literal

_HIDDEN = "SELECT unnest(?::INTEGER[])"


def withheld_addresses(engine: Engine, sight: Sight) -> list[int]:
    """Return the numbers of the addresses in the engine that may not be seen; none for who sees all without a bond."""
    if sight.is_whole:
        return []
    listed = engine.rows("SELECT address_no, address_id, buurtcode FROM addresses ORDER BY address_no")
    return [number for number, address_id, area in listed if not sight.shows_address(address_id, area)]


def withhold(engine: Engine, numbers: Sequence[int]) -> None:
    """Have links that name a withheld address, or may mean it, read as those of a protected one, and forget it."""
    if not numbers:
        return
    nothing = ("address_no", "pand_no", "probability", "disagreed", "runner_up", "gap")
    engine.run(
        f"UPDATE links SET state = {literal(State.PROTECTED.value)}, tier = {literal(Tier.PROTECTED.value)}, "
        f"{', '.join(f'{name} = NULL' for name in nothing)} "
        f"WHERE address_no IN ({_HIDDEN}) OR runner_up IN ({_HIDDEN})",
        [numbers, numbers],
    )
    engine.run(f"DELETE FROM addresses WHERE address_no IN ({_HIDDEN})", [numbers])
