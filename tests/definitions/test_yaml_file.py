# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""YAML as an analyst writes it: words stay words, every part has its line, and every way to go wrong its fault."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pandzicht.definitions.yaml_file import YamlFile, read_yaml, yaml_data
from pandzicht.errors import Fault


def read(tmp_path: Path, text: str | bytes) -> YamlFile | Fault:
    path = tmp_path / "a.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_yaml(path, "signals/a.yaml")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", "yes"), ("no", "no"), ("on", "on"), ("N", "N"), ("true", True), ("False", False),
        ("", None), ("~", None), ("null", None), ("none", "none"),
        ("12", 12), ("-3", -3), ("+7", 7), ("'12'", "12"), ('"012"', "012"), ("1_000", "1_000"), ("12:30", "12:30"),
        ("1.50", Decimal("1.50")), (".5", Decimal("0.5")), ("1e3", Decimal(1000)), (".", "."), ("1.2.3", "1.2.3"),
        ("2026-03-01", date(2026, 3, 1)), ("'2026-03-01'", "2026-03-01"), ("2026-3-1", "2026-3-1"), ("P90D", "P90D"),
        ("Straat 1", "Straat 1"), ("[1, a]", [1, "a"]), ("{nl: nee}", {"nl": "nee"}),
    ],
)  # fmt: skip
def test_a_value_without_quotes_is_what_yaml_1_2_says(written: str, meant: Any) -> None:
    found = yaml_data(f"a: {written}")["a"]
    assert (found, type(found)) == (meant, type(meant))


def test_blocks_are_text() -> None:
    assert yaml_data("a: >-\n  12\nb: |\n  yes\n") == {"a": "12", "b": "yes\n"}


def test_every_part_has_its_line(tmp_path: Path) -> None:
    file = read(tmp_path, "# first\nsignal: a\nscenarios:\n  - {on: 2026-03-01,\n     given: {n: 1}}\n  - x\n")
    assert isinstance(file, YamlFile)
    assert file.lines == {
        ("signal",): 2,
        ("scenarios",): 3,
        ("scenarios", 0): 4,
        ("scenarios", 0, "on"): 4,
        ("scenarios", 0, "given"): 5,
        ("scenarios", 0, "given", "n"): 5,
        ("scenarios", 1): 6,
    }
    assert file.line(("scenarios", 0, "given", "absent")) == 5
    assert str(file.fault(("signal",), "is wrong")) == "signals/a.yaml: line 2: is wrong"


@pytest.mark.parametrize(
    ("text", "place", "found"),
    [
        ("a: 1\nb: 2\na: 3\n", "line 3", "key 'a' stands twice"),
        ("a:\n  b: 1\n  b: 2\n", "line 3", "key 'b' stands twice"),
        ("a: &x [1]\nb: *x\n", "line 1", "is named by an alias elsewhere"),
        ("a: 1\nb: !!set {c}\n", "line 2", "has a tag, 'tag:yaml.org,2002:set'"),
        ("a: 1\n? [b, c]\n: 2\n", "line 2", "a key is not one word"),
        ("a: 1\nb: 2026-13-01\n", "line 2", "'2026-13-01' is no day of the calendar"),
        ("- a\n", "line 1", "holds no mapping of keys to values"),
        ("", "line 1", "holds no mapping of keys to values"),
    ],
)
def test_what_a_definition_does_not_use_is_told_with_its_line(
    tmp_path: Path, text: str, place: str, found: str
) -> None:
    fault = read(tmp_path, text)
    assert isinstance(fault, Fault)
    assert (fault.file, fault.place, fault.found) == ("signals/a.yaml", place, found)
    assert fault.remedy


@pytest.mark.parametrize("text", ["a: [1,\n", "a: 'b\n", "a: 1\n\tb: 2\n", "a: 1\n b: 2\n", "a: @b\n"])
def test_what_is_no_yaml_is_told_with_line_and_column(tmp_path: Path, text: str) -> None:
    fault = read(tmp_path, text)
    assert isinstance(fault, Fault)
    assert fault.place.startswith("line ")
    assert ", column " in fault.place
    assert fault.found.startswith("is not YAML: ")


@pytest.mark.parametrize("content", [b"a: caf\xe9\n", b"a: \x01\n", "a: één".encode("utf-16")])
def test_what_is_no_text_is_told(tmp_path: Path, content: bytes) -> None:
    fault = read(tmp_path, content)
    assert isinstance(fault, Fault)
    assert fault.remedy == "save the file as UTF-8 YAML"


def test_a_small_file_does_not_grow_without_bounds(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 40))]
    assert isinstance(read(tmp_path, "\n".join(lines)), Fault)


@given(st.text(max_size=40))
def test_any_text_is_read_or_told(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        content = text.encode()
    except UnicodeEncodeError:
        return
    assert isinstance(read(tmp_path_factory.mktemp("yaml"), content), YamlFile | Fault)
