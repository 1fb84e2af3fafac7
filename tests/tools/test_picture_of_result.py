# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The picture in the documentation shows what was printed, to everybody, without calling home."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
import typer

from tools.picture_of_result import main, picture

SPACE = "\N{NO-BREAK SPACE}"


def words_in(drawn: str) -> str:
    return " ".join("".join(ElementTree.fromstring(drawn).itertext()).replace(SPACE, " ").split())


def test_everything_that_was_printed_is_in_the_picture_and_in_order() -> None:
    drawn = words_in(picture("1  Turfmarkt 10\n   6 personen op 70 m²\n2  Laan <b> & Co", title="demo"))
    places = [drawn.index(part) for part in ("Turfmarkt 10", "6 personen op 70 m²", "Laan <b> & Co")]
    assert places == sorted(places)


def test_the_command_stands_above_what_it_printed() -> None:
    drawn = words_in(picture("tekst", title="make demo"))
    assert drawn.index("$ make demo") < drawn.index("tekst")


def test_colours_are_drawn_and_leave_no_codes_behind() -> None:
    drawn = picture("\x1b[31mrood\x1b[0m zwart", title="demo")
    assert "\x1b" not in drawn
    assert "#b02a30" in drawn


def test_a_long_line_is_folded_and_not_cut() -> None:
    words = [f"woord{number}" for number in range(60)]
    drawn = words_in(picture(" ".join(words), title="demo"))
    assert all(word in drawn for word in words)


def test_the_picture_fetches_nothing_and_says_what_it_is() -> None:
    drawn = picture("tekst", title='make demo "klein" {20000}')
    assert re.findall(r"https?://[^\s\"')]+", drawn) == ["http://www.w3.org/2000/svg"]
    assert ElementTree.fromstring(drawn).attrib["aria-label"] == 'make demo "klein" {20000}'


def test_the_same_text_gives_the_same_picture() -> None:
    assert picture("tekst", title="demo") == picture("tekst", title="demo")


def test_the_picture_is_written_where_it_was_asked(tmp_path: Path) -> None:
    (tmp_path / "printed.txt").write_text("1  Turfmarkt 10\n", encoding="utf-8")
    main(tmp_path / "printed.txt", tmp_path / "docs" / "result.svg", title="demo")
    assert "Turfmarkt" in (tmp_path / "docs" / "result.svg").read_text(encoding="utf-8")


def test_nothing_printed_is_a_fault_and_no_picture(tmp_path: Path) -> None:
    (tmp_path / "printed.txt").write_text("\n", encoding="utf-8")
    with pytest.raises(typer.BadParameter, match="nothing to draw"):
        main(tmp_path / "printed.txt", tmp_path / "result.svg", title="demo")
    assert not (tmp_path / "result.svg").exists()
