# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The link columns of lines of text: every part spelled as it is in a field of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.sources.line_links import LINE_COLUMNS
from pandzicht.store.engine import Engine
from tests.linking.lines import spoken
from tests.linking.town import Row


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(threads=1, memory_mib=256) as made:
        yield made


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Prins Hendrikstr. 12a-02, 2511 ca Duinrijk",
         Row("prhendrikstraat", 12, "A", "2", "2511CA", "duinrijk", line="PRINS HENDRIKSTR. 12A-02, 2511 CA DUINRIJK")),
        ("Kerkstraat 12 bis", Row("kerkstraat", 12, None, "BIS", line="KERKSTRAAT 12 BIS")),
        ("Kerkstraat 12, 2511 Duinrijk",
         Row("kerkstraat", 12, woonplaats="duinrijk", postcode4="2511", line="KERKSTRAAT 12, 2511 DUINRIJK")),
        ("2511CA 7", Row(None, 7, postcode="2511CA", line="2511CA 7")),
        ("Kerkstraat 0", Row("kerkstraat", None, line="KERKSTRAAT 0")),
        ("Kerkstraat 123456", Row("kerkstraat", None, line="KERKSTRAAT 123456")),
        ("", Row()),
    ],
)  # fmt: skip
def test_parts_of_a_line_are_spelled_as_in_fields_of_their_own(engine: Engine, text: str, row: Row) -> None:
    assert spoken(engine, [text]) == [row]


def test_a_line_is_spelled_once_and_every_row_of_it_finds_it(engine: Engine) -> None:
    rows = spoken(engine, ["Kerkstraat 7", "Kerkstraat 9", "Kerkstraat 7"])
    assert [row.huisnummer for row in rows] == [7, 9, 7]


def test_nothing_but_the_table_asked_for_is_left(engine: Engine) -> None:
    spoken(engine, ["Kerkstraat 7"])
    assert engine.rows("SELECT table_name FROM information_schema.tables") == []
    assert {name.removeprefix("link_") for name in LINE_COLUMNS} <= set(Row.__dataclass_fields__)


WORDS = st.sampled_from(
    ["Kerkstraat", "12", "007", "A", "hs", "2 hoog", "-", "/", ",", "2511", "CA", "2511CA", "Duinrijk", "te", "nr.",
     "1944", "t/m", "naast", "99999", "100000", "0", "²", "٣", "½", "ĳ", "ß", "\n", "'"]
)  # fmt: skip
LINES = st.lists(WORDS, max_size=10).map(" ".join) | st.text(max_size=40)
FEWER = settings(max_examples=max(5, settings.default.max_examples // 10))


@FEWER
@given(st.lists(LINES, min_size=25, max_size=25))
def test_any_line_is_read_and_no_digit_is_made_up(engine: Engine, lines: list[str]) -> None:
    for text, row in zip(lines, spoken(engine, lines), strict=True):
        kept = " ".join(str(part) for part in (row.huisnummer, row.huisletter, row.toevoeging, row.postcode) if part)
        told = re.sub("[^0-9]", "", text)
        for run in re.findall("[0-9]+", kept):
            assert run in told, (text, row)
        assert len(re.sub("[^0-9]", "", kept)) <= len(told)
        assert row.huisnummer is None or 1 <= row.huisnummer <= 99_999
