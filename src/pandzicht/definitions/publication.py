# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a municipality says in public of a check (publication): beside it, so that what is told is what is run.

From it and from the rest of the catalogue come the entries in the algorithm register and the processing register, the
privacy statement and the public page.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from pandzicht.definitions.publication_standard import PublicationStatus, Theme
from pandzicht.definitions.words import Definition, Duration, Text

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
"""A month, written as 2026-01."""


class Ground(StrEnum):
    """The part of AVG art. 6 lid 1 that carries a processing by a municipality."""

    LEGAL_OBLIGATION = "c"
    PUBLIC_TASK = "e"


class Reference(Definition):
    """A law or document with its address on the web."""

    title: str = Field(min_length=1)
    link: str


class Publication(Definition):
    """What is said in public of one check; texts in plain Dutch (B1), with English beside it."""

    name: Text
    """What the check does, with a verb; at most 100 signs."""
    summary: Text
    """Two or three sentences; at most 400 signs."""
    status: PublicationStatus
    themes: tuple[Theme, ...] = ()
    begin: Month | None = None
    """The month in which it was first used."""
    end: Month | None = None
    goal: Text
    """What it is for, and how people meet it; at most 2,500 signs, as the three below."""
    proportionality: Text
    """What was weighed: advantages, drawbacks, other ways."""
    human_intervention: Text
    """What people do with the outcome, and how they can correct it."""
    risks: Text
    """What may go wrong, and what is done about it."""
    ground: Ground
    """`c` (legal obligation) or `e` (public task) of AVG art. 6 lid 1."""
    recipients: tuple[Text, ...] = Field(min_length=1)
    """Who gets to see the lists, inside and outside the municipality."""
    retention: Duration
    """How long comparisons and selections of this check are kept."""
    laws: tuple[Reference, ...] = ()
    """Where the law can be read."""
    dpia_page: str = ""
    """Where the DPIA can be read, when it is public."""
    iama_page: str = ""
    contact: str = ""
    """For questions about this check; without it that of the organisation."""
    website: str = ""
    tags: tuple[str, ...] = ()


FIELDS: Mapping[str, str] = {
    "name": "name",
    "summary": "description_short",
    "goal": "goal",
    "proportionality": "proportionality",
    "human_intervention": "human_intervention",
    "risks": "risks",
    "contact": "contact_email",
    "website": "website",
}
"""Key of a publication -> the field of the publication standard that it fills as it stands."""
