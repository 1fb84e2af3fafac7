# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.exports.harmless import FORMULA_STARTS, harmless, harmless_column

HARMFUL = ['=HYPERLINK("x")', "+31612", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠x"]


@pytest.mark.parametrize("text", HARMFUL)
def test_what_a_spreadsheet_carries_out_becomes_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Lange Poten 4-6", "a=b", "e-mail@example.nl", "'=1", "1+1", "\u00a0=1"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


def test_a_column_without_danger_is_the_very_same_column() -> None:
    column = pa.chunked_array([pa.array(["a", None, ""])])
    assert harmless_column(column) is column


def test_a_column_of_nothing_but_nothing_stays_so() -> None:
    assert harmless_column(pa.chunked_array([pa.array([None, None], pa.string())])).to_pylist() == [None, None]


@given(st.lists(st.none() | st.text(st.sampled_from(FORMULA_STARTS + " a1'")) | st.text(), max_size=8))
def test_a_column_follows_the_rule_of_a_text(texts: list[str | None]) -> None:
    column = pa.chunked_array([pa.array(texts, pa.string())])
    assert harmless_column(column).to_pylist() == [None if text is None else harmless(text) for text in texts]


@given(st.text())
def test_nothing_harmful_is_left_and_nothing_is_lost(text: str) -> None:
    made = harmless(text)
    assert made.lstrip(" ")[:1] not in set(FORMULA_STARTS)
    assert made in (text, f"'{text}")
