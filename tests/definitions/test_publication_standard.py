# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The publication standard as it was written down, held against the register's own schema, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.publication_standard import RULES, FieldRule, Kind

KINDS = {"string": {Kind.TEXT}, "enum": {Kind.CHOICE}, "array": {Kind.CHOICES, Kind.GROUPS}}
FILLED_IN_BY_THE_REGISTER = {"lars", "publication_dt"}


@pytest.fixture(scope="module")
def schema(real_data: Path) -> dict[str, dict[str, Any]]:
    path = real_data / "algoritmeregister" / "schema_v1_0.json"
    if not path.is_file():
        pytest.skip("the schema of the algorithm register is not among the real files")
    found: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["properties"]
    return found


def test_every_field_of_the_standard_is_here_and_no_other(schema: dict[str, dict[str, Any]]) -> None:
    assert set(RULES) == set(schema) - FILLED_IN_BY_THE_REGISTER


def test_every_field_has_the_title_length_kind_and_values_of_the_schema(schema: dict[str, dict[str, Any]]) -> None:
    for name, rule in RULES.items():
        entry = schema[name]
        assert rule.title == entry["title"]
        assert rule.longest == entry.get("max_length")
        assert rule.kind in KINDS[entry["type"]]
        assert list(rule.permitted) == entry.get("permitted_values", [])
        # The schema has the text "false" at one field.
        assert rule.required == (str(entry["required"]).lower() == "true")
        for part in rule.parts:
            same(part, entry["items"][part.name])


def same(part: FieldRule, entry: dict[str, Any]) -> None:
    assert (part.title, part.longest, part.required) == (
        entry["title"],
        entry.get("max_length"),
        entry["required"],
    )


@pytest.mark.parametrize(
    ("field", "value", "found"),
    [
        ("name", "", "is required and absent"),
        ("name", None, "is required and absent"),
        ("name", 7, "is int, expected text"),
        ("description_short", "x" * 401, "has 401 signs, the limit is 400"),
        ("status", "in gebruik", "'in gebruik' is not a value of the standard"),
        ("category", ["Wonen", "Bestuur"], "'Bestuur' is not a value of the standard"),
        ("category", "Wonen", "is str, expected a list"),
        ("begin_date", "2026-13", "'2026-13' is not written as the standard asks"),
        ("website", "www.gemeente.example", "'www.gemeente.example' is not written as the standard asks"),
        ("contact_email", "de afdeling", "'de afdeling' is not written as the standard asks"),
        ("lang", "nl", "'nl' is not a value of the standard"),
    ],
)
def test_a_value_that_the_register_would_not_take_is_told(field: str, value: object, found: str) -> None:
    ((place, said, remedy),) = RULES[field].breaches(value)
    assert (place, said) == (field, found)
    assert remedy


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", "x" * 100),
        ("goal", "regel een\nregel twee"),
        ("goal", None),
        ("category", []),
        ("contact_email", "algoritmes@gemeente.example"),
        ("contact_email", "https://gemeente.example/vraag"),
        ("begin_date", "2026-01"),
        ("impacttoetsen_grouping", [{"title": "DPIA"}]),
    ],
)
def test_a_value_that_the_register_takes_is_not_told(field: str, value: object) -> None:
    assert list(RULES[field].breaches(value)) == []


def test_everything_that_is_wrong_with_a_group_is_told_at_once() -> None:
    groups = [{"title": "", "link": "http://x"}, {"title": "Wet", "page": "https://x.example"}, "Wet"]
    told = {(place, said) for place, said, _ in RULES["lawful_basis_grouping"].breaches(groups)}
    assert told == {
        ("lawful_basis_grouping[0].title", "is required and absent"),
        ("lawful_basis_grouping[0].link", "'http://x' is not written as the standard asks"),
        ("lawful_basis_grouping[1].page", "is not a field of the standard"),
        ("lawful_basis_grouping[1].link", "is required and absent"),
        ("lawful_basis_grouping[2]", "is str, expected a title and a link"),
    }
