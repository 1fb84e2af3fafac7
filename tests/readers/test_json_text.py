# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.readers import json_text
from pandzicht.readers.json_text import Broken, JsonText

LEAVES = st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=8)
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
)


@pytest.fixture(params=[1, 3, 1 << 20], autouse=True)
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read through windows that cut values anywhere, and through one that holds all."""
    monkeypatch.setattr(json_text, "_CHUNK", request.param)


def as_text(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, list):
        return [as_text(element) for element in value]
    if isinstance(value, dict):
        return {key: as_text(member) for key, member in value.items()}
    return str(value)


def broken(text: str) -> Broken:
    reader = JsonText(text.encode())
    try:
        reader.value()
        reader.expect("")
    except Broken as found:
        return found
    pytest.fail("it was read")


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_any_value_comes_back_with_its_numbers_as_text(value: Any, indent: int | None, ascii_only: bool) -> None:
    reader = JsonText(json.dumps(value, indent=indent, ensure_ascii=ascii_only).encode())
    assert reader.value() == as_text(value)
    assert reader.peek() == ""
    assert not reader.is_suspect


@pytest.mark.parametrize("number", ["12345678901234567890", "0.10", "1e5", "-0", "1.5E-3", "7"])
def test_a_number_is_the_text_that_was_written(number: str) -> None:
    assert JsonText(f"[{number}]".encode()).value() == [number]
    assert JsonText(number.encode()).value() == number


@given(st.lists(st.dictionaries(st.text("ab", max_size=2), LEAVES, max_size=2), max_size=6), st.integers(1, 4))
def test_plain_objects_are_taken_together_and_the_last_stays(records: list[dict[str, Any]], most: int) -> None:
    reader = JsonText((" , ".join(json.dumps(record) for record in records) + "]").encode())
    found: list[Any] = []
    while reader.peek() != "]":
        run = reader.objects(most, between=",")
        assert len(run) <= most
        found += run
        found.append(reader.value())
        if reader.expect(",", "]") == "]":
            break
    assert found == as_text(records)


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ('[\n  {"é": tru}\n]', "line 2, column 9", "expected a value"),
        ('["a\nb"]', "line 1, column 4", "invalid control character at"),
        ("[1 2]", "line 1, column 4", "expecting ',' delimiter"),
        ("[1]\n[2]", "line 2, column 1", "expected the end of the document, found ["),
        ("[" * 100_000, "line 1, column 1", "nested too deeply"),
        ("x", "line 1, column 1", "expected a value"),
    ],
)
def test_what_is_no_json_names_its_place(text: str, place: str, found: str) -> None:
    told = broken(text)
    assert (told.place, told.found, told.is_cut) == (place, found, False)


@pytest.mark.parametrize("text", ['{"a": 1', '{"a":', '{"a', '["a", ', "[", '{"a": "b'])
def test_a_text_that_ends_too_early_is_cut(text: str) -> None:
    assert broken(text).is_cut


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '[{"b": {"a": 1, "a": null}}]', "[NaN]", '{"a": -Infinity}'])
def test_what_json_forbids_is_suspect_and_can_be_seen_again(text: str) -> None:
    reader = JsonText((" " + text).encode())
    assert reader.objects(9, between=",") == []
    assert not reader.is_suspect
    reader.value()
    assert reader.is_suspect
    assert reader.place_of_value == "line 1, column 2"
    assert "a" in str(reader.text_of_value)


def test_a_value_too_large_stops_where_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "_LARGEST_VALUE", 20)
    text = '["' + "x" * (3 << 20) + '"]'
    assert broken(text).place == "line 1, column 2"


def test_an_error_gives_way_to_the_next_line() -> None:
    reader = JsonText(b'{"a": }\n{"b": 1}\n\n')
    with pytest.raises(Broken):
        reader.value()
    assert reader.to_next_line()
    assert reader.place == "line 2, column 1"
    assert reader.value() == {"b": "1"}
    assert not reader.to_next_line()
    assert not reader.to_next_line()


def test_another_sign_than_expected_is_told() -> None:
    reader = JsonText(b"\n x")
    with pytest.raises(Broken, match=r"expected , or \], found x"):
        reader.expect(",", "]")
    with pytest.raises(Broken, match=r"expected \{, found the end"):
        JsonText(b" ").expect("{")
