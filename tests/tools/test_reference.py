# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The generated reference says what the code says, and a page that has fallen behind is noticed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from pydantic import Field

from pandzicht.definitions.words import Definition, Name
from tools import reference
from tools.reference import KINDS, main, page_of_definitions, pages, schema_of, stale, type_of


class Part(Definition):
    """A part."""

    start: int = Field(alias="from")
    """Where it begins."""


class Whole(Definition):
    """A whole."""

    whole: Name
    parts: dict[Name, Part]
    """All parts,
    by name."""
    note: str | None = None


def test_a_key_carries_the_meaning_that_stands_beside_it_also_in_a_part_and_under_its_alias() -> None:
    schema = schema_of(Whole, name="whole")
    assert schema["properties"]["parts"]["description"] == "All parts, by name."
    assert schema["$defs"]["Part"]["properties"]["from"]["description"] == "Where it begins."
    assert "description" not in schema["properties"]["note"]
    assert schema["required"] == ["whole", "parts"]


def test_a_schema_refuses_what_the_grammar_does_not_know() -> None:
    for name, model in KINDS.items():
        schema = schema_of(model, name=name)
        assert schema["additionalProperties"] is False
        assert name in schema["required"]


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"$ref": "#/$defs/Part"}, "[Part](#part)"),
        ({"const": "te_toetsen"}, "`te_toetsen`"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text"),
        ({"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "string"}]}, "whole number or text"),
        ({"type": "object", "patternProperties": {"^a": {"type": "number"}}}, "name: number"),
        ({"type": "object", "additionalProperties": {"type": "boolean"}}, "name: true or false"),
        ({"type": "object"}, "name: value"),
        ({"type": "array"}, "list"),
        ({"type": "string", "format": "date"}, "date"),
        ({}, "value"),
    ],
)
def test_the_sort_of_a_value_is_told_in_words(entry: dict[str, object], words: str) -> None:
    assert type_of(entry) == words


def test_every_key_of_every_definition_is_on_the_page() -> None:
    page = page_of_definitions()
    missing = [
        f"{name}.{key}"
        for name, model in KINDS.items()
        for key in schema_of(model, name=name)["properties"]
        if f"| `{key}` |" not in page
    ]
    assert missing == []


def test_a_page_that_is_missing_or_has_fallen_behind_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reference, "ROOT", tmp_path)
    assert set(stale(tmp_path)) == set(pages())
    main()
    assert stale(tmp_path) == []
    main(check=True)
    (tmp_path / "docs/reference/schema/norm.json").write_text(json.dumps({"title": "Norm"}), encoding="utf-8")
    with pytest.raises(typer.Exit):
        main(check=True)
    assert "docs/reference/schema/norm.json" in capsys.readouterr().err
