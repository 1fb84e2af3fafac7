# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of past visits is read whole or not at all: all that is wrong is told at once, at its line or record."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.errors import BacktestFaults
from pandzicht.learning.past_visits import counted, joined, read_past_visits
from tests.learning.past_table import Row, rows_of_city, written


def faults(folder: Path, rows: list[Row], *pairs: tuple[str, str]) -> list[str]:
    """What is told of a table and a definition in which texts were replaced."""

    def change(text: str) -> str:
        for old, new in pairs:
            assert old in text
            text = text.replace(old, new)
        return text

    with pytest.raises(BacktestFaults) as caught:
        read_past_visits(written(folder, rows=rows, change=change))
    return [str(fault) for fault in caught.value.faults]


def test_the_made_up_city_is_read(tmp_path: Path) -> None:
    visits = read_past_visits(written(tmp_path))
    rows = rows_of_city()
    assert counted(visits)["delivered"] == counted(visits)["visited"] == len(rows)
    assert visits.found.sum() == sum(row["uitkomst"] == "overtreding" for row in rows)
    assert visits.is_random is not None
    assert visits.is_random.sum() == sum(row["loting"] == "ja" for row in rows)
    assert {feature.name: feature.words for feature in visits.features}["soort"] == ("bedrijf", "logies", "woning")


def test_one_table_reads_alike_from_excel_parquet_and_text(tmp_path: Path) -> None:
    rows = rows_of_city()[:400]
    told = [read_past_visits(written(tmp_path, rows=rows))]
    with xlsxwriter.Workbook(str(tmp_path / "bezoeken.xlsx")) as book:
        sheet = book.add_worksheet("Blad1")
        for number, values in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            sheet.write_row(number, 0, [value.item() if isinstance(value, np.generic) else value for value in values])
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    pq.write_table(pa.table({name: pa.array([str(v) for v in column]) for name, column in columns.items()}),
                   tmp_path / "bezoeken.parquet")  # fmt: skip
    told += [
        read_past_visits(written(tmp_path, rows=rows, change=lambda text, s=suffix: text.replace("en.csv", f"en.{s}")))  # type: ignore[misc]
        for suffix in ("xlsx", "parquet")
    ]
    for one in told[1:]:
        for name in ("days", "found", "clusters", "chance", "old_score"):
            assert np.array_equal(getattr(told[0], name), getattr(one, name), equal_nan=True), name


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    rows = rows_of_city()[:200]
    rows[4]["uitkomst"], rows[6]["klachten"], rows[8]["datum"], rows[9]["kans"] = (
        "misschien",
        "veel",
        "31-31-2024",
        "1.5",
    )
    told = faults(tmp_path, rows, ("column: bouwjaar", "column: bouwjaren"), ("values: [ja]", "values: [jawel]"))
    expected = (
        "bezoeken.yaml: line 5: neither found nor not found: 'misschien' (1 row, the first is record 5)",
        "bezoeken.yaml: line 6: no day: '31-31-2024' (1 row, the first is record 9)",
        "bezoeken.yaml: line 16: 1 rows have no probability that can be, the first is record 10",
        "bezoeken.yaml: line 9: no number: 'veel' (1 row, the first is record 7)",
        "bezoeken.yaml: line 11: there is no column 'bouwjaren'; there are 'pand', 'eigenaar'",
        "bezoeken.yaml: line 17: no rows are so marked",
    )
    assert len(told) == len(expected)
    for start in expected:
        assert any(text.startswith(start) for text in told), (start, told)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("bouwjaar: {column: bouwjaar}", "nationaliteit: {column: bouwjaar}", "'nationaliteit' is refused as input"),
        (
            "bouwjaar: {column: bouwjaar}",
            "kwispel: {column: bouwjaar}",
            "'kwispel' is not admitted until somebody answers",
        ),
        ("bouwjaar: {column: bouwjaar}", "resultaat: {column: uitkomst}", "column 'uitkomst' is already the outcome"),
        ("bouwjaar: {column: bouwjaar}", "score: {column: score}", "column 'score' is already the old score"),
        ("kind: words}\n  insp", "kind: number}\n  insp", "no number: "),
        ("capacity: 0.2", "capacity: 0.2\nadmitted: {bouwjaar: nobody asked this}", ""),
        (
            "capacity: 0.2",
            "capacity: 0.2\nadmitted: {kelder: een kelder is van een pand}",
            "'kelder' is no name or column",
        ),
        ("table: bezoeken.csv", "table: weg.csv", "there is no file 'weg.csv'"),
    ],
)
def test_what_may_not_be_is_told_at_its_line(tmp_path: Path, old: str, new: str, fault: str) -> None:
    rows = rows_of_city()[:200]
    if not fault:
        read_past_visits(written(tmp_path, rows=rows, change=lambda text: text.replace(old, new)))
        return
    told = faults(tmp_path, rows, (old, new))
    assert any(fault in text and ": line " in text for text in told), told


def test_a_word_that_somebody_answered_for_is_admitted_and_a_refused_one_never(tmp_path: Path) -> None:
    rows = rows_of_city()[:200]
    feature = ("bouwjaar: {column: bouwjaar}", "kwispel: {column: bouwjaar}")
    answer = ("capacity: 0.2", "capacity: 0.2\nadmitted: {kwispel: het jaar waarin het pand gebouwd is}")

    def change(text: str) -> str:
        return text.replace(*feature).replace(*answer)

    read_past_visits(written(tmp_path, rows=rows, change=change))
    told = faults(
        tmp_path,
        rows,
        (feature[0], "geslacht: {column: bouwjaar}"),
        (answer[0], answer[1].replace("kwispel", "geslacht")),
    )
    assert sum("refused as input" in text for text in told) == 2


def test_numbers_of_persons_are_no_owners(tmp_path: Path) -> None:
    rows = rows_of_city()[:200]
    for number, row in enumerate(rows):
        row["eigenaar"] = ("999993653", "999990019", "999991905", "999995595", "999993926", "999994268")[number % 6]
    assert any("numbers of persons" in text for text in faults(tmp_path, rows))


def test_a_column_of_probabilities_that_is_empty_is_told(tmp_path: Path) -> None:
    rows = rows_of_city()[:200]
    for row in rows:
        row["kans"] = ""
    assert any("column 'kans' is empty" in text for text in faults(tmp_path, rows))


def test_without_probabilities_who_was_not_visited_is_left_out_and_counted(tmp_path: Path) -> None:
    rows = rows_of_city()[:300]
    for row in rows[:20]:
        row["uitkomst"] = ""
    visits = read_past_visits(written(tmp_path, rows=rows, change=lambda text: text.replace("probability: kans\n", "")))
    assert (visits.not_visited, counted(visits)["judged"], visits.is_frame) == (20, 280, False)
    frame = read_past_visits(written(tmp_path, rows=rows))
    assert (frame.not_visited, counted(frame)["judged"], frame.is_frame) == (0, 300, True)


@given(st.lists(st.tuples(st.integers(-1, 6), st.integers(-1, 6)), min_size=1, max_size=25))
def test_rows_hang_together_when_a_path_leads_from_one_to_the_other(drawn: list[tuple[int, int]]) -> None:
    groups = [np.array(column, dtype=np.int64) for column in zip(*drawn, strict=True)]
    found = joined(groups)
    count = len(drawn)
    near = np.eye(count, dtype=bool)
    for group in groups:
        near |= (group[:, None] == group[None, :]) & (group[:, None] >= 0)
    for _ in range(count):
        near = near @ near
    assert np.array_equal(found[:, None] == found[None, :], near)
