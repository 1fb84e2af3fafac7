# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""In what the inputs of two runs differ: their dates, seed and code, the deliveries of each source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_OWN = ("date", "known", "seed", "code", "spine", "channel")


@dataclass(frozen=True, slots=True)
class InputChange:
    """One input that is another: what it is called, and what it was and is."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class InputDifference:
    """What two runs were not both made from."""

    own: tuple[InputChange, ...]
    """Dates, seed, version of the code."""
    deliveries: tuple[InputChange, ...]
    """Per source."""
    definitions: bool
    """Whether the definitions differ."""


def input_difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> InputDifference:
    """Return in what the inputs of two manifests differ.

    >>> input_difference({"date": "2026-03-01", "seed": 1}, {"date": "2026-04-01", "seed": 1}).own
    (InputChange(name='date', before='2026-03-01', after='2026-04-01'),)
    """
    own = (InputChange(name, str(before.get(name, "")), str(after.get(name, ""))) for name in _OWN)
    then, now = before.get("deliveries", {}), after.get("deliveries", {})
    listed = (InputChange(name, _ids(then.get(name, [])), _ids(now.get(name, []))) for name in sorted({*then, *now}))
    return InputDifference(
        own=tuple(item for item in own if item.before != item.after),
        deliveries=tuple(item for item in listed if item.before != item.after),
        definitions=before.get("definitions") != after.get("definitions"),
    )


def _ids(deliveries: list[dict[str, str]]) -> str:
    """Return the deliveries of a source by name; of one that lost rows under a rule also that it did."""
    return ", ".join(item["id"] + (" (−)" if item.get("lacks") else "") for item in deliveries)
