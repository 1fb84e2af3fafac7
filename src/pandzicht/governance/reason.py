# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A reason that a person gives for an act: kept with it, so it has to say something."""

from __future__ import annotations

from pandzicht.errors import ReasonMissing

_SHORTEST = 10


def told_reason(reason: str, why: str) -> str:
    """Return a reason on one line; raise ReasonMissing, saying of what, when it says nothing.

    >>> told_reason("melding  van de buren", "the content is needed")
    'melding van de buren'
    """
    told = " ".join(reason.split())
    if len(told) < _SHORTEST or not any(letter.isalpha() for letter in told):
        raise ReasonMissing(f"'{reason}' does not say why {why}; write a reason that a colleague can judge")
    return told
