# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every type of field: what is read, what is absent, and what is set aside with which words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.sources.columns import scale_of
from pandzicht.sources.pseudonyms import pseudonym, pseudonym_keys
from pandzicht.sources.typed_table import ROW, SET_ASIDE_ROWS, TYPED
from pandzicht.store.engine import Engine
from tests.sources.making import SECRET, a_source, typed


def read(field: dict[str, Any], texts: Sequence[str | None], **changes: Any) -> tuple[list[Any], dict[str, str]]:
    """Return the values of a field, and per bad text the reason."""
    source = a_source({"veld": {"from": "veld", **field}}, **changes)
    columns = ["veld_vroegst", "veld_laatst"] if field.get("type") == "partial_date" else ["veld"]
    with Engine() as engine:
        typing = typed(engine, source, [{"veld": text} for text in texts])
        engine.run(f"CREATE TEMP TABLE bad AS SELECT {ROW} FROM {TYPED} WHERE is_bad")
        typing.tell(engine, "bad")
        rows = engine.rows(f"SELECT {', '.join(columns)} FROM {TYPED} WHERE NOT is_bad ORDER BY record_no")
        told = engine.rows(f"SELECT found, reason FROM {SET_ASIDE_ROWS}")
    return [row[0] if len(row) == 1 else row for row in rows], dict(told)


def test_text_is_kept_without_the_blanks_around_it() -> None:
    assert read({}, ["  Dorpsstraat ", "'s-Gravenweg", None, "   "])[0] == ["Dorpsstraat", "'s-Gravenweg", None, None]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("http://x")', "  =A1"])
def test_a_formula_is_set_aside(text: str) -> None:
    values, bad = read({}, [text, "gewoon"])
    assert values == ["gewoon"]
    assert bad == {text.strip(): "begins with '=', as the formula of a spreadsheet does"}


def test_a_nul_in_text_is_set_aside() -> None:
    assert list(read({}, ["a\0b"])[1].values()) == ["holds a NUL"]


def test_missing_texts_mean_no_value_before_anything_else() -> None:
    assert read({"type": "integer", "missing": [".", "null", "9999"]}, [".", "null", "9999", "12"])[0] == [
        None,
        None,
        None,
        12,
    ]


def test_a_code_is_translated_and_an_unknown_one_is_set_aside() -> None:
    values, bad = read({"type": "code", "codes": {"W": "woonadres", "B": "briefadres"}}, ["W", "B", "X", None])
    assert values == ["woonadres", "briefadres", None]
    assert bad == {"X": "is not one of the declared codes"}


def test_a_code_is_padded_before_it_is_looked_up() -> None:
    values, bad = read(
        {"type": "code", "pad": 4, "codes": {"111": "akkerbouw", "0113": "groente"}}, ["0111", "113", "11131"]
    )
    assert values == ["akkerbouw", "groente"]
    assert bad == {"11131": "is not one of the declared codes"}


def test_a_code_without_a_list_is_kept_padded() -> None:
    values, bad = read({"type": "code", "pad": 4}, ["113", "0113", "01131"])
    assert values == ["0113", "0113"]
    assert bad == {"01131": "is longer than 4 characters"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), ("0012", 12), ("-3", -3), ("+3", 3), ("12.0", 12), ("123456789012345678", 123456789012345678)],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert read({"type": "integer"}, [text]) == ([number], {})


@pytest.mark.parametrize("text", ["1.250", "1,250", "12.5", "1e3", "1_000", "0x10", "twaalf", "12 m2", "1.000"])
def test_what_is_no_whole_number_is_set_aside(text: str) -> None:
    assert read({"type": "integer"}, [text]) == ([], {text: "is not a whole number written without separators"})


def test_bounds_of_a_number() -> None:
    values, bad = read({"type": "integer", "min": 1, "max": 99}, ["0", "1", "99", "100", None])
    assert values == [1, 99, None]
    assert bad == {"0": "is below the minimum 1", "100": "is above the maximum 99"}


def test_a_number_below_the_limit_means_no_value_and_breaks_no_bound() -> None:
    values, bad = read({"type": "integer", "missing_below": -99990, "min": 0}, ["-99997", "-99990", "12", "-5"])
    assert values == [None, None, 12]
    assert bad == {"-5": "is below the minimum 0"}


