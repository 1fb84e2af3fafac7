# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Values of a definition reach the engine as parameters."""

from __future__ import annotations

from pandzicht.sources.binding import Binding
from pandzicht.store.engine import Engine


def test_equal_values_of_different_types_stay_apart() -> None:
    binding = Binding()
    assert binding.one(1) != binding.one(1.0) != binding.one(True)
    assert binding.one(1) == binding.one(1)


def test_only_the_values_of_a_statement_are_given_to_it() -> None:
    binding = Binding()
    first, _, eleventh = binding.one("a"), binding.some([str(number) for number in range(10)]), binding.one("k")
    assert binding.used_in(f"SELECT {first}") == {"v0": "a"}
    assert binding.used_in(f"SELECT {eleventh}") == {"v11": "k"}
    with Engine() as engine:
        statement = f"SELECT {first} || {eleventh}"
        assert engine.value(statement, binding.used_in(statement)) == "ak"
