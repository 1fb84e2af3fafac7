# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is looked at before the distance between two spellings is computed never hides a slip."""

from __future__ import annotations

import string
from random import Random

import pyarrow as pa

from pandzicht.parties.agreement import ALIKE, LONG_NAME, OTHER, RESEMBLING, SLIP, _slips
from pandzicht.store.engine import Engine

_PLAIN = f"""
CASE WHEN least(length(one), length(other)) < 3 OR abs(length(one) - length(other)) > 2
    OR jaro_similarity(one, other) < {RESEMBLING} THEN {OTHER}
  WHEN damerau_levenshtein(one, other) = 1 THEN {SLIP}
  WHEN damerau_levenshtein(one, other) = 2 AND least(length(one), length(other)) >= {LONG_NAME} THEN {ALIKE}
  ELSE {OTHER} END
"""


def slipped(text: str, draw: Random) -> str:
    """Return a text with one letter changed, lost, added or exchanged with a letter near it."""
    letters, at = list(text), draw.randrange(len(text) - 2)
    match draw.randrange(5):
        case 0:
            letters[at] = draw.choice(string.ascii_lowercase)
        case 1:
            del letters[at]
        case 2:
            letters.insert(at, draw.choice(string.ascii_lowercase))
        case near:
            other = at + near - 2
            letters[at], letters[other] = letters[other], letters[at]
    return "".join(letters)


def test_no_slip_is_hidden() -> None:
    draw = Random(5)
    pairs = []
    for letters in ("ab", "abcde", string.ascii_lowercase):
        for _ in range(4_000):
            one = other = "".join(draw.choices(letters, k=draw.randint(4, 20)))
            for _ in range(draw.randint(0, 4)):
                other = slipped(other, draw) if len(other) > 3 else other
            pairs.append((one, other))
    with Engine(threads=1) as engine:
        engine.register("pairs", pa.table({"one": [one for one, _ in pairs], "other": [other for _, other in pairs]}))
        found = engine.rows(f"SELECT one, other, {_slips('one', 'other')} AS said, {_PLAIN} AS plain FROM pairs")
    assert {plain for *_, plain in found} == {SLIP, ALIKE, OTHER}
    assert [each for each in found if each[2] != each[3]] == []
