# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the definitions says what the models say, with the words that stand beside each key."""

from __future__ import annotations

import json

import pytest
from pydantic import Field

from pandzicht.definitions.words import Definition, Name
from tools.definition_page import KINDS, page_of_definitions, schema_of, schemas, type_of


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


def test_every_kind_of_definition_has_its_schema_as_a_document() -> None:
    documents = {name: json.loads(text) for name, text in schemas().items()}
    assert {name: document["$id"] for name, document in documents.items()} == {name: f"{name}.json" for name in KINDS}
