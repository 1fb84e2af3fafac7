# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A figure of a yield for machines: what is claimed with its interval, or why nothing is."""

from __future__ import annotations

from pandzicht.ranking.yield_estimate import Reason
from pandzicht_web.call import Answer


class Claim(Answer):
    """A share between 0 and 1, a ratio or a difference, with its interval of 95 %, and of how many it is."""

    value: float
    low: float
    high: float
    of: float


class NoClaim(Answer):
    """A figure for which the visits are too few or too unlike, and which of these it is."""

    refused: Reason
