# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A view of a worklist: what is asked of it, its columns beside those that are always there, and how dense it is."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from pandzicht.worklist.criteria import Criteria, asked_in

Column = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=80)]


class Density(StrEnum):
    """How much room a row takes."""

    ROOMY = "roomy"
    COMPACT = "compact"


class View(Criteria):
    """Criteria, and how the list is looked at."""

    columns: tuple[Column, ...] = Field(
        default=(),
        max_length=40,
        alias="column",
        description="write the name of a column of the check, up to 40 of them",
    )
    density: Density = Field(default=Density.ROOMY, description=f"write {', '.join(Density)}")


def view_of(query: str) -> View:
    """Return the view that a query string says; raise CriteriaFaults with all that is wrong with it.

    >>> view_of("column=bewoners_aantal&density=compact&owner=legal_person").query
    'owner=legal_person&column=bewoners_aantal&density=compact'
    """
    return asked_in(query, View)
