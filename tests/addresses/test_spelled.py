# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One text is spelled as a column of texts is: what is typed is found by what the registers were compared by."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pandzicht.addresses import spelling
from pandzicht.addresses.spelled import spelled_straat, spelled_unit, spelled_woonplaats
from pandzicht.addresses.spelling import abbreviations
from pandzicht.store.engine import Engine

SPELLINGS: dict[Callable[[str], str], Callable[[str], str]] = {
    spelled_straat: spelling.straat,
    spelled_woonplaats: spelling.woonplaats,
    spelled_unit: spelling.toevoeging,
}
WORDS = sorted({text for part in abbreviations().values() for key, texts in part.items() for text in (key, *texts)})
SIGNS = [" ", "-", "/", ".", ". ", ", ", "'", "&", "0", "1", "02", "12", "II", "IV/", *map(chr, range(33, 0x180))]
CASES = (str, str.upper, str.title)


def texts(count: int) -> list[str]:
    """Texts of words that are abbreviated, signs and letters of all Latin alphabets, always the same ones."""
    dice = random.Random(5)
    parts = [*WORDS, *SIGNS * 2]
    return [dice.choice(CASES)("".join(dice.choices(parts, k=dice.randrange(8)))) for _ in range(count)]


@pytest.mark.parametrize("one", SPELLINGS)
def test_a_text_is_spelled_as_a_column_is(one: Callable[[str], str]) -> None:
    given = texts(30_000)
    with Engine() as engine:
        column = spelling.normalised(engine, SPELLINGS[one]("value"), given)
    alone = [one(text) or None for text in given]
    assert [pair for pair in zip(given, alone, column, strict=True) if pair[1] != pair[2]] == []
