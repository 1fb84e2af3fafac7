# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the BAG permits the object of an address for (gebruiksdoel), and an object in a few words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pandzicht.language import Say, message
from pandzicht.runs.shelf import RunTables

_BETWEEN = "|"
"""Between several uses of one object."""
WORDS: Mapping[str, str] = {
    "woonfunctie": message("dwelling"),
    "winkelfunctie": message("shop"),
    "kantoorfunctie": message("office"),
    "industriefunctie": message("business premises"),
    "bijeenkomstfunctie": message("place of assembly"),
    "logiesfunctie": message("lodging"),
    "onderwijsfunctie": message("school"),
    "gezondheidszorgfunctie": message("health care"),
    "sportfunctie": message("sports"),
    "celfunctie": message("cells"),
    "overige gebruiksfunctie": message("other use"),
    "ligplaats": message("berth"),
    "standplaats": message("pitch"),
    "plaats": message("place without an address"),
}
"""A use, or a kind of object that has none, as people say it."""


@dataclass(frozen=True, slots=True)
class Uses:
    """The uses in a run, in the order of the alphabet, and of every address which combination it has."""

    names: Sequence[str]
    combinations: NDArray[np.bool_]
    """Per combination that occurs, and last for none, which of the uses it holds."""
    places: NDArray[np.int64]
    """Per address the place of its combination."""

    def marked(self, name: str) -> NDArray[np.bool_]:
        """Return per address whether it has a use."""
        marked: NDArray[np.bool_] = self.combinations[:, self.names.index(name)][self.places]
        return marked


def uses_of(tables: RunTables) -> Uses:
    """Return the uses of a run."""
    column = tables.addresses["gebruiksdoelen"].combine_chunks().dictionary_encode()
    told = [text.split(_BETWEEN) for text in column.dictionary.to_pylist()]
    names = sorted({name for uses in told for name in uses})
    combinations = np.array([[name in uses for name in names] for uses in [*told, []]], dtype=bool)
    return Uses(names, combinations, column.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int64))


def object_told(address: Mapping[str, object], say: Say) -> str:
    """Return an object in words: its use, the year of its building, its floor area.

    >>> from pandzicht.language import Language, speaker
    >>> home = {"gebruiksdoelen": "winkelfunctie|woonfunctie", "pand_bouwjaar": 1931, "oppervlakte_m2": 58}
    >>> object_told(home, speaker(Language.EN)), object_told({"soort": "ligplaats"}, speaker(Language.EN))
    ('Shop and dwelling, 1931, 58 m²', 'Berth')
    """
    kinds = str(address.get("gebruiksdoelen") or address.get("soort") or "").split(_BETWEEN)
    kind = say(" and ").join(say(WORDS[name]) if name in WORDS else name for name in kinds if name)
    size = address.get("oppervlakte_m2")
    told = [kind, _year(address), say("{size} m²", size=size) if size else ""]
    return _sentence([part for part in told if part])


def pand_told(address: Mapping[str, object], objects: int, say: Say) -> str:
    """Return a pand in words: the year it was built, and how many of its objects the check looks at.

    >>> from pandzicht.language import Language, speaker
    >>> pand_told({"pand_bouwjaar": 1912}, 6, speaker(Language.EN))
    'Building, 1912, 6 objects'
    """
    told = [say("building"), _year(address), say("{count} objects", count=objects)]
    return _sentence([part for part in told if part])


def _year(address: Mapping[str, object]) -> str:
    return str(address.get("pand_bouwjaar") or "")


def _sentence(parts: Sequence[str]) -> str:
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]
