# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A surname in all the ways it is written, and what of it is compared."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.parties.person_name import first_name, initials, person_names
from pandzicht.store.engine import Engine, literal


def spelled(prefix: str | None, text: str) -> dict[str, str | None]:
    with Engine(threads=1) as engine:
        engine.register("texts", pa.table({"text_id": [1], "prefix": pa.array([prefix], pa.string()), "text": [text]}))
        found: dict[str, str | None] = engine.table(person_names("texts")).to_pylist()[0]
        return found


@pytest.mark.parametrize(
    ("prefix", "text", "bare", "letters"),
    [("van den", "Berg", "berg", None), (None, "Berg, J. van den", "berg", "j"), (None, "v.d. Berg", "berg", None),
     (None, "V.D. BERG", "berg", None), (None, "J.H. van den Berg", "berg", "jh"), (None, "Bakker J H", "bakker", "jh"),
     (None, "dhr. ir. J.P. 't Hooft", "hooft", "jp"), (None, "Łukasz-Öz", "lukaszoz", None), (None, "Den", "den", None),
     ("van", "Ben", "ben", None), (None, "Yıldız", "ijildiz", None), (None, "Meyer", "meijer", None)],
)  # fmt: skip
def test_particles_titles_and_initials_are_taken_off(
    prefix: str | None, text: str, bare: str, letters: str | None
) -> None:
    found = spelled(prefix, text)
    assert (found["bare"], found["initials"]) == (bare, letters)


@pytest.mark.parametrize(
    ("text", "halves"),
    [("De Vries - van der Meij", ("vries", "meij")), ("Jansen e/v de Vries", ("jansen", "vries")),
     ("Jansen geb. de Vries", ("jansen", "vries")), ("Vries, L. de", (None, None)),
     ("El-Khatib", (None, "khatib"))],
)  # fmt: skip
def test_a_double_name_has_halves(text: str, halves: tuple[str | None, str | None]) -> None:
    found = spelled(None, text)
    assert (found["first"], found["last"]) == halves


@pytest.mark.parametrize(
    ("text", "letters", "name"),
    [("Jan Hendrik", "jh", "jan"), ("J.H.", "jh", None), ("J H", "jh", None), ("JH", "jh", None), ("JHM", "jhm", None),
     ("JAN", "j", "jan"), ("Jan H.", "jh", "jan"), ("Ömer", "o", "omer"), ("Th.", "t", "th")],
)  # fmt: skip
def test_initials_come_from_names_and_letters(text: str, letters: str, name: str | None) -> None:
    with Engine(threads=1) as engine:
        asked = f"SELECT {initials(literal(text))}, {first_name(literal(text))}"
        assert engine.rows(asked) == [(letters, name)]


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_any_text_gives_letters_and_digits_or_nothing(text: str) -> None:
    with Engine(threads=1) as engine:
        prefixes = pa.array([None], pa.string())
        engine.register("texts", pa.table({"text_id": [1], "prefix": prefixes, "text": [text]}))
        (found,) = engine.table(person_names("texts")).to_pylist()
        assert all(value is None or str(value).isalnum() for key, value in found.items()
                   if key in ("bare", "glued", "first", "last", "initials"))  # fmt: skip
