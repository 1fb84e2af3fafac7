# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a source of ownership says of owners: legal persons only are told apart."""

from __future__ import annotations

from pydantic import Field

from pandzicht.definitions.words import Definition, Name


class Owners(Definition):
    """Which fields of an ownership source name the owner and tell legal persons from natural ones."""

    key: Name
    kind: Name
    legal_persons: tuple[str, ...] = Field(min_length=1)
    name: Name | None = None
    """The field with the name of a legal person, by which it is searched."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that tell who owns."""
        return tuple(name for name in (self.key, self.kind, self.name) if name is not None)
