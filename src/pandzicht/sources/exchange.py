# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fields that were filled in each other's place: a postcode under the woonplaats, a number under its addition.

Two texts are exchanged only when each can be nothing but what the other field asks for. Such a row links by what it
says; both fields still count as malformed, so that a delivery whose columns are swapped stops all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pandzicht.definitions.source import Role
from pandzicht.store.engine import Engine

_POSTCODE = "regexp_full_match(upper({}), ' *[1-9][0-9]{{3}} ?[A-Z]{{2}} *')"
_POSTCODE_OR_DIGITS = "regexp_full_match(upper({}), ' *[1-9][0-9]{{3}} *(?:[A-Z]{{2}} *)?')"
_NUMBER = "regexp_full_match({}, '[0-9]{{1,5}} ?[A-Za-z]?')"
_LETTER = "regexp_full_match({}, '[A-Za-z]')"
_UNIT = "regexp_full_match({}, '[A-MO-Za-mo-z][A-Za-z]{{0,3}}[0-9]{{0,3}}')"
_ABSENT = "{} IS NULL"
_NO_DIGIT = "NOT regexp_matches({}, '[0-9]')"
_WORD_AND_NUMBER = "regexp_matches({}, '[A-Za-z]{{2}}.* [0-9]')"
# an early look at one letter spares nearly all rows the patterns
_BEGINS_AS_WORD, _BEGINS_AS_NUMBER, _SHORT = "{} >= 'A'", "{} < ':'", "length({}) < 6"


@dataclass(frozen=True, slots=True)
class Exchange:
    """Two roles whose texts may have changed places, and what is asked of the text in each field."""

    one: Role
    other: Role
    of_one: tuple[str, ...]
    of_other: tuple[str, ...]

    def happened(self, one: str, other: str) -> str:
        """Return the SQL of whether the texts of the two fields stand in each other's place."""
        asked = (*(test.format(one) for test in self.of_one), *(test.format(other) for test in self.of_other))
        return " AND ".join(asked)

    def shares_with(self, other: Exchange) -> bool:
        """Return whether both want the text of the same role."""
        return bool({self.one, self.other} & {other.one, other.other})


EXCHANGES = (
    Exchange(Role.POSTCODE, Role.WOONPLAATS, (_BEGINS_AS_WORD, _NO_DIGIT), (_POSTCODE_OR_DIGITS,)),
    Exchange(Role.POSTCODE, Role.STRAAT, (_BEGINS_AS_WORD, _NO_DIGIT), (_POSTCODE,)),
    Exchange(Role.POSTCODE, Role.HUISNUMMER, (_SHORT, _NUMBER), (_POSTCODE,)),
    Exchange(Role.HUISNUMMER, Role.STRAAT, (_BEGINS_AS_WORD, _NO_DIGIT), (_NUMBER,)),
    Exchange(Role.HUISNUMMER, Role.TOEVOEGING, (_BEGINS_AS_WORD, _UNIT), (_NUMBER,)),
    Exchange(Role.HUISNUMMER, Role.TOEVOEGING, (_ABSENT,), (_NUMBER,)),
    Exchange(Role.HUISNUMMER, Role.HUISLETTER, (_ABSENT,), (_NUMBER,)),
    Exchange(Role.HUISLETTER, Role.TOEVOEGING, (_BEGINS_AS_NUMBER, _NUMBER), (_LETTER,)),
    Exchange(Role.ADRES, Role.WOONPLAATS, (_NO_DIGIT,), (_WORD_AND_NUMBER,)),
)
"""What may change places; where one holds for a row, none after it that wants one of its texts does."""


def occurring(engine: Engine, table: str, texts: Mapping[Role, str]) -> tuple[Exchange, ...]:
    """Return the exchanges that happened in any row of a table: in most deliveries none, and nothing need be asked."""
    among = [each for each in EXCHANGES if each.one in texts and each.other in texts]
    if not among:
        return ()
    # within CASE the engine leaves off asking a row where the first answer is no
    asked = ", ".join(
        f"coalesce(bool_or(CASE WHEN {each.happened(texts[each.one], texts[each.other])} THEN TRUE END), FALSE)"
        for each in among
    )
    found = engine.rows(f"SELECT {asked} FROM {table}")[0]
    return tuple(each for each, happened in zip(among, found, strict=True) if happened)


def read_as(texts: Mapping[Role, str], exchanges: Sequence[Exchange] = EXCHANGES) -> Mapping[Role, str]:
    """Return the text of each role with what stands in another field in its place, from the SQL of each field's text.

    Roles that can have been exchanged with none of the others keep their text.
    """
    arms: dict[Role, list[str]] = {role: [] for role in texts}
    for exchange, happened in _happening(texts, exchanges):
        one, other = texts[exchange.one], texts[exchange.other]
        arms[exchange.one].append(f"WHEN {happened} THEN {other}")
        arms[exchange.other].append(f"WHEN {happened} THEN {one}")
    return {role: f"CASE {' '.join(found)} ELSE {texts[role]} END" if found else texts[role]
            for role, found in arms.items()}  # fmt: skip


def misplaced(role: Role, texts: Mapping[Role, str], exchanges: Sequence[Exchange] = EXCHANGES) -> str:
    """Return the SQL of whether the text of a role stands in another field's place; an absent text stands in none."""
    found = [f"({happened})" for exchange, happened in _happening(texts, exchanges)
             if role in (exchange.one, exchange.other)]  # fmt: skip
    return f"coalesce(({' OR '.join(found)}) AND {texts[role]} IS NOT NULL, FALSE)" if found else "FALSE"


def _happening(texts: Mapping[Role, str], exchanges: Sequence[Exchange]) -> Iterator[tuple[Exchange, str]]:
    """Yield the exchanges between these roles, and the SQL of whether each happened: none before it wants its texts."""
    before: list[tuple[Exchange, str]] = []
    for exchange in exchanges:
        if exchange.one in texts and exchange.other in texts:
            asked = exchange.happened(texts[exchange.one], texts[exchange.other])
            sooner = [f"NOT coalesce({wanted}, FALSE)" for other, wanted in before if exchange.shares_with(other)]
            before.append((exchange, asked))
            yield exchange, " AND ".join((asked, *sooner))
