# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is typed in whichever field stays a text (S15): in no statement, no plan, no page and no more or fewer rows.

A thousand hostile texts go through every text field of every page for a release, some of them for a change.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, urlsplit

import lxml.html
import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import settings
from sqlalchemy import event

from pandzicht.ranking.selection import Ask
from pandzicht.runs.selecting import select
from pandzicht.store.engine import Engine
from pandzicht.store.state_schema import metadata
from pandzicht.store.workspace import open_workspace
from pandzicht_web.office import Office
from tests.desk import opened
from tests.model_city import ModelCity
from tests.office import PURPOSE, office_in, visitor
from tests.pages_of_office import examples, parts_of
from tests.security.hostile import ALL, MARK, some

IS_RELEASE = settings().max_examples > 1_000
COUNT = len(ALL) if IS_RELEASE else 5
"""Per field."""
HARMLESS = "gewone tekst"
TELLING = {"audit_entry", "processing_entry", "processing_subject", "log_tip", "sign_in_attempt", "session"}
"""Tables that tell what was done or tried: a refusal is told too."""
LEAST_FIELDS = 20
WORDS = re.compile(r"[^\s\[\]{}:,\"'#][^\[\]{}:,\"'\n#]{2,}")
"""What stands in a definition between its signs."""
QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"")
DUTCH = {"signals": "signalen", "norms": "normen"}


@dataclass(frozen=True)
class Field:
    """One text field of a form on a page, with what else the form sends."""

    page: str
    method: str
    action: str
    beside: tuple[tuple[str, str], ...]
    name: str
    colleague: str
    purpose: str

    @property
    def key(self) -> tuple[str, str, str]:
        """The field, whatever page it stands on."""
        return self.method, urlsplit(self.action).path, self.name

    def sent(self, client: Client, text: str) -> HttpResponse:
        """The answer to the form with a text in the field."""
        path = urlsplit(self.action)
        values = {**dict(parse_qsl(path.query)), **dict(self.beside), self.name: text}
        answer: HttpResponse = getattr(client, self.method)(path.path, values)
        return answer


@pytest.fixture(scope="module")
def office(model_city: ModelCity, tmp_path_factory: pytest.TempPathFactory) -> Office:
    folder = tmp_path_factory.mktemp("hostile") / "city"
    shutil.copytree(model_city.workspace.root, folder)
    space = open_workspace(folder)
    select(opened(space), PURPOSE, Ask(size=20, seed=1))
    return office_in(space)


@pytest.fixture(scope="module")
def fields(office: Office) -> Sequence[Field]:
    """Every text field of every page, once."""
    space = office.workspace
    run = (space.runs / "current").read_text(encoding="utf-8").strip()
    parts = parts_of(space, office.shelf.tables(space, run).addresses["address_id"][0].as_py())
    found: dict[tuple[str, str, str], Field] = {}
    for example in examples(office, parts):
        page = visitor(office, example.colleague, example.purpose).get(example.path)
        for field in _on(page.content, example.path, example.colleague, example.purpose):
            found.setdefault(field.key, field)
    return tuple(found.values())


def _on(content: bytes, page: str, colleague: str, purpose: str) -> Iterator[Field]:
    document: Any = lxml.html.document_fromstring(content.decode())
    named = {form.get("id"): form for form in document.forms}
    for within in document.forms:
        for item in within.inputs:
            is_text = item.tag == "textarea" or (item.tag == "input" and item.type in {"text", "search", "password"})
            form = named.get(item.get("form"), within)
            if is_text and item.name:
                method = "get" if form.method == "GET" else "post"
                beside = tuple(pair for pair in form.form_values() if pair[0] != "csrfmiddlewaretoken")
                yield Field(page, method, form.action or page, beside, item.name, colleague, purpose)


class Seen:
    """What the two databases were asked."""

    def __init__(self) -> None:
        self.statements: list[str] = []