def test_decimals_with_the_declared_sign() -> None:
    comma = {"format": Format(decimal=",")}
    assert read({"type": "decimal"}, ["12", "12,5", "-0,05"], **comma)[0] == [
        Decimal(12),
        Decimal("12.50"),
        Decimal("-0.05"),
    ]
    assert read({"type": "decimal", "scale": 6}, ["4.141833", "1e-05"])[0] == [Decimal("4.141833"), Decimal("0.000010")]


@pytest.mark.parametrize(
    ("sign", "text"), [(",", "12.5"), (",", "1.250,00"), (".", "1,250.00"), (".", "12,5"), (",", "1e3")]
)
def test_another_sign_or_a_thousands_separator_is_set_aside(sign: str, text: str) -> None:
    values, bad = read({"type": "decimal"}, [text], format=Format(decimal=sign))
    assert values == []
    assert bad == {text: f"is not a number with decimal sign '{sign}' and without thousands separators"}


def test_a_number_too_large_for_its_type_is_set_aside_and_not_cut() -> None:
    assert read({"type": "decimal"}, ["12345678901234567890"])[0] == []


def test_degrees_always_have_six_decimals() -> None:
    source = a_source({"l": {"from": "l", "type": "decimal", "role": "lon"}, "x": {"from": "x", "type": "decimal"}})
    assert [scale_of(field) for field in source.fields.values()] == [6, 2]


def test_dates_in_another_format_are_set_aside() -> None:
    values, bad = read({"type": "date", "formats": ["%d-%m-%Y"]}, ["01-03-2026", "2026-03-01", "01-03-26"])
    assert values == [date(2026, 3, 1)]
    assert bad == {
        "2026-03-01": "is not a date written as %d-%m-%Y",
        "01-03-26": "is a date before the year 1000",
    }


def test_a_text_that_two_formats_read_as_different_days_is_set_aside() -> None:
    values, bad = read({"type": "date", "formats": ["%d-%m-%Y", "%m-%d-%Y"]}, ["01-02-2026", "13-02-2026"])
    assert values == [date(2026, 2, 13)]
    assert bad == {"01-02-2026": "is another day in each of %d-%m-%Y or %m-%d-%Y"}


def test_a_partly_known_date_becomes_two_columns() -> None:
    values, bad = read({"type": "partial_date"}, ["20200800", "00000000", None, "20201301", "00260301"])
    assert values == [(date(2020, 8, 1), date(2020, 8, 31)), (date(1, 1, 1), date(9999, 12, 31)), (None, None)]
    assert set(bad) == {"20201301", "00260301"}


def test_truth_values() -> None:
    values, bad = read({"type": "boolean"}, ["J", "Ja", "TRUE", "1", "n", "nee", "false", "0", "misschien", None])
    assert values == [True] * 4 + [False] * 4 + [None]
    assert bad == {"misschien": "is none of J, ja, true, 1, N, nee, false, 0"}


def test_a_pseudonym_takes_the_place_of_the_number_also_when_a_zero_was_lost() -> None:
    values, _ = read({"type": "pseudonym", "pad": 9}, ["099990639", "99990639", None])
    assert values == [pseudonym("099990639", pseudonym_keys(SECRET))] * 2 + [None]


def test_the_text_of_a_pseudonym_is_never_told() -> None:
    values, bad = read({"type": "pseudonym", "required": True}, ["999990639", None])
    assert (len(values), bad) == (1, {None: "is required and absent"})


def test_a_bag_id_that_is_none_is_absent_and_not_bad() -> None:
    texts = ["9999010000000017", "999901000000001", "9999-01000000001", "99990100000000171", None]
    assert read({"type": "bag_id"}, texts) == ([9999010000000017, None, None, None, None], {})
    assert read({"type": "bag_id", "pad": 16}, ["518010000385480"])[0] == [518010000385480]


def test_a_required_field_sets_its_row_aside() -> None:
    assert read({"required": True}, ["x", None]) == (["x"], {None: "is required and absent"})
