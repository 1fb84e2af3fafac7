# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The description of the API is sound, is what stands in the reference, and keeps the NL API Design Rules."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from pandzicht_web.call import VERSION
from pandzicht_web.office import Office
from pandzicht_web.openapi import described
from pandzicht_web.route import Form
from pandzicht_web.routes import ROUTES
from tests.office import visitor

DESCRIPTION: dict[str, Any] = json.loads(described())
OPERATIONS = [
    (path, method, operation) for path, methods in DESCRIPTION["paths"].items() for method, operation in methods.items()
]


def test_it_is_sound() -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(DESCRIPTION).iter_errors()] == []


def test_it_is_what_stands_in_the_reference(root: Path) -> None:
    assert (root / "docs/reference/openapi.json").read_text("utf-8") == described()


def test_everybody_may_read_it_from_anywhere(office: Office) -> None:
    answer = visitor(office).get("/api/v1/openapi.json")
    assert (answer.status_code, answer["Access-Control-Allow-Origin"]) == (200, "*")
    assert answer.json() == DESCRIPTION


def test_every_call_stands_in_it_and_nothing_else() -> None:
    routes = [route for route in ROUTES if route.form is Form.API]
    told = {f"{method.upper()} {operation['operationId']}" for _, method, operation in OPERATIONS}
    assert told == {f"{method} {route.name.removeprefix('api_')}" for route in routes for method in route.methods}


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=lambda part: str(part)[:60])
def test_a_call_keeps_the_design_rules(path: str, method: str, operation: dict[str, Any]) -> None:
    parts = [part for part in path.split("/")[1:] if not part.startswith("{")]
    assert not path.endswith("/")
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*(\.json)?", part) for part in parts), "lower case, words by a hyphen"
    assert method in {"get", "post", "put", "patch", "delete"}
    assert operation["summary"]
    done = next(code for code in operation["responses"] if code.startswith("2"))
    headers = operation["responses"][done]["headers"]
    assert "API-Version" in headers
    assert ("Location" in headers) == (done == "201")
    assert "requestBody" not in operation or method in {"post", "put", "patch"}
    for code, answer in operation["responses"].items():
        if not code.startswith("2"):
            name = answer["$ref"].rsplit("/", 1)[-1]
            assert set(DESCRIPTION["components"]["responses"][name]["content"]) == {"application/problem+json"}
    is_open = operation["security"] == []
    assert is_open == (path == "/openapi.json")
    assert is_open or "401" in operation["responses"]


def test_the_version_is_whole_and_stands_in_the_address() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", VERSION)
    assert (DESCRIPTION["info"]["version"], DESCRIPTION["servers"]) == (VERSION, [{"url": "/api/v1"}])


def test_no_two_models_have_one_name_and_each_says_what_it_is() -> None:
    schemas = DESCRIPTION["components"]["schemas"]
    assert [name for name in schemas if "__" in name] == []
    assert [name for name, schema in schemas.items() if not schema.get("description") and "enum" not in schema] == []


def test_nothing_that_may_be_a_name_is_asked_in_an_address() -> None:
    asked = {item["name"] for _, _, told in OPERATIONS for item in told.get("parameters", []) if item["in"] == "query"}
    assert not asked & {"q", "name", "owner_name", "person", "bsn", "birth_date", "account"}
