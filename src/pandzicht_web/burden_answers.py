# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What machines are told of where the visits of rounds fell."""

from __future__ import annotations

from pandzicht_web.call import Answer
from pandzicht_web.claim_answers import Claim, NoClaim


class AreaBurden(Answer):
    """What rounds laid on one wijk (empty: not known); shares are of its addresses."""

    area: str
    addresses: int
    visited: int
    established: int
    nothing: int
    not_seen: int
    visited_share: Claim | NoClaim
    nothing_share: Claim | NoClaim
