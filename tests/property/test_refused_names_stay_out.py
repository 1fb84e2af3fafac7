# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""However a refused name is written, it does not become an admitted one."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.name_words import NameWords
from pandzicht.definitions.refused import Admission, judged
from tests.definitions.labelled_names import HELD_OUT, names

REFUSED = sorted(
    name
    for file in HELD_OUT
    for name in names(file, "refused")
    if judged(name).admission is Admission.REFUSED and not any(character.isdigit() for character in name)
)
AFFIXES = ("oms", "cd", "code", "ind", "jn", "nr", "id", "type", "1", "2024", "datum", "omschrijving", "huis", "pand")
SEPARATORS = ("_", "-", " ", ".", "/", "__", "")


@given(
    name=st.sampled_from(REFUSED),
    separator=st.sampled_from(SEPARATORS),
    casing=st.sampled_from((str.upper, str.lower, str.title, str.swapcase)),
    before=st.sampled_from(("", *AFFIXES)),
    after=st.sampled_from(("", *AFFIXES)),
)
def test_casing_separators_and_affixes_admit_nothing(
    name: str, separator: str, casing: object, before: str, after: str
) -> None:
    words = [word for word in (before, *NameWords.of(name).by_capitals, after) if word]
    written = casing(separator.join(words))  # type: ignore[operator]
    assert judged(written).admission is not Admission.ADMITTED


@given(name=st.sampled_from(REFUSED), seed=st.integers(0, 10_000))
def test_capitals_in_odd_places_admit_nothing(name: str, seed: int) -> None:
    drawn = random.Random(seed)
    written = "".join(drawn.choice((str.upper, str.lower))(character) for character in name)
    assert judged(written).admission is not Admission.ADMITTED


@given(text=st.text(max_size=60))
def test_any_text_gets_an_answer(text: str) -> None:
    found = judged(text)
    assert found.admission is Admission.ADMITTED or found.reason
