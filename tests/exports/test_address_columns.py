# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from decimal import Decimal

import pyarrow as pa

from pandzicht.exports.address_columns import NAMES, NOTES, address_columns, id_text, metres


def test_numbers_of_one_run_are_left_out_and_names_keep_their_order() -> None:
    table = pa.table({"address_no": [0], "y_cm": [45_500_050], "pand_no": [0], "adres": ["x"], "x_cm": [8_000_001]})
    found = address_columns(table)
    assert found.column_names == ["adres", "x_rd", "y_rd"]
    assert found.to_pylist() == [{"adres": "x", "x_rd": Decimal("80000.01"), "y_rd": Decimal("455000.50")}]


def test_every_name_has_a_label_in_two_languages() -> None:
    assert [note.name for note in NOTES] == list(NAMES)
    assert all(note.label and note.label_en for note in NOTES)


def test_an_id_is_text_of_sixteen_digits_whether_it_was_a_number_or_text() -> None:
    numbers = pa.chunked_array([pa.array([518_100_000_000_001, None], pa.int64())])
    assert id_text(numbers).to_pylist() == ["0518100000000001", None]
    texts = pa.chunked_array([pa.array(["plaats:terrassen:7", None])])
    assert id_text(texts) is texts


def test_centimetres_become_metres_without_rounding() -> None:
    column = pa.chunked_array([pa.array([8_012_345, None, -5], pa.int32())])
    assert metres(column).to_pylist() == [Decimal("80123.45"), None, Decimal("-0.05")]
