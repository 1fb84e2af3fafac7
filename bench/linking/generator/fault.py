# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The faults that a messy row may have, each with its share of all rows."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import numpy as np

Drawn = np.ndarray[tuple[int], np.dtype[np.bool_]]


class Fault(StrEnum):
    """What is wrong, or merely otherwise, in a row. A row may have several."""

    ABBREVIATION = "abbreviation"
    TYPO = "typo"
    OLD_STREET = "old_street"
    POSTCODE_MISSING = "postcode_missing"
    POSTCODE_WRONG = "postcode_wrong"
    POSTCODE_DIGITS = "postcode_digits"
    NUMBER_WRONG = "number_wrong"
    UNIT_LOST = "unit_lost"
    UNIT_WRONG = "unit_wrong"
    UNIT_SPELLING = "unit_spelling"
    """The addition in other words: 'huis' for HS, '1 hoog' for I, 'A1' for A01."""
    SWAPPED = "swapped"
    """Two columns in each other's place."""
    SENTENCE = "sentence"
    """The address stands somewhere inside a sentence."""
    OTHER_TOWN = "other_town"
    """The address lies elsewhere: there is no true address."""
    NOT_EXISTING = "not_existing"
    """A number or addition that does not exist: there is no true address."""


SHARES: Mapping[Fault, float] = {
    Fault.ABBREVIATION: 0.15,
    Fault.TYPO: 0.07,
    Fault.OLD_STREET: 0.017,
    Fault.POSTCODE_MISSING: 0.12,
    Fault.POSTCODE_WRONG: 0.05,
    Fault.POSTCODE_DIGITS: 0.03,
    Fault.NUMBER_WRONG: 0.01,
    Fault.UNIT_LOST: 0.008,
    Fault.UNIT_WRONG: 0.002,
    Fault.UNIT_SPELLING: 0.02,
    Fault.SWAPPED: 0.005,
    Fault.SENTENCE: 0.015,
    Fault.OTHER_TOWN: 0.015,
    Fault.NOT_EXISTING: 0.017,
}


def drawn(share: float, eligible: Drawn, rng: np.random.Generator) -> Drawn:
    """Draw a share of all rows out of those that are eligible; all of these when they are fewer."""
    among = eligible.sum() / max(1, len(eligible))
    return eligible & (rng.random(len(eligible)) < (share / among if among else 0))
