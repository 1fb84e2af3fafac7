# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Letters of many languages as they are compared."""

from __future__ import annotations

import pytest

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
