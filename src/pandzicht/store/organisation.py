# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The organisation that answers for a workspace: what it says of itself in the settings, for its public account."""

from __future__ import annotations

from pandzicht.definitions.words import Definition, Text


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
