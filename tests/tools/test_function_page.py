# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every function and aggregate of the grammar is explained, and nothing is explained that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pandzicht.definitions.functions import AGGREGATES, FUNCTIONS
from tools.function_page import COUNT, page_of_functions, words_of


@pytest.fixture
def explained(root: Path) -> str:
    """The page that explains expressions to people."""
    return (root / "docs/understand/expressions.md").read_text(encoding="utf-8")


def test_every_function_and_aggregate_is_on_both_pages(explained: str) -> None:
    names = {*FUNCTIONS, *AGGREGATES, COUNT}
    page = page_of_functions(explained)
    assert set(words_of(explained)) == names
    assert [name for name in sorted(names) if f"| `{name}` |" not in page] == []


def test_a_function_has_its_kinds_and_places_from_the_code_and_its_words_from_the_page(explained: str) -> None:
    row = next(line for line in page_of_functions(explained).splitlines() if line.startswith("| `geldig_op` |"))
    assert row.split(" | ")[1:4] == ["a date", "yes or no", "row"]
    assert "by the source's `validity`" in row


def test_the_places_that_people_read_are_those_of_the_code(explained: str) -> None:
    words = {"rows": "row", "signals": "signal", "frames": "frame"}
    for name, function in FUNCTIONS.items():
        ((said, *_),) = words_of(explained)[name]
        places = set(words.values()) if said == "all" else {words[word] for word in said.split(", ")}
        assert places == {place.value for place in function.places}, name


def test_a_function_that_nobody_explains_is_noticed(explained: str) -> None:
    without = "\n".join(line for line in explained.splitlines() if "`jaar(" not in line)
    with pytest.raises(KeyError, match=re.escape("does not explain ['jaar']")):
        page_of_functions(without)


def test_an_explained_function_that_does_not_exist_is_noticed(explained: str) -> None:
    with pytest.raises(KeyError, match="leeftijd"):
        page_of_functions(explained + "\n| `leeftijd(date)` | all | an age | |\n")
