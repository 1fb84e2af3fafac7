# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words in a name that tell of who looked, with which team or which weekday: nothing of an address (lawful.md 42)."""

from __future__ import annotations

from typing import Final

from pandzicht.definitions.name_words import NameWords

INSPECTOR_WORDS: Final = frozenset(
    {
        "behandelaar",
        "controleur",
        "handhaver",
        "inspecteur",
        "inspecteurs",
        "inspector",
        "inspectors",
        "keurmeester",
        "medewerker",
        "officer",
        "sanitarian",
        "toezichthouder",
        "toezichthouders",
        "uitvoerder",
    }
)
TEAM_WORDS: Final = frozenset({"ploeg", "ploegen", "squad", "team", "teams"})
WEEKDAY_WORDS: Final = frozenset({"dayofweek", "weekdag", "weekday"})
_WORDS = INSPECTOR_WORDS | TEAM_WORDS | WEEKDAY_WORDS


def tells_who_looked(name: str) -> bool:
    """Tell whether the name of a field or column speaks of an inspector, a team or a weekday.

    >>> tells_who_looked("NaamInspecteur"), tells_who_looked("team_nr"), tells_who_looked("steamer")
    (True, True, False)
    """
    words = NameWords.of(name)
    return not {*words.by_capitals, *words.by_separators}.isdisjoint(_WORDS)
