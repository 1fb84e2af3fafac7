# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The definitions of the catalogue that a run was made with, for machines: found by a word, and one in full."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from pandzicht.definitions.handbook import Chapter, Entry, entries, entry_of, searched, serves, uses
from pandzicht.errors import NotFound
from pandzicht_web.answering import call_route
from pandzicht_web.call import Answer, Call, Line, Question
from pandzicht_web.visit import Visit


class DefinitionsAsked(Question):
    """Which definitions: of a chapter, or with a word in them."""

    chapter: Chapter | None = None
    text: Line = Field(default="", max_length=100)


class Definition(Answer):
    """One definition by its chapter and name, as a line of the catalogue."""

    chapter: Chapter
    name: str
    label: str
    under: str


class Definitions(Answer):
    """Definitions, by chapter."""

    definitions: list[Definition]


class DefinitionInFull(Definition):
    """One definition as the catalogue has it, what it rests on, and what rests on it."""

    content: dict[str, Any] = Field(description="As in its file; the JSON Schemas are in docs/reference/schema")
    uses: list[Definition]
    serves: list[Definition]


def definitions(visit: Visit, asked: DefinitionsAsked) -> object:
    """Answer the definitions in which a word stands, or all of them."""
    catalogue, language = visit.office.catalogue(), visit.language
    found: tuple[Entry, ...] = searched(catalogue, asked.text, language)
    if not asked.text.split():
        found = tuple(entry for chapter in Chapter for entry in entries(catalogue, chapter, language))
    own = [entry for entry in found if asked.chapter in {None, entry.chapter}]
    return Definitions(definitions=[Definition.model_validate(entry) for entry in own])


def definition(visit: Visit, chapter: str, name: str) -> object:
    """Answer one definition."""
    if chapter not in {item.value for item in Chapter}:
        raise NotFound(f"chapter '{chapter}' is not in the catalogue; known are {', '.join(Chapter)}")
    of, catalogue, language = Chapter(chapter), visit.office.catalogue(), visit.language
    entry = entry_of(catalogue, of, name, language)
    return DefinitionInFull(
        chapter=entry.chapter,
        name=entry.name,
        label=entry.label,
        under=entry.under,
        content=catalogue.named(of.value, name).model_dump(mode="json", by_alias=True),
        uses=[Definition.model_validate(item) for item in uses(catalogue, of, name, language)],
        serves=[Definition.model_validate(item) for item in serves(catalogue, of, name, language)],
    )


ROUTES = (
    call_route(
        "api_definitions",
        "definitions",
        definitions,
        Call("List the definitions of the catalogue in force", Definitions, DefinitionsAsked),
    ),
    call_route(
        "api_definition",
        "definitions/<slug:chapter>/<slug:name>",
        definition,
        Call("Answer one definition as the catalogue has it", DefinitionInFull),
    ),
)
