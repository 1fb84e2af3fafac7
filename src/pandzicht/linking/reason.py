# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why a row was linked or not, in words: apart from the tiers, since who asks for no reason reads no definitions."""

from __future__ import annotations

from pandzicht.definitions.words import Text
from pandzicht.linking.tier import Meaning


def reason_of(meaning: Meaning) -> Text:
    """Return why, in both languages; nothing is translated before somebody asks."""
    return Text.of(meaning.told)
