# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The description of the API (OpenAPI 3.1), made from the routes and their models: nothing in it is written twice."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from pandzicht_web.answering import JSON, types_of
from pandzicht_web.call import PREFIX, VERSION, Answer, Call, Question
from pandzicht_web.refused import PROBLEM
from pandzicht_web.route import Form, Needs, Route

_MODELS = "#/components/schemas/{model}"
_SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 200}
_ABOUT = (
    "What Pandzicht knows of addresses, for machines. An address is looked at, never a person. Every call is carried "
    "out in the name of an account, for the purpose of its session or token, and is logged."
)
_ALWAYS = (HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED, HTTPStatus.NOT_ACCEPTABLE)
_WAITS = HTTPStatus.TOO_MANY_REQUESTS
_OF_STATE = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT, HTTPStatus.GONE, _WAITS)
_ALSO = (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.SERVICE_UNAVAILABLE)
_OF_BODY = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
_VERSION = {"API-Version": {"$ref": "#/components/headers/API-Version"}}
_HEADERS = {
    "API-Version": {"description": "The version of the API", "schema": {"type": "string"}, "required": True},
    "Location": {"description": "Where it can be asked", "schema": {"type": "string"}, "required": True},
    "Retry-After": {"description": "Seconds to wait", "schema": {"type": "integer", "minimum": 1}, "required": True},
}


class Problem(BaseModel):
    """What went wrong and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def description(routes: Iterable[Route]) -> dict[str, Any]:
    """Return the description of the calls among some routes."""
    calls = [(route, route.call) for route in routes if route.form is Form.API and route.call]
    paths: dict[str, dict[str, Any]] = {}
    for route, call in calls:
        for method in route.methods:
            paths.setdefault(_path(route), {})[method.lower()] = _operation(route, call)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Pandzicht",
            "version": VERSION,
            "description": _ABOUT,
            "contact": {"name": "Pandzicht contributors"},
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
        "servers": [{"url": f"/{PREFIX}"}],
        "tags": [{"name": name} for name in sorted({_tag(route) for route, _ in calls})],
        "paths": dict(sorted(paths.items())),
        "components": {
            "schemas": _schemas(calls),
            "responses": {code.name.lower(): _problem(code) for code in (*_ALWAYS, *_OF_STATE, *_ALSO, *_OF_BODY)},
            "headers": _HEADERS,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "A token that an account made"},
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-pandzicht"},
            },
        },
    }


@lru_cache(maxsize=1)
def described() -> str:
    """Return the description of the office as JSON, as it is published and as it stands in the reference."""
    from pandzicht_web.routes import ROUTES  # noqa: PLC0415 - one of the routes gives the description

    return json.dumps(description(ROUTES), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _path(route: Route) -> str:
    return re.sub(r"<\w+:(\w+)>", r"{\1}", route.path.removeprefix(PREFIX))


def _tag(route: Route) -> str:
    return _path(route).split("/")[1]


def _operation(route: Route, call: Call) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": route.name.removeprefix("api_"),
        "summary": call.does,
        "tags": [_tag(route)],
        "responses": _responses(route, call),
    }
    if route.acts:
        told["description"] = f"Acts: {', '.join(route.acts)}; a role must allow it."
    parameters = [{"name": name, "in": "path", "required": True, "schema": _SLUG} for name in route.parameters]
    if call.asked and "GET" in route.methods:
        parameters += _asked_in_address(call.asked)
    elif call.asked:
        schema = {"$ref": _MODELS.format(model=_named(call.asked))}
        told["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}
    if parameters:
        told["parameters"] = parameters
    told["security"] = [] if route.needs is Needs.NOTHING else [{"token": []}, {"session": []}]
    return told


def _asked_in_address(kind: type[Question]) -> list[dict[str, Any]]:
    schema = kind.model_json_schema(by_alias=True)
    definitions = schema.get("$defs", {})
    found = []
    for name in types_of(kind):
        own = _inlined(schema["properties"][name], definitions)
        about = {"description": own.pop("description")} if "description" in own else {}
        style = {"style": "form", "explode": True} if own.get("type") == "array" else {}
        found.append({"name": name, "in": "query", "required": False, "schema": own, **about, **style})
    return found


def _inlined(schema: Any, definitions: Mapping[str, Any]) -> Any:
    """Return a schema of an address with what it refers to in its place, without null: there is no null there."""
    if isinstance(schema, list):
        return [_inlined(item, definitions) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        told = {key: value for key, value in schema.items() if key != "$ref"}
        return _inlined(definitions[schema["$ref"].rsplit("/", 1)[-1]], definitions) | told
    options = [item for item in schema.get("anyOf", []) if item.get("type") != "null"]
    if len(options) == 1:
        told = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
        return _inlined(options[0], definitions) | told
    return {key: _inlined(value, definitions) for key, value in schema.items()}


def _responses(route: Route, call: Call) -> dict[str, Any]:
    headers = dict(_VERSION)
    if call.status == HTTPStatus.CREATED:
        headers["Location"] = {"$ref": "#/components/headers/Location"}
    done: dict[str, Any] = {"description": HTTPStatus(call.status).phrase, "headers": headers}
    if call.status != HTTPStatus.NO_CONTENT:
        schema = {} if call.media else {"$ref": _model(call.answer)}
        done["content"] = {call.media or JSON: {"schema": schema}}
    codes = [*_ALWAYS, *(() if route.needs is Needs.NOTHING else _OF_STATE), *_ALSO]
    codes += _OF_BODY if call.asked and "GET" not in route.methods else ()
    told = {str(int(code)): {"$ref": f"#/components/responses/{code.name.lower()}"} for code in sorted(codes)}
    return {str(call.status): done, **told}


def _problem(code: HTTPStatus) -> dict[str, Any]:
    waits = {"Retry-After": {"$ref": "#/components/headers/Retry-After"}} if code is _WAITS else {}
    return {
        "description": code.phrase,
        "headers": _VERSION | waits,
        "content": {PROBLEM: {"schema": {"$ref": _MODELS.format(model="Problem")}}},
    }


def _model(kind: type[Answer]) -> str:
    return _MODELS.format(model=_named(kind))


def _named(kind: type[BaseModel]) -> str:
    return kind.__name__


def _schemas(calls: Iterable[tuple[Route, Call]]) -> dict[str, Any]:
    """Return the models of bodies and answers, each by its own name."""
    listed = list(calls)
    asked = {call.asked for route, call in listed if call.asked and "GET" not in route.methods}
    answers = {call.answer for _, call in listed if not call.media and call.status != HTTPStatus.NO_CONTENT}
    _, told = models_json_schema(
        [
            *((kind, "validation") for kind in sorted(asked, key=_named)),
            *((kind, "serialization") for kind in sorted(answers, key=_named)),
            (Problem, "serialization"),
        ],
        ref_template=_MODELS,
    )
    found: dict[str, Any] = told["$defs"]
    return found
