# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Features that tell of who looked, on which day or in which area, and not of the address: never used.

On public inspections the inspector's identity was two thirds of a published model's gain (bench/README.md). Who goes
where is not known when a list is made, and an address is no more a reason to look because of who looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from pandzicht.definitions.backtest import BacktestFeature, Carrier
from pandzicht.definitions.looked_by import INSPECTOR_WORDS, TEAM_WORDS, WEEKDAY_WORDS
from pandzicht.definitions.name_words import NameWords
from pandzicht.learning.feature import Feature
from pandzicht.ranking.estimate import Integers

_WORDS: Final[Mapping[Carrier, frozenset[str]]] = {
    Carrier.INSPECTOR: INSPECTOR_WORDS,
    Carrier.TEAM: TEAM_WORDS,
    Carrier.AREA: frozenset(
        {
            "buurt",
            "buurtcode",
            "district",
            "neighborhood",
            "neighbourhood",
            "postcode",
            "stadsdeel",
            "ward",
            "wijk",
            "zip",
        }
    ),
    Carrier.DAY: WEEKDAY_WORDS | {"dag", "neerslag", "temperatuur", "temperature"},
}
_FEWEST_DAYS = 30
"""Days with several visits from which it is no chance that all of a day are alike."""


def carriers(
    declared: Mapping[str, BacktestFeature], features: tuple[Feature, ...], days: Integers
) -> dict[str, Carrier]:
    """Return of each feature that is not admissible what it tells of: as declared, by its name, or by its values."""
    found = {}
    for feature in features:
        definition = declared[feature.name]
        carrier = definition.tells_of or _by_name(feature.name) or _by_name(definition.column)
        if carrier is None and is_of_the_day(feature, days):
            carrier = Carrier.DAY
        if carrier is not None:
            found[feature.name] = carrier
    return found


def is_of_the_day(feature: Feature, days: Integers) -> bool:
    """Tell whether all visits of a day have one value, and days have several: so it is a trait of the day."""
    values = np.nan_to_num(feature.values, nan=-1.0)
    order = np.lexsort((values, days))
    same_day = days[order][1:] == days[order][:-1]
    changed = values[order][1:] != values[order][:-1]
    several = len(np.unique(days[order][1:][same_day]))
    return several >= _FEWEST_DAYS and len(np.unique(values)) > 2 and not bool(np.any(same_day & changed))


def _by_name(name: str) -> Carrier | None:
    words = NameWords.of(name)
    told = {*words.by_capitals, *words.by_separators}
    return next((carrier for carrier, listed in _WORDS.items() if told & listed), None)
