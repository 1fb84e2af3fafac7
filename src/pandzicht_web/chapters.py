# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the chapters of the handbook are called, on a page and in its address."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.definitions.difference import Change
from pandzicht.definitions.handbook import Chapter
from pandzicht.errors import NotFound
from pandzicht.language import message

TITLES: Mapping[Chapter, str] = {
    Chapter.CHECKS: message("Checks"),
    Chapter.SIGNALS: message("Signals"),
    Chapter.INDICATORS: message("Indicators"),
    Chapter.NORMS: message("Norms"),
    Chapter.SOURCES: message("Sources"),
}
SLUGS: Mapping[str, Chapter] = {
    "controles": Chapter.CHECKS,
    "signalen": Chapter.SIGNALS,
    "indicatoren": Chapter.INDICATORS,
    "normen": Chapter.NORMS,
    "bronnen": Chapter.SOURCES,
}

CHANGES: Mapping[Change, str] = {
    Change.ADDED: message("added"),
    Change.CHANGED: message("changed"),
    Change.REMOVED: message("removed"),
}
"""What is said of a definition that differs."""


def chapter_named(slug: str) -> Chapter:
    """Return a chapter by its name in an address; raise NotFound, naming those there are."""
    if slug not in SLUGS:
        raise NotFound(f"chapter '{slug}' is not in the catalogue; known are {', '.join(SLUGS)}")
    return SLUGS[slug]
