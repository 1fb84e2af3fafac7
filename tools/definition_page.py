# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page with every key of every kind of definition, and a JSON Schema per kind."""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel

from pandzicht.definitions.backtest import Backtest
from pandzicht.definitions.catalogue import MODELS
from pandzicht.definitions.indicator import Proxy
from tools.page import page, table

KINDS: dict[str, type[BaseModel]] = dict(MODELS.values()) | {"proxy": Proxy, "backtest": Backtest}
DIALECT = "https://json-schema.org/draft/2020-12/schema"
WORDS = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false", "null": "nothing"}
INTRODUCTION = """\
Written by `make docs` from the models in `pandzicht.definitions`; not edited by hand. The same stands in `schema/` as
JSON Schema, so that [your editor completes a definition](../do/complete-in-your-editor.md) and marks its faults. What
an expression may hold is in [expressions](../understand/expressions.md)."""

Schema = dict[str, Any]


def schema_of(model: type[BaseModel], *, name: str) -> Schema:
    """Return the JSON Schema of one kind of definition, each key with the meaning that stands beside it in the code."""
    schema = model.model_json_schema(by_alias=True, mode="validation")
    meanings = dict(_meanings(model))
    for title, part in {model.__name__: schema, **schema.get("$defs", {})}.items():
        for key, entry in part.get("properties", {}).items():
            meaning = meanings.get((title, key))
            if meaning:
                entry["description"] = meaning
    return {"$schema": DIALECT, "$id": f"{name}.json", **schema}


def _meanings(model: type[BaseModel]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield (model, key) -> the text under an attribute, for a model and all models within it."""
    for part in sorted(_models_within(model, set()), key=lambda found: found.__name__):
        body = ast.parse(dedent(inspect.getsource(part))).body[0]
        statements = body.body if isinstance(body, ast.ClassDef) else []
        for attribute, text in pairwise(statements):
            if isinstance(attribute, ast.AnnAssign) and isinstance(attribute.target, ast.Name) and _is_text(text):
                field = part.model_fields[attribute.target.id]
                yield (part.__name__, field.alias or attribute.target.id), " ".join(_text(text).split())


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _text(statement: ast.stmt) -> str:
    return (
        str(statement.value.value)
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        else ""
    )


def _models_within(model: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Return a model and the models that its fields hold, however deep."""
    seen.add(model)
    for field in model.model_fields.values():
        for part in _classes_in(field.annotation):
            if issubclass(part, BaseModel) and part not in seen:
                _models_within(part, seen)
    return seen


def _classes_in(annotation: Any) -> Iterator[type]:
    if inspect.isclass(annotation):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _classes_in(argument)


def type_of(entry: Schema) -> str:
    """Return the sort of value that a key takes, in words.

    >>> type_of({"type": "array", "items": {"type": "string"}}), type_of({"enum": ["object", "pand"]})
    ('list of text', '`object`, `pand`')
    """
    if "$ref" in entry:
        return _linked(entry["$ref"])
    if "const" in entry or "enum" in entry:
        return ", ".join(f"`{value}`" for value in entry.get("enum", [entry.get("const")]))
    options: list[Schema] = entry.get("anyOf", [])
    if options:
        return " or ".join(dict.fromkeys(type_of(option) for option in options if option.get("type") != "null"))
    return _plain_type(entry)


def _plain_type(entry: Schema) -> str:
    """Return the sort of value of a key that is neither a part, a choice nor an alternative."""
    kind = str(entry.get("type"))
    if kind == "array":
        return f"list of {type_of(entry['items'])}" if "items" in entry else "list"
    if kind == "object":
        inner = [*entry.get("patternProperties", {}).values(), entry.get("additionalProperties")]
        values = next((type_of(value) for value in inner if isinstance(value, dict)), "value")
        return f"name: {values}"
    return "date" if entry.get("format") == "date" else WORDS.get(kind, "value")


def _linked(reference: str) -> str:
    name = reference.rsplit("/", 1)[-1]
    return f"[{name}](#{name.lower()})"


def page_of_definitions() -> str:
    """Return the page with every key of every kind of definition."""
    schemas = {name: schema_of(model, name=name) for name, model in KINDS.items()}
    parts = [section for name, schema in schemas.items() for section in (f"## {name}", _keys(schema))]
    shared = {title: part for schema in schemas.values() for title, part in schema.get("$defs", {}).items()}
    parts.append("## Parts that several share")
    for title, part in sorted(shared.items()):
        parts += [f"### {title}", _keys(part)]
    return page("Definitions, key by key", [INTRODUCTION, *parts])


def _keys(schema: Schema) -> str:
    """Return what a schema says of itself and a table of its keys, or the list of its values."""
    text = " ".join(str(schema.get("description", "")).split())
    if "properties" not in schema:
        return f"{text}\n\nOne of {type_of(schema)}.".strip()
    rows = []
    for key, entry in schema["properties"].items():
        needed = "yes" if key in schema.get("required", []) else _default(entry)
        rows.append((f"`{key}`", type_of(entry), needed, entry.get("description", "")))
    return f"{text}\n\n{table(['key', 'takes', 'needed', 'meaning'], rows)}"


def _default(entry: Schema) -> str:
    default = entry.get("default")
    plain = isinstance(default, str | int | float | list) and default not in ("", [])
    return f"no, `{json.dumps(default, ensure_ascii=False)}`" if plain else "no"


def schemas() -> dict[str, str]:
    """Return the JSON Schema of every kind of definition as text, by its name."""
    return {
        name: json.dumps(schema_of(model, name=name), indent=2, ensure_ascii=False) + "\n"
        for name, model in KINDS.items()
    }