@contextmanager
def watched(office: Office) -> Iterator[Seen]:
    """Note every statement that the state and the engine get."""
    seen, execute, table = Seen(), Engine._execute, Engine.table
    state: Any = office.door.state._engine

    def asked(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        seen.statements.append(statement)

    def executed(engine: Engine, sql: str, parameters: Any) -> Any:
        seen.statements.append(sql)
        return execute(engine, sql, parameters)

    def tabled(engine: Engine, sql: str, parameters: Any = ()) -> Any:
        seen.statements.append(sql)
        return table(engine, sql, parameters)

    event.listen(state, "before_cursor_execute", asked)
    with mock.patch.object(Engine, "_execute", executed), mock.patch.object(Engine, "table", tabled):
        yield seen
    event.remove(state, "before_cursor_execute", asked)


def rows(office: Office) -> Mapping[str, int]:
    """How many rows each table has that does not tell what was done."""
    names = sorted(set(metadata.tables) - TELLING)
    with office.door.state.transaction(reads=True) as transaction:
        return {name: int(transaction.column(f"SELECT count(*) FROM {name}")[0]) for name in names}


def more(before: Mapping[str, int], after: Mapping[str, int]) -> Mapping[str, int]:
    return {name: count - before[name] for name, count in after.items() if count != before[name]}


def test_a_thousand_texts_are_hostile() -> None:
    assert (len(ALL), len(set(ALL))) == (1_000, 1_000)
    assert all(MARK in text for text in ALL)


def test_no_text_is_read_as_anything_else(
    office: Office, fields: Sequence[Field], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    assert len(fields) >= LEAST_FIELDS
    faults = []
    for turn, field in enumerate(fields):
        client = visitor(office, field.colleague, field.purpose)
        client.raise_request_exception = False
        begun = rows(office)
        field.sent(client, HARMLESS)
        usual = more(begun, rows(office))
        for text in some(COUNT, turn):
            before = rows(office)
            with watched(office) as seen:
                answer = field.sent(client, text)
            faults += [f"{field.key} {text!r}: {fault}" for fault in wrong(text, answer, seen, sent=text)]
            made = more(before, rows(office))
            if made not in ({}, usual):
                faults.append(f"{field.key} {text!r}: changes {made} rows and not {usual}")
    assert faults == []


def wrong(text: str, answer: HttpResponse, seen: Seen, *, sent: str) -> Iterator[str]:
    """What a text, or what was sent with it, did that is more than to be a text."""
    if answer.status_code >= 500:
        yield f"answers {answer.status_code}"
    yield from (f"stands in a statement: {found[:200]}" for found in seen.statements if not is_quoted(text, found))
    if b"text/html" in answer.headers.get("Content-Type", "").encode():
        page = answer.content.decode(errors="replace")
        # a blank at the end of a text may be left out of the page, and then the page's own sign follows
        signs = (tag for tag in (f"{MARK}<", f'{MARK}"') if tag in sent)
        yield from (f"stands in the page as {tag}" for tag in signs if tag in page)
    yield from (f"stands in header {name}" for name, value in answer.headers.items() if "\n" in value or "\r" in value)


def is_quoted(text: str, statement: str) -> bool:
    """Whether a text stands in a statement as a whole, between quotes that nothing of it ends; or not at all."""
    quoted = (found[0][1:-1].replace(found[0][0] * 2, found[0][0]) for found in QUOTED.finditer(statement))
    return statement.count(MARK) == sum(value.count(MARK) for value in quoted if text in value)


@pytest.mark.parametrize(
    ("statement", "is_sound"),
    [
        ("SELECT 1", True),
        ("SELECT 'kanarie9'' OR 1=1', 'x'", True),
        ('SELECT "kanarie9\' OR 1=1"', True),
        ("SELECT 'kanarie9' OR 1=1'", False),
        ("SELECT kanarie9' OR 1=1", False),
    ],
)
def test_a_text_that_ends_its_quotes_is_seen(statement: str, is_sound: bool) -> None:
    assert is_quoted("kanarie9' OR 1=1", statement) is is_sound


def test_no_text_of_a_definition_is_read_as_anything_else(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    """Each text within a definition is replaced: it is a fault with its place, or a text as any other.

    An expression may end a text and go on, as its grammar has it; what reaches the engine of it stands between quotes.
    """
    caplog.set_level(logging.CRITICAL)
    client = visitor(office, "anna", PURPOSE)
    client.raise_request_exception = False
    faults = []
    for turn, (chapter, name) in enumerate((("signals", "overbewoning"), ("norms", "norm_overbewoning_personen"))):
        text = (office.workspace.catalogue / chapter / f"{name}.yaml").read_text(encoding="utf-8")
        words = tuple(dict.fromkeys(WORDS.findall(text)))[:: 1 if IS_RELEASE else 4]
        for place, word in enumerate(words):
            for hostile in some(1 + COUNT // 20, turn + place):
                written = json.dumps(hostile) if place % 2 else hostile
                altered = text.replace(word, written)
                with watched(office) as seen:
                    answer: Any = client.post(f"/catalogus/{DUTCH[chapter]}/{name}/nagaan", {"text": altered})
                found = wrong(MARK, answer, seen, sent=hostile)
                faults += [f"{chapter}/{name} {word} {hostile!r}: {fault}" for fault in found]
    assert faults == []
