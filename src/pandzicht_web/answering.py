# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Carries a call out: its question is held against its model before anything is done, its answer before it goes out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from pydantic import ValidationError

from pandzicht.definitions.action import Action
from pandzicht_web.call import PREFIX, Answer, Call, Made, Question
from pandzicht_web.refused import problem
from pandzicht_web.route import Form, Needs, Route
from pandzicht_web.visit import Visit

JSON = "application/json"
MOST_BYTES = 64 * 1024
"""Of a body: no question is longer."""
_MOST_PAIRS = 250
_WHOLE = 15
"""Digits of a number in an address."""
Act = Callable[..., object]
"""What carries a call out: it gets the visit, the question if the call has one, and the parts of the path by name."""


class NotReadable(Exception):
    """A question that cannot be read, and the answer that says so."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def call_route(
    name: str,
    path: str,
    act: Act,
    call: Call,
    *,
    acts: tuple[Action, ...] = (),
    needs: Needs = Needs.ACCOUNT,
    method: str = "GET",
) -> Route:
    """Return the route of a call, below the address of the API."""
    view = answering(act, call)
    return Route(name, f"{PREFIX}/{path}", view, acts, needs, (method,), form=Form.API, call=call)


def answering(act: Act, call: Call) -> Callable[..., HttpResponseBase]:
    """Return the view of a call."""

    def view(visit: Visit, **parts: str) -> HttpResponseBase:
        if "Accept" in visit.request.headers and not visit.request.accepts(call.media or JSON):
            return problem(HTTPStatus.NOT_ACCEPTABLE, f"this call answers in {call.media or JSON}; accept that")
        try:
            asked = _asked(visit.request, call)
        except NotReadable as fault:
            return fault.response
        found = act(visit, *asked, **parts)
        return _answer(call, found)

    return view


def _answer(call: Call, found: object) -> HttpResponse:
    if isinstance(found, HttpResponse):
        return found
    if call.status == HTTPStatus.NO_CONTENT:
        return HttpResponse(status=call.status)
    told, headers = (found.answer, {"Location": found.location}) if isinstance(found, Made) else (found, {})
    answer = told if isinstance(told, call.answer) else call.answer.model_validate(told)
    return HttpResponse(written(answer), content_type=JSON, status=call.status, headers=headers)


def written(answer: Answer) -> str:
    """Return an answer as JSON."""
    return answer.model_dump_json(by_alias=True)


def _asked(request: HttpRequest, call: Call) -> tuple[Question, ...]:
    """Return the question of a call; none where the call has none. Raises NotReadable with all that is wrong."""
    in_address = request.method in {"GET", "HEAD"}
    if call.asked is None or not in_address:
        _refuse_query(request)
    if call.asked is None:
        return ()
    text = json.dumps(_pairs(request, call.asked)).encode() if in_address else _body(request)
    try:
        return (call.asked.model_validate_json(text, strict=True),)
    except ValidationError as error:
        raise NotReadable(_told(error)) from error


def _refuse_query(request: HttpRequest) -> None:
    query = request.META.get("QUERY_STRING", "")
    if query:
        faults = [{"place": part.split("=")[0][:80], "found": "nothing is asked in this address"} for part in [query]]
        raise NotReadable(_unprocessable(faults))


def _body(request: HttpRequest) -> bytes:
    if request.content_type != JSON:
        told = f"the API reads {JSON}; send that, with its Content-Type"
        raise NotReadable(problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, told))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        raise NotReadable(problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"a question has {MOST_BYTES} bytes at most"))
    return request.body


def _pairs(request: HttpRequest, kind: type[Question]) -> dict[str, Any]:
    """Return what stands in an address as the model has it: numbers as numbers, what may be repeated as lists."""
    query = request.META.get("QUERY_STRING", "")
    try:
        pairs = parse_qsl(query, keep_blank_values=True, errors="strict", max_num_fields=_MOST_PAIRS)
    except ValueError as error:
        raise NotReadable(problem(HTTPStatus.BAD_REQUEST, "the question in the address cannot be read")) from error
    kinds = types_of(kind)
    found: dict[str, Any] = {}
    for key, text in pairs:
        if kinds.get(key) == "array":
            found.setdefault(key, []).append(text)
        elif key in found:
            raise NotReadable(_unprocessable([{"place": key[:80], "found": "stands there more than once"}]))
        else:
            found[key] = _typed(text, kinds.get(key, "string"))
    return found


def _typed(text: str, kind: str) -> str | int | bool:
    if kind == "integer" and text.isascii() and text.removeprefix("-").isdecimal() and len(text) <= _WHOLE:
        return int(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


def types_of(kind: type[Question]) -> Mapping[str, str]:
    """Return of each thing that can be asked what JSON calls its type; a thing that is one of a list is a string."""
    told = kind.model_json_schema(by_alias=True)["properties"]
    return {name: str(schema.get("type", "string")) for name, schema in told.items()}


def _told(error: ValidationError) -> HttpResponse:
    if error.errors()[0]["type"] == "json_invalid":
        return problem(HTTPStatus.BAD_REQUEST, "the body is not JSON; write it in UTF-8")
    faults = [{"place": ".".join(map(str, item["loc"]))[:200], "found": item["msg"]} for item in error.errors()]
    return _unprocessable(faults)


def _unprocessable(faults: Iterable[Mapping[str, str]]) -> HttpResponse:
    listed = [dict(item) for item in faults]
    said = "; ".join(f"{item['place']}: {item['found']}" for item in listed)
    return problem(HTTPStatus.UNPROCESSABLE_ENTITY, f"{said}; see /{PREFIX}/openapi.json", faults=listed)
