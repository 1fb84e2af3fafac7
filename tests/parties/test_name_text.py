# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Letters of many languages as they are compared."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.parties.name_text import folded
from pandzicht.store.engine import Engine, literal


@pytest.mark.parametrize(
    ("text", "plain"),
    [("Yıldız", "ijildiz"), ("İnci", "inci"), ("ŁUKASZ", "lukasz"), ("Đorđe", "dorde"), ("Strauß", "strauss"),
     ("Ægir", "aegir"), ("Møller", "moller"), ("d'Ancona", "d ancona"), ("IJsbrand", "ijsbrand"), ("  A--B ", "a b"),
     ("Ĳsbrand", "ijsbrand"), ("Þór", "thor")],
)  # fmt: skip
def test_letters_are_made_plain(text: str, plain: str) -> None:
    with Engine(threads=1) as engine:
        assert engine.value(f"SELECT {folded(literal(text))}") == plain


@given(st.text("ab1 .,-'&\t\u00a0/éßı", max_size=12))
def test_signs_are_one_space_whatever_stands_beside_them(text: str) -> None:
    with Engine(threads=1) as engine:
        plain = f"regexp_replace({folded(literal(text))}, '[^0-9a-z]+', ' ', 'g')"
        found, spaced = engine.rows(f"SELECT {folded(literal(text))}, trim({plain})")[0]
        assert found == spaced
        assert len(found.split()) == len(re.findall("[ab1éßı]+", text))
