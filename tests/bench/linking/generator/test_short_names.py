# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names as people shorten them."""

from __future__ import annotations

import pytest

from bench.linking.generator.short_names import short_names


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Dorpsstraat", "Dorpsstr."),
        ("Burgemeester Veldstraat", "Bgm. Veldstraat"),
        ("Van den Brinklaan", "v.d. Brinklaan"),
        ("Tweede Kerkweg", "2e Kerkweg"),
        ("Jan van der Bergkade", "J. v.d. Bergkd."),
    ],
)
def test_a_habit_is_known(name: str, short: str) -> None:
    assert short in short_names(name)


def test_a_name_is_never_its_own_short_name() -> None:
    assert all(name not in short_names(name) for name in ("Plein 1813", "It Grunhiem", "De Horst", "Oude Haven"))
