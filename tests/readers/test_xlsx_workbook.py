# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
import xlsxwriter
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from pandzicht.errors import DeliveryFaults
from pandzicht.readers import xlsx_workbook
from pandzicht.readers.archive import ArchiveLimits
from pandzicht.readers.findings import Findings
from pandzicht.readers.xlsx_workbook import Sheet, Workbook, open_workbook


def written(*, dates_from_1904: bool = False) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"date_1904": dates_from_1904}) as workbook:
        workbook.add_worksheet("Retour").write_row(0, 0, ["a", "b", 7], workbook.add_format({"num_format": "0000"}))
        workbook.add_worksheet("Tweede")
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Retour!$C$1"})
        workbook.add_chartsheet("Grafiek").set_chart(chart)
    return target.getvalue()


def changed(content: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """Return the workbook with parts replaced, or left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = changes.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return target.getvalue()


def opened(content: bytes) -> Workbook:
    return open_workbook(content, Findings("a.xlsx"))


def told(content: bytes) -> str:
    with pytest.raises(DeliveryFaults) as caught:
        opened(content)
    (fault,) = caught.value.faults
    return str(fault)


def test_sheets_texts_and_styles_are_found() -> None:
    workbook = opened(written())
    assert workbook.sheets == (Sheet("Retour", "xl/worksheets/sheet1.xml"), Sheet("Tweede", "xl/worksheets/sheet2.xml"))
    assert workbook.texts == ("a", "b")
    assert [style.digits for style in workbook.styles] == [0, 4]
    assert workbook.epoch == WINDOWS_EPOCH


def test_dates_counted_from_1904_are_seen() -> None:
    assert opened(written(dates_from_1904=True)).epoch == MAC_EPOCH


def test_rich_texts_are_joined_and_phonetic_signs_are_left_out() -> None:
    texts = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<si><r><t>een </t></r><r><rPr/><t>twee</t></r><rPh><t>x</t></rPh></si>"
        b"<si><t/></si><si><t>a_x000D_b</t></si></sst>"
    )
    assert opened(changed(written(), {"xl/sharedStrings.xml": texts})).texts == ("een twee", "", "a\rb")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"xl/workbook.xml": b"<workbook"}, "a.xlsx: xl/workbook.xml, line 1, column"),
        ({"xl/workbook.xml": None}, "xl/workbook.xml: this part of the workbook is not there"),
        ({"_rels/.rels": None}, "is a binary workbook (.xlsb) or lacks its parts"),
        ({"xl/styles.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><styleSheet/>"}, "declares a document type"),
        ({"xl/styles.xml": b"<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet"}, "xl/styles.xml, line 1"),
        ({"xl/sharedStrings.xml": b"<html/>"}, "the root is html, expected sst"),
    ],
)
def test_a_damaged_part_is_named(changes: Mapping[str, bytes | None], found: str) -> None:
    assert found in told(changed(written(), changes))


def test_a_workbook_without_texts_and_styles_opens() -> None:
    related = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    )
    workbook = opened(changed(written(), {"xl/_rels/workbook.xml.rels": related}))
    assert (workbook.texts, workbook.styles) == ((), ())
    assert opened(changed(written(), {"xl/_rels/workbook.xml.rels": None})).sheets == ()


def test_a_cut_file_is_told() -> None:
    assert "a.xlsx: is a damaged or cut workbook" in told(written()[:-40])


def test_damaged_bytes_name_their_part() -> None:
    content = bytearray(written())
    at = content.index(b"xl/workbook.xml") + len("xl/workbook.xml") + 20
    content[at : at + 40] = b"\xff" * 40
    assert "cannot be unpacked" in told(bytes(content))


def test_a_bomb_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = changed(written(), {"xl/sharedStrings.xml": b" " * (16 << 20)})
    assert "xl/sharedStrings.xml: unpacks to more than 300 times its size, as a zip bomb does" in told(bomb)
    monkeypatch.setattr(xlsx_workbook, "LIMITS", ArchiveLimits(total_bytes=1_000))
    assert "more than can be held" in told(written())
