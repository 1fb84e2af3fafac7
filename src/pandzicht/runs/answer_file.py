# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A queue that was filled in, as it comes back: every line held against what was asked, all faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pandzicht.errors import DeliveryFaults, Fault, FaultsError
from pandzicht.exports.questions import ANSWER, ANSWERS, ASKED, KEY, REMARK, SHEET, changed_columns, plain
from pandzicht.exports.sheet import TITLE_ROWS
from pandzicht.language import message
from pandzicht.readers.delivered import Delivered
from pandzicht.runs.judgements import Answer
from pandzicht.sources.draft_file import recognise

NEEDED = (*ASKED, ANSWER, KEY)
_AGAIN = "put it back as it was, or have the queue written again with 'pandzicht review'"


class JudgementFaults(FaultsError):
    """A filled-in queue cannot be taken in; nothing of it was kept."""

    heading = message("The judgements were not taken in; nothing of them was kept.")


@dataclass(frozen=True, slots=True)
class AnsweredLine:
    """One line with an answer, and the number of its line in the file."""

    line: int
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """A filled-in queue: the lines with an answer, and how many have none."""

    name: str
    lines: tuple[AnsweredLine, ...]
    empty: int


def read_answers(path: Path) -> AnswerFile:
    """Return what was filled in; raise JudgementFaults with all that is wrong, by line and column."""
    if not path.is_file():
        raise JudgementFaults(str(path), [Fault(path.name, "", "does not exist", "name the queue that you filled in")])
    try:
        delivered, header = _table(path)
    except DeliveryFaults as error:
        raise JudgementFaults(str(path), error.faults) from error
    except OSError as error:
        found = f"cannot be opened ({error.strerror or error})"
        raise JudgementFaults(
            str(path), [Fault(path.name, "", found, "close it elsewhere, or copy it first")]
        ) from error
    missing = [name for name in NEEDED if name not in delivered.fields]
    if missing:
        found, remedy = f"has no column {', '.join(missing)}", "name a file that 'pandzicht review' wrote"
        raise JudgementFaults(str(path), [Fault(path.name, "", found, remedy)])
    return _judged(path, delivered, header)


def _table(path: Path) -> tuple[Delivered, int]:
    """Return the table and the number of its line of headings; a title above them may have come along or not."""
    is_workbook = path.suffix.lower() != ".csv"
    ways = (TITLE_ROWS, 0) if is_workbook else (0, TITLE_ROWS)
    found: list[tuple[Delivered, int]] = []
    for skip in ways:
        try:
            recognised = recognise([path], part=SHEET if is_workbook else "", skip=skip)
        except DeliveryFaults:
            if skip == ways[-1] and not found:
                raise
            continue
        before = int(recognised.form.get("header_lines", 0))
        if KEY in recognised.delivered.fields:
            return recognised.delivered, before + 1
        found.append((recognised.delivered, before + 1))
    return found[0]


def _judged(path: Path, delivered: Delivered, header: int) -> AnswerFile:
    names = [name for name in (*NEEDED, REMARK) if name in delivered.fields]
    table = delivered.table.select([*names, "record_no"]).to_pylist()
    faults: list[Fault] = []
    lines: dict[tuple[str, str, str], AnsweredLine] = {}
    empty = 0
    for row in table:
        number = row["record_no"] + header
        cells = {name: plain(row[name] or "") for name in names}
        if not cells[ANSWER]:
            empty += 1
            continue
        wrong = list(_faults(path.name, number, cells))
        faults += wrong
        if not wrong:
            line = AnsweredLine(number, _answer(cells))
            faults += _twice(path.name, line, lines.setdefault(line.answer.question, line))
    if faults:
        raise JudgementFaults(str(path), faults)
    return AnswerFile(path.name, tuple(lines.values()), empty)


def _faults(file: str, line: int, cells: Mapping[str, str]) -> Iterator[Fault]:
    changed = changed_columns(cells, cells[KEY])
    if changed == ASKED:
        yield Fault(file, f"line {line}, column {KEY}", f"'{cells[KEY]}' does not belong to this question", _AGAIN)
    else:
        for name in changed:
            yield Fault(file, f"line {line}, column {name}", f"'{cells[name]}' is not what was asked", _AGAIN)
    if cells[ANSWER].lower() not in ANSWERS:
        remedy = f"write one of {', '.join(ANSWERS)}, or leave it empty"
        yield Fault(file, f"line {line}, column {ANSWER}", f"'{cells[ANSWER]}' is no answer", remedy)


def _twice(file: str, line: AnsweredLine, first: AnsweredLine) -> Iterator[Fault]:
    if line.answer.said is not first.answer.said:
        found = f"the question of line {first.line} again, with another answer"
        yield Fault(file, f"line {line.line}, column {ANSWER}", found, "leave one of the two")


def _answer(cells: Mapping[str, str]) -> Answer:
    said = ANSWERS[cells[ANSWER].lower()]
    return Answer(cells["bron"], cells["rij"], cells["address_id"], said, cells.get(REMARK, ""))
