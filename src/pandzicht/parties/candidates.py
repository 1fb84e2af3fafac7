# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which sayings are compared: those that share an identifier, a spelling of the name, or a day of birth or an address.

Two sayings of different kinds are never compared. First comes what can be found by equal spellings; only sayings that
nothing was found for are compared with names that begin or end alike.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum

from pandzicht.linking.step import Step
from pandzicht.parties.party_rows import COMPANY, PERSON
from pandzicht.parties.party_source import PartyField

ENDS = 3
"""So many first or last letters of a name must be equal among those at one address."""
LONG_END, BACK, SHORT_ENDS = 10, 8, 5
"""A slip leaves ten letters at one end as they were, or five at each; in a short name eight at the back."""


RESEMBLING = 0.85
"""Names of companies with two slips in twelve letters are as near as this, by Jaro; nearer ones are looked at."""


class Sides(Enum):
    """Which sayings meet: those of the rows those of the register, or all each other."""

    REGISTER = (0, 1)
    EACH_OTHER = (0, 0)

    @property
    def side(self) -> int:
        """The side that asks."""
        return self.value[0]

    @property
    def other_side(self) -> int:
        """The side that is looked through."""
        return self.value[1]

    @property
    def condition(self) -> str:
        """When a saying `a` meets a saying `k`."""
        return f"a.side = {self.side} AND k.side = {self.other_side} AND {self.apart}"

    @property
    def apart(self) -> str:
        """When a saying of the one side is not that of the other."""
        return "TRUE" if self is Sides.REGISTER else "a.said_id <> k.said_id"

    @property
    def first_id(self) -> str:
        """The side of a pair that stands first: of two that are alike, that with the lower id."""
        return "said_id" if self is Sides.REGISTER else "least(said_id, other_id)"

    @property
    def other_id(self) -> str:
        """The side of a pair that stands second."""
        return "other_id" if self is Sides.REGISTER else "greatest(said_id, other_id)"


_SPELLINGS = " UNION ALL ".join(
    f"SELECT text_id, hash({column}) AS key FROM party_texts WHERE {column} IS NOT NULL{unless}"
    for column, unless in (("bare", ""), ("glued", " AND glued <> bare"), ("first", " AND first <> bare"),
                           ("first_glued", " AND first_glued <> first"), ("last", ""))
)  # fmt: skip
_KEYS = f"""
SELECT side, said_id, CASE WHEN kind = {PERSON} AND born_year IS NOT NULL THEN hash(key, born_year) END AS by_year,
  CASE WHEN kind = {PERSON} AND home IS NOT NULL THEN hash(key, home) END AS by_home,
  CASE WHEN kind = {COMPANY} THEN key END AS by_name, CASE WHEN kind = {PERSON} THEN key END AS by_surname
FROM party_names JOIN ({_SPELLINGS}) USING (text_id)
"""
"""Keys as numbers: two that are equal by chance are told apart when the names are compared."""

_BY_KEY = ("by_year", "by_home", "by_name")
_BY_FACT: Mapping[PartyField, str] = {
    PartyField.BORN: "kind, born, home", PartyField.PSEUDONYM: "kind, pseudonym",
    PartyField.KVK_NUMBER: "kind, kvk_number", PartyField.RSIN: "kind, rsin",
}  # fmt: skip


_COMPANY_NAMES = f"""
SELECT n.said_id, n.home, t.bare, length(t.bare) AS size, t.words FROM {{names}} n JOIN party_texts t USING (text_id)
WHERE n.kind = {COMPANY} AND n.side = {{side}}
"""
_OPEN_NAMES = "(FROM party_names SEMI JOIN party_open USING (side, said_id))"


def _ends(*columns: str, resembling: bool = True, unless: str = "") -> str:
    ends = ", ".join(f"{column} AS end_{at}" for at, column in enumerate(columns))
    alike = f"AND jaro_similarity(a.bare, k.bare) >= {RESEMBLING}" if resembling else ""
    # many names share an end: those of other lengths are kept apart by the join itself
    return f"""
SELECT a.said_id, k.said_id AS other_id FROM (
  SELECT said_id, bare, unnest([size - 2, size - 1, size, size + 1, size + 2]) AS size, {ends} FROM party_open_names) a
JOIN (SELECT said_id, bare, size, {ends} FROM party_company_names) k
USING (size, {", ".join(f"end_{at}" for at in range(len(columns)))}) WHERE {{apart}} {unless} {alike}"""


_LESS_OF_THE_END = f"AND right(a.bare, {LONG_END}) <> right(k.bare, {LONG_END})"
"""Names that have more of their end in common were found by that."""
_OPEN_PERSONS = f"(FROM {_OPEN_NAMES} WHERE kind = {PERSON}) a"

_NEARLY = f"""
SELECT a.said_id, k.said_id AS other_id FROM {_OPEN_PERSONS} JOIN party_names k USING (kind, born)
WHERE {{sides}} AND NOT a.year_only AND left(a.initials, 1) = left(k.initials, 1)
UNION ALL
SELECT a.said_id, k.said_id AS other_id FROM {_OPEN_PERSONS} JOIN party_names k USING (kind, home)
WHERE {{sides}} AND left(a.initials, 1) = left(k.initials, 1)
UNION ALL
{_ends("home", "length(words)", resembling=False)}
UNION ALL
{_ends("home", f"left(bare, {ENDS})")}
UNION ALL
{_ends("home", f"right(bare, {ENDS})")}
UNION ALL
{_ends(f"left(bare, {LONG_END})")}
UNION ALL
{_ends("left(bare, 1)", f"right(bare, {LONG_END})")}
UNION ALL
{_ends("left(bare, 2)", f"right(bare, {BACK})", unless=_LESS_OF_THE_END)}
UNION ALL
{_ends(f"left(bare, {SHORT_ENDS})", f"right(bare, {SHORT_ENDS})")}
"""


def near_steps(sides: Sides, told: Collection[PartyField]) -> tuple[Step, ...]:
    """Return the steps to `party_near` (said_id, other_id): sayings that share an identifier or a spelling.

    By what no source tells nothing is looked for.
    """
    facts = [columns for field, columns in _BY_FACT.items() if field in told]
    near = "\nUNION ALL\n".join(
        f"SELECT a.said_id, k.said_id AS other_id FROM {table} a JOIN {table} k USING ({columns}) WHERE {{sides}}"
        for table, group in (("party_keys", _BY_KEY), ("party_names", facts))
        for columns in group
    )
    return Step("party_keys", _KEYS), Step("party_near", _once(near, sides))


def nearly_steps(sides: Sides) -> tuple[Step, ...]:
    """Return the steps to `party_nearly` (said_id, other_id): those of `party_open` and names that resemble theirs."""
    return (
        Step("party_company_names", _COMPANY_NAMES.format(names="party_names", side=sides.other_side)),
        Step("party_open_names", _COMPANY_NAMES.format(names=_OPEN_NAMES, side=sides.side)),
        Step("party_nearly", _once(_NEARLY, sides)),
    )


def _once(pairs: str, sides: Sides) -> str:
    met = pairs.format(sides=sides.condition, apart=sides.apart)
    return f"SELECT DISTINCT {sides.first_id} AS said_id, {sides.other_id} AS other_id FROM ({met})"
