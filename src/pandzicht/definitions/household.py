# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who lives with nobody of their own: derived at intake, its inputs thrown away."""

from __future__ import annotations

from pydantic import Field

from pandzicht.definitions.words import Definition, LegalBasis

RELATION = "zonder_relatie"
"""Whether a row is of an adult without partner, parent or child at the address; null is unknown. Derived at intake."""


class Household(Definition):
    """Derivation at intake of adults without partner, parent or child at the same address (lawful.md 23b).

    Its inputs are delivered fields and are discarded in the same step; unknown where relations were not delivered.
    """

    person: str
    partner: tuple[str, ...]
    parents: tuple[str, ...]
    birth_date: str
    at: str
    """The delivered field that names the address."""
    adult_years: int = 18
    legal_basis: tuple[LegalBasis, ...] = Field(min_length=1)
    dpia: str = Field(min_length=1)
