# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.readers.csv_lines import Defect, Dialect, Lines, next_record

SEMICOLON = Dialect(";", '"')


def records(text: str, dialect: Dialect = SEMICOLON) -> list[list[str]]:
    lines = Lines(text.encode())
    found = []
    while record := next_record(lines, dialect):
        found.append(record.fields(dialect.quote))
    return found


def defect(text: str) -> Defect:
    with pytest.raises(Defect) as caught:
        records(text)
    return caught.value


@given(
    st.lists(st.lists(st.text('a;"\r\n é'), min_size=2, max_size=4), min_size=1),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_what_was_written_is_read(rows: list[list[str]], end: str) -> None:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";", lineterminator=end, quoting=csv.QUOTE_ALL).writerows(rows)
    assert records(target.getvalue()) == rows


@given(st.text('a;"\n', max_size=24))
def test_a_record_is_well_formed_exactly_when_the_strict_reader_of_python_says_so(text: str) -> None:
    try:
        expected = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) if row]
    except csv.Error:
        defect(text)
        return
    assert records(text) == expected


def test_without_quotes_every_sign_is_text() -> None:
    assert records('"a;b"\n', Dialect(";", "")) == [['"a', 'b"']]


def test_blank_lines_are_no_records_and_an_empty_value_in_quotes_is() -> None:
    assert records('a\n\n\r\n""\n') == [["a"], [""]]


def test_a_quote_that_is_never_closed_names_where_it_opens_and_the_walk_goes_on() -> None:
    lines = Lines(b'a;b\n1;"2\n3;4\n')
    first = next_record(lines, SEMICOLON)
    assert first is not None
    with pytest.raises(Defect) as caught:
        next_record(lines, SEMICOLON)
    assert caught.value.place == "line 2, column 3"
    assert caught.value.found == "the quote that opens here is never closed"
    after = next_record(lines, SEMICOLON)
    assert after is not None
    assert (after.line, after.fields('"')) == (3, ["3", "4"])
    assert next_record(lines, SEMICOLON) is None


def test_text_after_a_closing_quote_names_both_places() -> None:
    found = defect('é;"de "oude" haven"\n')
    assert found.place == "line 1, column 8"
    assert found.found == "text after a closing quote; the field began at line 1, column 3"


def test_places_in_a_record_of_several_lines_are_those_of_the_file() -> None:
    lines = Lines('kop\r\n"één\r\ntwee";b;c\r\n'.encode())
    next_record(lines, SEMICOLON)
    record = next_record(lines, SEMICOLON)
    assert record is not None
    assert [record.place(start) for start in record.starts] == [
        "line 2, column 1",
        "line 3, column 7",
        "line 3, column 9",
    ]
    assert (record.line, record.last_line) == (2, 3)


@given(st.lists(st.text("é;a", min_size=1), min_size=1))
def test_the_bytes_and_lines_that_were_passed_are_counted(texts: list[str]) -> None:
    content = "".join(text + "\n" for text in texts).encode()
    lines = Lines(content)
    taken = [lines.take() for _ in texts]
    assert (lines.passed, lines.number, lines.take()) == (len(content), len(texts), "")
    lines.give_back(taken[1:])
    assert (lines.passed, lines.number) == (len(taken[0].encode()), 1)
    assert lines.take() == (taken[1] if len(taken) > 1 else "")
