# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a person reads: long lines go on below their own beginning, wide tables field by field, nothing is cut."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from pandzicht.cli.page import Page
from pandzicht.language import Language

LONG = "woz_20260301.csv: record 349 [8ace9cdb619ad216] wozobject 999900000177; straat Mistvinkstr.; waarde 485000"
HEADINGS = ("bron", "rijen", "gekoppeld")
ROWS = (("brp_bewoning", 15241, 9), ("woz", 7, 10))


def printed(width: int, *, terminal: bool, language: Language = Language.NL) -> tuple[Page, io.StringIO]:
    to = io.StringIO()
    console = Console(file=to, width=width, force_terminal=terminal, color_system=None, soft_wrap=True)
    return Page(console, language), to


@pytest.mark.parametrize("width", [24, 40, 80])
def test_a_long_line_on_a_terminal_goes_on_below_its_beginning(width: int) -> None:
    page, to = printed(width, terminal=True)
    page.line(LONG, indent=4, hang=2)
    first, *others = to.getvalue().splitlines()
    assert first.startswith("    woz_")
    assert all(line.startswith("      ") for line in others)
    assert " ".join(to.getvalue().split()) == LONG
    assert max(map(len, (first, *others))) <= width


def test_a_word_that_is_wider_than_the_terminal_stays_whole() -> None:
    page, to = printed(20, terminal=True)
    page.line("state/deliveries/brp_bewoning/2026-03-01-4da4644d0f91")
    assert to.getvalue().strip() == "state/deliveries/brp_bewoning/2026-03-01-4da4644d0f91"


def test_a_command_to_type_stays_on_one_line() -> None:
    page, to = printed(20, terminal=True)
    page.command("pandzicht explain 9999010000000017 --workspace demo")
    assert to.getvalue() == "  pandzicht explain 9999010000000017 --workspace demo\n"


def test_elsewhere_a_line_is_a_line() -> None:
    page, to = printed(20, terminal=False)
    page.line(LONG, indent=2)
    page.line("een\ntwee")
    assert to.getvalue() == f"  {LONG}\neen\ntwee\n"


def test_a_table_has_its_numbers_to_the_right_as_the_language_writes_them() -> None:
    page, to = printed(80, terminal=True)
    page.table(HEADINGS, ROWS)
    assert to.getvalue().splitlines() == [
        " bron           rijen  gekoppeld",
        " brp_bewoning  15.241          9",
        " woz                7         10",
    ]


def test_a_table_that_is_too_wide_is_told_field_by_field() -> None:
    page, to = printed(24, terminal=True, language=Language.EN)
    page.table(HEADINGS, ROWS)
    assert to.getvalue().splitlines()[:3] == [" brp_bewoning", "   rijen: 15,241", "   gekoppeld: 9"]


def test_markup_in_what_a_register_says_is_shown_as_it_is() -> None:
    page, to = printed(80, terminal=True)
    page.line("[bold]x[/bold] :warning:")
    assert to.getvalue() == "[bold]x[/bold] :warning:\n"
