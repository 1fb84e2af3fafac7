# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue as a handbook: what each check asks, which law carries it, what it reads, and since when."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponseBase

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.edit import EDITED
from pandzicht.definitions.handbook import Chapter, Entry, entries, entry_of, norms_of, searched, serves, uses
from pandzicht.governance.subject import Kind, Subject
from pandzicht.governance.versions import versions_of
from pandzicht_web.chapters import CHANGES, SLUGS, TITLES, chapter_named
from pandzicht_web.route import Place, Route
from pandzicht_web.visit import Visit


@dataclass(frozen=True, slots=True)
class Shown:
    """One chapter as it is shown."""

    chapter: Chapter
    slug: str
    title: str
    entries: tuple[Entry, ...]


def handbook(visit: Visit) -> HttpResponseBase:
    """Show the chapters with their entries, or those in which a word stands."""
    asked = visit.request.GET.get("q", "").strip()
    catalogue = visit.office.catalogue()
    found = searched(catalogue, asked, visit.language) if asked else None
    chapters = [
        Shown(chapter, slug, TITLES[chapter], _of(catalogue, chapter, found, visit)) for slug, chapter in SLUGS.items()
    ]
    values = {"asked": asked, "chapters": [item for item in chapters if item.entries]}
    part = visit.request.headers.get("HX-Request")
    return visit.page(f"pandzicht/catalogue/{'chapters' if part else 'handbook'}.html", values)


def definition(visit: Visit, chapter: str, name: str) -> HttpResponseBase:
    """Show one definition: what it asks or counts, the law, what it rests on and what rests on it."""
    of, catalogue = chapter_named(chapter), visit.office.catalogue()
    values = {
        "catalogue": catalogue,
        "chapter": Shown(of, chapter, TITLES[of], ()),
        "entry": entry_of(catalogue, of, name, visit.language),
        "item": catalogue.named(of.value, name),
        "uses": _by_chapter(uses(catalogue, of, name, visit.language)),
        "serves": _by_chapter(serves(catalogue, of, name, visit.language)),
        "norms": norms_of(catalogue, name, visit.office.today) if of is Chapter.SIGNALS else (),
        "on": visit.office.today,
        "may_edit": of.value in EDITED and visit.may(Action.PROPOSE),
        "may_see_versions": visit.may(Action.SEE_PROPOSALS),
    }
    return visit.page(f"pandzicht/catalogue/{of.value}.html", values)


def versions(visit: Visit, chapter: str, name: str) -> HttpResponseBase:
    """Show what a definition said over time: each change that somebody else approved."""
    of, catalogue = chapter_named(chapter), visit.office.catalogue()
    entry = entry_of(catalogue, of, name, visit.language)
    with (
        visit.operation(Action.SEE_PROPOSALS, Subject(Kind.DEFINITION, f"{of.value}/{name}")) as act,
        act.state.transaction(reads=True) as transaction,
    ):
        found = versions_of(transaction, of.value, name, visit.office.door.clock())
    values = {"entry": entry, "chapter": Shown(of, chapter, TITLES[of], ()), "versions": found, "said": CHANGES}
    return visit.page("pandzicht/catalogue/versions.html", values)


def _of(catalogue: Catalogue, chapter: Chapter, found: tuple[Entry, ...] | None, visit: Visit) -> tuple[Entry, ...]:
    if found is None:
        return entries(catalogue, chapter, visit.language)
    return tuple(entry for entry in found if entry.chapter is chapter)


def _by_chapter(found: tuple[Entry, ...]) -> list[Shown]:
    slugs = {chapter: slug for slug, chapter in SLUGS.items()}
    shown = [
        Shown(chapter, slugs[chapter], TITLES[chapter], tuple(entry for entry in found if entry.chapter is chapter))
        for chapter in Chapter
    ]
    return [item for item in shown if item.entries]


ROUTES = (
    Route("catalogue", "catalogus", handbook, place=Place.CATALOGUE, opens=True),
    Route(
        "versions",
        "catalogus/<slug:chapter>/<slug:name>/versies",
        versions,
        (Action.SEE_PROPOSALS,),
        place=Place.CATALOGUE,
    ),
    Route("definition", "catalogus/<slug:chapter>/<slug:name>", definition, place=Place.CATALOGUE),
)
