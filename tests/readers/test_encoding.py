# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.encoding import place_after, to_utf8
from pandzicht.readers.findings import Findings


def read(content: bytes, encoding: str = "utf-8") -> str:
    return to_utf8(content, encoding, Findings("a.csv")).decode()


def fault(content: bytes, encoding: str = "utf-8") -> str:
    with pytest.raises(DeliveryFaults) as caught:
        read(content, encoding)
    assert len(caught.value.faults) == 1
    return str(caught.value.faults[0])


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=4), st.booleans())
def test_any_text_comes_back_from_utf8_with_and_without_mark(text: str, marked: bool) -> None:
    text = "naam" + text
    assert read(text.encode("utf-8-sig" if marked else "utf-8")) == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_any_text_comes_back_from_utf16_in_every_way_it_is_declared(text: str) -> None:
    text = "naam;straat;huisnummer" + text.replace("\ufeff", "")
    latin = text if len(text) < 26 else text[:25]
    for codec in ("utf-16-le", "utf-16-be"):
        mark = "\ufeff".encode(codec)
        assert read(mark + latin.encode(codec), "utf-16") == latin
        assert read(mark + latin.encode(codec), codec) == latin
        assert read(latin.encode(codec), codec) == latin


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "Curaçaostraat € “12”"),
        ("windows-1252", "’s-Gravenhage"),
        ("latin-1", "Curaçaostraat"),
        ("iso-8859-1", "Fryslân"),
        ("iso-8859-15", "€ 12"),
        ("cp850", "Curaçao"),
        ("cp1252", "alleen ASCII"),
    ],
)
def test_a_declared_encoding_of_single_bytes_is_read(encoding: str, text: str) -> None:
    assert read(text.encode(encoding), encoding) == text


def test_the_first_byte_that_is_no_utf8_is_named_by_line_and_column() -> None:
    content = "naam;plaats\r\néén;Fryslân\r\n".encode() + b"twee;Frysl\xe2n\r\n"
    assert fault(content) == (
        "a.csv: line 3, column 11: byte 0xE2 is no UTF-8 (invalid continuation byte); "
        "declare 'encoding: cp1252' when that is what it is"
    )


def test_a_file_cut_within_a_character_says_so() -> None:
    assert "line 2, column 3: the file ends within a character" in fault("naam\nCaç".encode()[:-1])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_declared_as_utf8_says_so(codec: str) -> None:
    assert "declared as utf-8, but the file is utf-16;" in fault("\ufeffnaam;straat".encode(codec))
    assert f"declared as utf-8, but the file is {codec};" in fault("naam;straat".encode(codec))
    assert f"declared as cp1252, but the file is {codec};" in fault("naam;straat".encode(codec), "cp1252")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf8_declared_as_utf16_says_so(encoding: str) -> None:
    assert f"declared as {encoding}, but the file is not" in fault(b"naam;straat;huisnummer", encoding)


def test_the_wrong_order_of_bytes_says_so() -> None:
    assert "but its mark says utf-16-be" in fault("\ufeffnaam;straat".encode("utf-16-be"), "utf-16-le")
    assert "but the file is utf-16-be" in fault("naam;straat".encode("utf-16-be"), "utf-16-le")


def test_a_short_file_without_mark_needs_the_order_of_its_bytes() -> None:
    assert read("a".encode("utf-16-le"), "utf-16-le") == "a"
    assert "but the file is not" in fault("a".encode("utf-16-le"), "utf-16")


def test_cut_utf16_names_its_place() -> None:
    found = fault("\ufeffnaam\nstraat".encode("utf-16-le")[:-1], "utf-16")
    assert "line 2, column 6: byte 0x74 is no utf-16-le (truncated data)" in found


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850"])
def test_utf8_declared_as_single_bytes_is_not_garbled_in_silence(encoding: str) -> None:
    assert "but the file is UTF-8; declare 'encoding: utf-8'" in fault("Curaçao".encode(), encoding)
    assert "but the file is UTF-8" in fault("Curaçao".encode("utf-8-sig"), encoding)


def test_a_byte_without_letter_names_its_place() -> None:
    assert "line 2, column 3: byte 0x80 is no letter in latin-1; declare 'encoding: cp1252'" in fault(
        "é\n12€".encode("cp1252"), "latin-1"
    )
    assert "line 1, column 4: byte 0x81 is no letter in cp1252" in fault(b"\xe9n \x81", "cp1252")


def test_an_encoding_that_is_not_read_names_those_that_are() -> None:
    assert "'ebcdic-nl' is not read; declare one of utf-8, utf-16" in fault(b"a", "ebcdic-nl")
    assert "'utf-7' is not read" in fault(b"a", "utf-7")


@given(st.text("ab\n\r", max_size=12))
def test_a_place_counts_every_kind_of_line_end_once(text: str) -> None:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert place_after(text.encode()) == f"line {len(lines)}, column {len(lines[-1]) + 1}"


def test_the_real_table_in_utf16_is_read_and_wrongly_declared_stops(real_data: Path) -> None:
    content = (real_data / "brp-testset" / "Tabel33-Gemeententabel.csv").read_bytes()
    assert read(content, "utf-16").count("\n") == 1 + 1_478
    assert "but the file is utf-16" in fault(content)
