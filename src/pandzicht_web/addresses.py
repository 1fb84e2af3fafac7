# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The address of a route by its name, so that no page spells one out."""

from __future__ import annotations

from django.urls import reverse


def address_of(name: str, *parts: str) -> str:
    """Return the path of a route by its name and the parts that differ; raise NoReverseMatch for an unknown one."""
    return reverse(name, args=parts)
