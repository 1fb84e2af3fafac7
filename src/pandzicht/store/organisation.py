# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation that answers for a workspace: what it says of itself in the settings, for its public account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from pandzicht.definitions.words import Definition, Text
from pandzicht.errors import WorkspaceFault


class Organisation(Definition):
    """The controller (verwerkingsverantwoordelijke), as it stands in `[organisation]` of `pandzicht.toml`.

    What is left out is empty here, and said as *not filled in* wherever it is needed.
    """

    name: str = ""
    """As in the list of government organisations: *Gemeente X*."""
    contact: str = ""
    """For questions and requests: an e-mail address or a page that begins with https://."""
    privacy_officer: str = ""
    """How to reach the functionaris gegevensbescherming."""
    website: str = ""
    """A page about comparing registers."""
    algorithm_register: str = ""
    """The address of an algorithm register of its own, if any."""
    processing_register: str = ""
    """The address of the public part of the processing register, if any."""
    provider: str = ""
    source_code: str = ""
    transfers: Text | None = None
    """To which countries outside the EU data go, or that they go to none (AVG art. 30 lid 1 onder e)."""
    security: tuple[Text, ...] = ()
    """What the organisation itself does to keep data safe, beside what Pandzicht does."""


UNNAMED = Organisation()
"""Nothing was filled in."""
NEEDED = ("name", "contact", "privacy_officer", "provider", "transfers", "security")
"""What an account cannot do without."""


def organisation_of(settings: Mapping[str, Any], file: str) -> Organisation:
    """Return the organisation in the settings of a file; raise WorkspaceFault with everything that is wrong with it."""
    try:
        return Organisation.model_validate(settings)
    except ValidationError as error:
        told = [_told(item["loc"], item["type"], item["msg"]) for item in error.errors()]
        known = ", ".join(Organisation.model_fields)
        raise WorkspaceFault(f"{file}: [organisation]: {'; '.join(told)}; known are {known}") from error


def _told(location: tuple[int | str, ...], kind: str, message: str) -> str:
    where = ".".join(str(part) for part in location)
    return f"unknown setting {where}" if kind == "extra_forbidden" else f"{where}: {message[:1].lower()}{message[1:]}"
