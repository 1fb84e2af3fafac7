# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH

from pandzicht.readers.xlsx_value import NoValue, Shown, Style, number_text, style_of


@pytest.mark.parametrize(
    ("code", "style"),
    [
        ("General", Style()),
        ("0", Style()),
        ("0.00", Style()),
        ("#,##0", Style()),
        ("@", Style()),
        ('0 "dagen"', Style()),
        ("0.00E+00", Style()),
        ("[Red]0", Style()),
        ("[$€-413] #,##0.00", Style()),
        (r"0\d", Style()),
        ("0000", Style(Shown.CODE, 4)),
        ("yyyy-mm-dd", Style(Shown.DATE)),
        ("d-m-yyyy;@", Style(Shown.DATE)),
        ("[$-413]d mmmm yyyy", Style(Shown.DATE)),
        ("mmmm", Style(Shown.DATE)),
        ("dd-mm-yyyy hh:mm", Style(Shown.MOMENT)),
        ("h:mm AM/PM", Style(Shown.TIME)),
        ("mm:ss", Style(Shown.TIME)),
        ("[h]:mm:ss", Style(Shown.PERIOD)),
    ],
)
def test_a_format_tells_what_a_number_is(code: str, style: Style) -> None:
    assert style_of(164, code) == style


@pytest.mark.parametrize(
    ("number", "shown"), [(0, Shown.NUMBER), (14, Shown.DATE), (22, Shown.MOMENT), (20, Shown.TIME), (46, Shown.PERIOD)]
)
def test_a_built_in_format_is_known_by_its_number(number: int, shown: Shown) -> None:
    assert style_of(number, None).shown is shown
    assert style_of(99, None) == Style()


@pytest.mark.parametrize(
    ("text", "style", "expected"),
    [
        ("12", Style(), "12"),
        ("12.0", Style(), "12"),
        ("-3", Style(), "-3"),
        ("1.1000000000000001", Style(), "1.1"),
        ("0.30000000000000004", Style(), "0.3"),
        ("363010000740386", Style(), "363010000740386"),
        ("1E-7", Style(), "0.0000001"),
        ("363", Style(Shown.CODE, 4), "0363"),
        ("-363", Style(Shown.CODE, 4), "-0363"),
        ("12345", Style(Shown.CODE, 4), "12345"),
        ("46082", Style(Shown.DATE), "2026-03-01"),
        ("46082.5", Style(Shown.DATE), "2026-03-01T12:00:00"),
        ("46082", Style(Shown.MOMENT), "2026-03-01T00:00:00"),
        ("46082.520833333336", Style(Shown.MOMENT), "2026-03-01T12:30:00"),
        ("46082.000002893519", Style(Shown.MOMENT), "2026-03-01T00:00:00.25"),
        ("0.5", Style(Shown.TIME), "12:00:00"),
        ("46082.5", Style(Shown.TIME), "2026-03-01T12:00:00"),
        ("1.1041666666666667", Style(Shown.PERIOD), "26:30:00"),
    ],
)
def test_a_number_is_the_text_that_a_person_reads(text: str, style: Style, expected: str) -> None:
    assert number_text(text, style, WINDOWS_EPOCH) == expected


def test_dates_may_be_counted_from_1904() -> None:
    assert number_text("44620", Style(Shown.DATE), MAC_EPOCH) == "2026-03-01"


@pytest.mark.parametrize(
    ("text", "style", "found"),
    [
        ("x", Style(), "'x' is no number"),
        ("nan", Style(), "a number of more than 15 digits"),
        ("1.23401000074038E+15", Style(), "more than 15 digits, of which Excel has kept 15"),
        ("0", Style(Shown.DATE), "0 is shown as a date, but is none"),
        ("-1", Style(Shown.MOMENT), "-1 is shown as a moment, but is none"),
        ("99999999", Style(Shown.DATE), "99999999 is shown as a date, but is none"),
        ("inf", Style(Shown.PERIOD), "inf is shown as a period"),
    ],
)
def test_a_number_that_is_not_what_it_seems_is_told(text: str, style: Style, found: str) -> None:
    with pytest.raises(NoValue, match=found):
        number_text(text, style, WINDOWS_EPOCH)


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_whole_number_that_excel_keeps_comes_back(value: int) -> None:
    assert number_text(repr(float(value)), Style(), WINDOWS_EPOCH) == str(value)


@given(st.decimals(-(10**6), 10**6, places=4))
def test_every_amount_comes_back(value: object) -> None:
    text = number_text(repr(float(str(value))), Style(), WINDOWS_EPOCH)
    assert float(text) == float(str(value))
    assert "e" not in text
