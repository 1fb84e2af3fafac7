# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""For whom an export is written: that decides what may stand in it."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """The reader of an export."""

    ANALIST = "analist"
    """Everything: reasons, points, strata, inclusion probabilities."""
    TOEZICHTHOUDER = "toezichthouder"
    """Facts with source and date, the same fixed list for every unit; nothing of why or how it was selected."""
