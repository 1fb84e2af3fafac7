# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.findings import Findings
from pandzicht.readers.signature import Kind, expect, kind_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"naam;straat\n", Kind.TEXT),
        (b"PAR1....", Kind.PARQUET),
        (b"SQLite format 3\0....", Kind.SQLITE),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_WORKBOOK),
        (b"\x1f\x8b\x08\0", Kind.GZIP),
        (b"PK\x03\x04 a.csv", Kind.ZIP),
        (b"PK\x03\x04 xl/workbook.xml", Kind.WORKBOOK),
        (b"%PDF-1.7", Kind.PDF),
        (b"\xef\xbb\xbf\n <!DOCTYPE html><html>", Kind.PAGE),
        (b'<?xml version="1.0"?>', Kind.PAGE),
    ],
)
def test_a_file_is_known_by_its_first_bytes(content: bytes, kind: Kind) -> None:
    assert kind_of(content) is kind


def test_another_kind_than_expected_says_what_it_is_and_what_to_do() -> None:
    with pytest.raises(DeliveryFaults, match=r"a\.csv: is a Parquet file, expected text; declare 'reader: parquet'"):
        expect(Kind.TEXT, b"PAR1....", Findings("a.csv"))


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\0" * 4096])
def test_an_empty_file_is_told(content: bytes) -> None:
    with pytest.raises(DeliveryFaults, match="the file is empty"):
        expect(Kind.TEXT, content, Findings("a.csv"))


def test_the_expected_kind_passes() -> None:
    expect(Kind.TEXT, b"a;b", Findings("a.csv"))
