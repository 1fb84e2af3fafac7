# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults
from pandzicht.readers.csv_table import read_csv
from pandzicht.readers.delivered import Delivered


def read(folder: Path, content: bytes | str, form: Format | None = None, *, name: str = "a.csv") -> Delivered:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_csv([path], form or Format())


def rows(delivered: Delivered) -> list[tuple[str | None, ...]]:
    return list(zip(*(delivered.table[name].to_pylist() for name in delivered.fields), strict=True))


def faults(folder: Path, content: bytes | str, form: Format | None = None) -> list[str]:
    with pytest.raises(DeliveryFaults) as caught:
        read(folder, content, form)
    return [str(fault) for fault in caught.value.faults]


QUOTES_NEEDED = "a field with the delimiter or a line end in it needs quotes around it"


def test_every_value_is_the_text_that_stands_there(tmp_path: Path) -> None:
    delivered = read(tmp_path, 'id;nr;adres\n0518;007; 12 a \n0519;1e5;"a;""b""\r\nc"\n;"";\n')
    assert delivered.fields == ("id", "nr", "adres")
    assert rows(delivered) == [("0518", "007", " 12 a "), ("0519", "1e5", 'a;"b"\r\nc'), (None, None, None)]
    assert delivered.table["record_no"].to_pylist() == [1, 2, 3]
    assert delivered.table["file_no"].to_pylist() == [0, 0, 0]
    assert [str(kind) for kind in delivered.table.schema.types] == ["string"] * 3 + ["int16", "int32"]


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6), min_size=2, max_size=2),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([";", ",", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_comes_back_as_text(table: list[list[str]], delimiter: str, end: str, encoding: str) -> None:
    target = io.StringIO(newline="")
    writer = csv.writer(target, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows([["naam van de straat", "plaats in de gemeente"], *table])
    with tempfile.TemporaryDirectory() as folder:
        declared = Format(delimiter=delimiter, encoding=encoding.removesuffix("-sig"))
        delivered = read(Path(folder), target.getvalue().encode(encoding), declared)
    assert rows(delivered) == [tuple(value or None for value in row) for row in table]


@given(st.text('a;"\n', max_size=30))
def test_a_file_is_read_as_the_strict_reader_of_python_does_or_refused(text: str) -> None:
    try:
        parsed = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True) if row]
    except csv.Error:
        parsed = []
    even = bool(parsed) and {len(row) for row in parsed} == {2}
    with tempfile.TemporaryDirectory() as folder:
        if even:
            assert rows(read(Path(folder), "x;y\n" + text)) == [tuple(v or None for v in row) for row in parsed]
        else:
            assert faults(Path(folder), "x;y\n" + text)


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n\r\n"])
def test_the_last_line_may_end_in_any_way(tmp_path: Path, ending: str) -> None:
    assert rows(read(tmp_path, "a;b\n1;2" + ending)) == [("1", "2")]


def test_lines_before_the_header_are_passed_over(tmp_path: Path) -> None:
    text = 'PublicatieDatum;01-09-2026\nLaatste "mutatie;123\na;b\n1;é\n'
    assert rows(read(tmp_path, text, Format(header_lines=2))) == [("1", "é")]
    assert faults(tmp_path, "a;b\n", Format(header_lines=2)) == [
        "a.csv: line 1: the file ends within the 2 lines before the header; correct 'header_lines'"
    ]


def test_a_file_without_header_takes_the_declared_names(tmp_path: Path) -> None:
    form = Format(columns=("code", "naam"))
    assert rows(read(tmp_path, "1;x\n2;y\n", form)) == [("1", "x"), ("2", "y")]
    assert faults(tmp_path, "code;naam\n1;x\n", form) == [
        "a.csv: line 1: the names of the columns, though columns are declared; remove 'columns'"
    ]


def test_a_header_may_hold_quotes_and_line_ends(tmp_path: Path) -> None:
    delivered = read(tmp_path, '"naam\nvan";"ge""heel"\n1;2\n')
    assert delivered.fields == ("naam\nvan", 'ge"heel')


def test_every_uneven_line_is_told_with_its_place(tmp_path: Path) -> None:
    text = "id;straat;nr\n1;Kade;2\n2;Kade\n3;Laan; west;4\n4;Weg;5\n5;Plein"
    cut = "the file ends within this line: it was cut off, deliver it again"
    assert faults(tmp_path, text) == [
        f"a.csv: line 3, column 7: 2 fields where the header has 3; {QUOTES_NEEDED}",
        f"a.csv: line 4, column 14: 4 fields where the header has 3; {QUOTES_NEEDED}",
        f"a.csv: line 6, column 8: 2 fields where the header has 3; {cut}",
    ]


def test_a_quote_that_is_not_closed_is_found_where_it_opens(tmp_path: Path) -> None:
    assert faults(tmp_path, 'a;b\n1;"2\n3;4\n') == [
        "a.csv: line 2, column 3: the quote that opens here is never closed; close it; or the file was cut off"
    ]
    (told,) = faults(tmp_path, 'a;b\n1;"2\n3;"4"\n')
    assert told.startswith("a.csv: line 3, column 4: text after a closing quote; the field began at line 2, column 3; ")


def test_a_record_that_swallows_lines_is_told_and_the_walk_goes_on_after_its_first_line(tmp_path: Path) -> None:
    runs_on = "the record runs on to line 4: a quote may not be closed"
    assert faults(tmp_path, 'a;b\n"1;2\n3;4\nx";5;6\n7\n') == [
        f"a.csv: line 4, column 6: 3 fields where the header has 2; {runs_on}",
        f"a.csv: line 4, column 6: 3 fields where the header has 2; {QUOTES_NEEDED}",
        f"a.csv: line 5, column 2: 1 field where the header has 2; {QUOTES_NEEDED}",
    ]


def test_a_quote_within_a_field_is_text(tmp_path: Path) -> None:
    assert rows(read(tmp_path, 'a;b\n1;buis 5" dik\n2;"x"\n')) == [("1", 'buis 5" dik'), ("2", "x")]


def test_without_a_quote_sign_every_quote_is_text(tmp_path: Path) -> None:
    assert rows(read(tmp_path, 'a;b\n"1;2"\n', Format(quote=""))) == [('"1', '2"')]


@pytest.mark.parametrize(
    ("content", "form", "found"),
    [
        ("a,b\n1,2\n", Format(), "one column, whose name holds ','; the declared delimiter is ';'; declare ',' as"),
        ("a\tb\n1\t2\n", Format(), "one column, whose name holds a tab"),
        ("a;b\n1;2\n", Format(delimiter=","), "one column, whose name holds ';'; the declared delimiter is ','"),
        ('"a","b"\n1,2\n', Format(), "column 4: ',' after a quoted name; the declared delimiter is ';'; declare ','"),
        ('"a"x;b\n1;2\n', Format(), "line 1, column 4: text after a closing quote"),
        (
            "sep=;\na;b\n1;2\n",
            Format(),
            "line 1, column 1: Excel's line 'sep=' before the header; declare 'header_lines: 1'",
        ),
        ('[{"a": 1}]', Format(), "this looks like JSON; declare 'reader: json'"),
        ("a;b\n", Format(), "a.csv: line 2: no rows"),
        ("a;b\n\n\r\n", Format(), "a.csv: line 2: no rows"),
        ("", Format(), "a.csv: the file is empty"),
        ("\n \n", Format(header_lines=2), "the file is empty"),
        ("titel\n\n", Format(header_lines=1), "line 3: no header and no rows"),
        ('"a;b\n1;2\n', Format(), "line 1, column 1: the quote that opens here is never closed"),
        ("a;b\n1;2\n\0\0\n", Format(), "line 3, column 1: NUL bytes (2 in all): this is not text"),
        (b"a;b\n1;Frysl\xe2n\n", Format(), "line 2, column 8: byte 0xE2 is no UTF-8"),
        ("\ufeffa;b\n1;2\n".encode("utf-16-le"), Format(), "declared as utf-8, but the file is utf-16"),
        ("a;a\n1;2\n", Format(), "line 1, column 3: the name 'a' stands here again, as 'a' in column 1"),
        ("a;\n1;x\n", Format(), "line 1, column 3: column 2 holds values but has no name"),
        ("a;b\n1;2\n", Format(delimiter="§"), "the declared delimiter '§' cannot be read"),
        ("a;b\n1;2\n", Format(quote="''"), "the declared quote \"''\" cannot be read"),
        ("a;b\n1;2\n", Format(quote=";"), "';' is declared as delimiter and as quote"),
        (b"PK\x03\x04 a.csv", Format(), "is a zip, expected text; give it a name that ends in .zip"),
        (b"%PDF-1.7 ...", Format(), "is a PDF, expected text"),
        ("<!DOCTYPE html><html>", Format(), "is a web page or XML document, expected text; it may be a sign-in"),
    ],
)
def test_a_wrong_delivery_is_told_in_one_sentence(
    tmp_path: Path, content: bytes | str, form: Format, found: str
) -> None:
    told = faults(tmp_path, content, form)
    assert len(told) == 1
    assert found in told[0]


def test_faults_of_header_and_rows_are_told_together(tmp_path: Path) -> None:
    told = faults(tmp_path, "a;a;file_no\n1;2\n")
    assert [text.split(": ")[1] for text in told] == ["line 1, column 3", "line 1, column 5", "line 2, column 4"]


def test_a_row_number_without_name_is_read_and_an_empty_column_is_left_out(tmp_path: Path) -> None:
    assert read(tmp_path, ";a;\n1;x;\n3;y;\n").fields == ("column_1", "a")


def test_more_than_a_hundred_faults_are_counted(tmp_path: Path) -> None:
    told = faults(tmp_path, "a;b\n" + "1\n" * 250)
    assert len(told) == 101
    assert told[-1] == "a.csv: 150 more faults that are not listed; correct these first"


def test_a_value_larger_than_a_block_is_read(tmp_path: Path) -> None:
    long = "x" * (5 << 20)
    assert rows(read(tmp_path, f"a;b\n1;{long}\n2;y\n")) == [("1", long), ("2", "y")]


def test_a_record_too_large_to_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pandzicht.readers.csv_table._BLOCK", 1 << 20)
    monkeypatch.setattr("pandzicht.readers.csv_table._LARGEST_BLOCK", 1 << 20)
    assert faults(tmp_path, f"a;b\n1;{'x' * (3 << 20)}\n") == [
        "a.csv: a record too large to read; at most 1 MiB is read"
    ]


def test_quotes_are_judged_across_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pandzicht.readers.csv_table._WINDOW", 3)
    assert rows(read(tmp_path, 'a;b\n"1";"2""3"\n4;""\n')) == [("1", '2"3'), ("4", None)]
    assert faults(tmp_path, 'a;b\n"1";"2"3"\n')


@pytest.mark.parametrize(
    ("name", "form", "count", "fields"),
    [
        ("brp-testset/Tabel33-Gemeententabel.csv", Format(delimiter=",", encoding="utf-16"), 1_478, 5),
        ("leefbaarometer/amstelveen-wijken-2014-2022.csv", Format(delimiter=","), 56, 11),
        ("sbi/sbi-2008-mks-hierarchie.csv", Format(delimiter="|", quote=""), 1_003, 6),
        ("politie-denhaag/misdrijven-buurt-jaar-2011-2016.csv", Format(), 6_696, 5),
        ("politie-denhaag/misdrijven-buurt-maand-2015-2016.csv", Format(), 26_784, 5),
        ("brk-wkpb-amsterdam/WKPB_beperking.csv", Format(), 50, 4),
        ("brk-wkpb-amsterdam/WKPB_beperking_kadastraalobject.csv", Format(), 210, 7),
        ("brk-wkpb-amsterdam/WKPB_brondocument.csv", Format(), 49, 5),
        ("brk-wkpb-amsterdam/WKPB_orgaan.csv", Format(), 6, 2),
        ("brk-wkpb-amsterdam/WKPB_type.csv", Format(), 16, 2),
        ("brk-wkpb-amsterdam/BRK_BRK_BAG_20151116.csv", Format(), 3, 18),
        ("bag-adres-csv/bagadres.csv", Format(), 99, 15),
        ("bag-adres-csv/bagadresplus.csv", Format(), 99, 50),
        ("bag-adres-csv/gemeentelijke-indeling.csv", Format(), 789, 6),
        ("denhaag-gebieden/buurt-centroiden-wgs84-2017.csv", Format(), 93, 4),
        ("chicago-food-inspections/chicago_food_inspections.csv.gz", Format(delimiter=","), 18_712, 40),
    ],
)
def test_the_real_files_are_read_whole(real_data: Path, name: str, form: Format, count: int, fields: int) -> None:
    delivered = read_csv([real_data / name], form)
    assert (delivered.table.num_rows, len(delivered.fields)) == (count, fields)


def test_the_real_persons_of_the_brp_name_two_columns_alike(real_data: Path) -> None:
    path = real_data / "brp-testset" / "20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv"
    with pytest.raises(DeliveryFaults, match=r"line 1, column 1197: the name '06\.88\.10' stands here again"):
        read_csv([path], Format())
