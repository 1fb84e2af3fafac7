# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A filled-in queue as people send it back: from Excel or as CSV, and all that may be wrong with it at once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pandzicht.exports.csv_file import write_csv
from pandzicht.exports.described import About
from pandzicht.exports.questions import described_questions, question_sheet
from pandzicht.exports.workbook import write_workbook
from pandzicht.language import Language
from pandzicht.linking.judgement import Said
from pandzicht.linking.question import Question
from pandzicht.linking.tier import Tier
from pandzicht.runs.answer_file import JudgementFaults, read_answers

DAY = date(2026, 3, 1)
QUESTIONS = tuple(
    Question("kvk", f"{n:016x}", f"kerkstraat {n}", f"{n:016d}", f"Kerkstraat {n}", None, Tier.UNIT_PART, 3)
    for n in range(1, 5)
)
TABLE = described_questions(QUESTIONS, About("x", "", DAY, DAY), Language.NL)

Change = Callable[[list[list[Any]]], object]


def lines_of(answers: Sequence[str]) -> list[list[Any]]:
    """The headings and rows of the queue, with answers filled in."""
    rows = TABLE.table.to_pylist()
    for row, answer in zip(rows, answers, strict=False):
        row["oordeel"] = answer
    return [list(TABLE.table.column_names), *(list(row.values()) for row in rows)]


def workbook(folder: Path, answers: Sequence[str]) -> Path:
    """The queue as Pandzicht writes it, filled in and saved by another program."""
    path = folder / "vragen.xlsx"
    write_workbook([question_sheet(TABLE)], path, title="x", created=DAY)
    book = openpyxl.load_workbook(path)
    for row, answer in enumerate(answers, start=3):
        book.active.cell(row, 9).value = answer
    book.save(path)
    return path


def text(folder: Path, lines: Sequence[Sequence[Any]], delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    path = folder / "vragen.csv"
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(lines)
    return path


def said(path: Path) -> list[tuple[int, str, Said]]:
    return [(line.line, line.answer.row_id[-1], line.answer.said) for line in read_answers(path).lines]


def test_a_workbook_comes_back_with_what_was_filled_in(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["zelfde", "", "  Anders ", "ONBEKEND"])
    assert said(path) == [(3, "1", Said.SAME), (5, "3", Said.DIFFERENT), (6, "4", Said.UNSURE)]
    assert read_answers(path).empty == 1


def test_a_workbook_whose_title_was_removed_is_read_too(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(workbook(tmp_path, ["zelfde"]))
    book.active.delete_rows(1)
    book.save(tmp_path / "anders.xlsx")
    assert said(tmp_path / "anders.xlsx") == [(2, "1", Said.SAME)]


def test_an_untouched_file_has_no_answers(tmp_path: Path) -> None:
    write_csv(TABLE, tmp_path / "vragen.csv")
    for path in (workbook(tmp_path, []), tmp_path / "vragen.csv"):
        assert (read_answers(path).lines, read_answers(path).empty) == ((), 4)


@pytest.mark.parametrize(("delimiter", "encoding"), [(";", "utf-8-sig"), (",", "cp1252"), ("\t", "utf-16")])
def test_a_csv_is_read_however_it_was_saved(tmp_path: Path, delimiter: str, encoding: str) -> None:
    lines = lines_of(["zelfde", "anders"])
    assert said(text(tmp_path, lines, delimiter, encoding)) == [(2, "1", Said.SAME), (3, "2", Said.DIFFERENT)]


def test_a_sheet_that_was_saved_as_csv_has_its_title_still(tmp_path: Path) -> None:
    title = ["Vragen · x", *([""] * (len(TABLE.table.column_names) - 1))]
    assert said(text(tmp_path, [title, *lines_of(["zelfde"])])) == [(3, "1", Said.SAME)]


def test_lines_may_be_left_out_and_sorted_as_wholes(tmp_path: Path) -> None:
    head, *rows = lines_of(["zelfde", "anders", "onbekend"])
    assert said(text(tmp_path, [head, rows[2], rows[0]])) == [(2, "3", Said.UNSURE), (3, "1", Said.SAME)]


def test_a_remark_stays_with_its_answer(tmp_path: Path) -> None:
    head, *rows = lines_of(["zelfde"])
    rows[0][head.index("opmerking")] = "gebeld"
    assert read_answers(text(tmp_path, [head, *rows])).lines[0].answer.remark == "gebeld"


def test_all_that_is_wrong_is_told_at_once_by_line_and_column(tmp_path: Path) -> None:
    head, *rows = lines_of(["misschien", "zelfde", "zelfde", "anders"])
    rows[1][head.index("address_id")] = "9999010000000000"
    rows[2][head.index("sleutel")] = "abc"
    rows.append([*rows[3]])
    rows[4][head.index("oordeel")] = "zelfde"
    with pytest.raises(JudgementFaults) as caught:
        read_answers(text(tmp_path, [head, *rows]))
    assert [fault.place for fault in caught.value.faults] == [
        "line 2, column oordeel", "line 3, column address_id", "line 4, column sleutel", "line 6, column oordeel"
    ]  # fmt: skip
    assert "'misschien' is no answer; write one of zelfde, anders, onbekend" in str(caught.value)
    assert "the question of line 5 again, with another answer" in str(caught.value)


def test_a_column_that_was_sorted_on_its_own_is_noticed_in_every_line(tmp_path: Path) -> None:
    head, *rows = lines_of(["zelfde"] * 4)
    at = head.index("rij")
    for row, other in zip(rows, reversed([row[at] for row in rows]), strict=True):
        row[at] = other
    with pytest.raises(JudgementFaults) as caught:
        read_answers(text(tmp_path, [head, *rows]))
    assert [fault.place for fault in caught.value.faults] == [f"line {n}, column rij" for n in range(2, 6)]


def test_what_was_changed_in_a_line_without_an_answer_does_no_harm(tmp_path: Path) -> None:
    head, *rows = lines_of(["zelfde"])
    rows[3][head.index("adres")] = "elders"
    assert said(text(tmp_path, [head, *rows])) == [(2, "1", Said.SAME)]


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("weg.csv", None, "does not exist"),
        ("een.csv", "a;b\n1;2\n", "has no column bron, rij, geleverd"),
        ("leeg.csv", "", "leeg.csv"),
        ("een.xlsx", "geen werkmap", "een.xlsx"),
    ],
)
def test_a_file_that_is_no_queue_is_told(tmp_path: Path, file: str, content: str | None, says: str) -> None:
    if content is not None:
        (tmp_path / file).write_text(content, encoding="utf-8")
    with pytest.raises(JudgementFaults, match=says):
        read_answers(tmp_path / file)
