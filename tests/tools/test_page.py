# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The Markdown of a generated page."""

from __future__ import annotations

import doctest

from tools import command_page, definition_page, function_page
from tools import page as page_module
from tools.page import WIDTH, page, prose, table


def test_the_examples_in_the_docstrings_hold() -> None:
    for module in (page_module, command_page, definition_page, function_page):
        assert doctest.testmod(module).failed == 0, module.__name__


def test_a_page_says_whose_it_is_and_leaves_out_parts_that_are_empty() -> None:
    text = page("Faults", ["One.", "", "Two."])
    assert text.startswith("<!--\nSPDX-")
    assert text.endswith("# Faults\n\nOne.\n\nTwo.\n")


def test_a_bar_within_a_cell_does_not_begin_another_cell() -> None:
    assert table(["a"], [["x | y"]]).splitlines()[-1] == "| x \\| y |"


def test_a_long_paragraph_is_folded_and_a_list_is_left_alone() -> None:
    item = "- " + "word " * 40
    folded = prose("word " * 60 + "\n\n" + item)
    first, last = folded.split("\n\n")
    assert max(len(line) for line in first.splitlines()) <= WIDTH
    assert last == item.strip()
