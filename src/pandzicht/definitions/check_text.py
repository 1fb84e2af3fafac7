# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The text of a check with other points: what people wrote around them, comments included, stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pandzicht.definitions.ai_act import Classification
from pandzicht.definitions.yaml_file import written, yaml_data

_TOP = re.compile(r"^[A-Za-z_][\w-]*:")
LEAST_SHARE = 0.05
"""The share of a selection that a challenger gets where the check has none for it (lawful.md section 3, 3)."""


def with_challenger(text: str, points: Mapping[str, int], motive: Mapping[str, str]) -> str:
    r"""Return a check that tries points on a share of its selections; its own points stay.

    >>> text = "check: x\n# why so\npoints: {a: 3}  # by hand\nstrata: {control: 0.15}\nresult: {nl: y}\n"
    >>> print(with_challenger(text, {"b": 2}, {"nl": "geleerd"}), end="")
    check: x
    # why so
    points: {a: 3}  # by hand
    strata:
      control: 0.15
      challenger: 0.05
    challenger:
      points:
        b: 2
      motive:
        nl: geleerd
      learned: true
    result: {nl: y}
    """
    strata = _strata(text)
    share = float(strata.get("challenger") or 0) or LEAST_SHARE
    text = _replaced(text, "strata", strata | {"challenger": share})
    return _replaced(
        text, "challenger", {"points": dict(points), "motive": dict(motive), "learned": True}, after="strata"
    )


def with_own_points(
    text: str,
    points: Mapping[str, int],
    *,
    sources: Mapping[str, Sequence[str]],
    severity: Mapping[str, str],
    learned: bool = False,
) -> str:
    r"""Return a check whose points are others, that tries nothing beside them and reads no more than they need.

    >>> text = "sources: {x: [y], z: [q]}\npoints: {a: 3}\nstrata: {control: 0.2, challenger: 0.1}\nfacts: [b]\n"
    >>> print(with_own_points(text, {"b": 2}, sources={"x": ["y"]}, severity={}), end="")
    sources:
      x:
      - y
    points:
      b: 2
    strata:
      control: 0.2
      challenger: 0.0
    facts: [b]
    """
    text = _replaced(text, "sources", {name: list(fields) for name, fields in sources.items()})
    text = _replaced(text, "points", dict(points))
    text = _replaced(text, "severity", dict(severity), after="points") if severity else _without(text, "severity")
    text = _replaced(text, "learned", learned, after="points") if learned else _without(text, "learned")
    text = _replaced(text, "strata", _strata(text) | {"challenger": 0.0})
    return _without(text, "challenger")


def with_class(text: str, told: Classification) -> str:
    r"""Return a check that says what it is under the AI act, and why.

    >>> told = Classification.model_validate({"class": "minimaal_risico", "reasons": {"nl": "geleerd"}})
    >>> print(with_class("iama: x\nai_act: {class: geen_ai_systeem}\nframe: y\n", told), end="")
    iama: x
    ai_act:
      class: minimaal_risico
      publication: B
      reasons:
        nl: geleerd
    frame: y
    """
    reasons = {"nl": told.reasons.nl} | ({"en": told.reasons.en} if told.reasons.en else {})
    risk = told.risk.value if told.risk else None
    new = {"class": risk, "publication": told.publication.value, "reasons": reasons}
    return _replaced(text, "ai_act", new, after="iama")


def _strata(text: str) -> dict[str, Any]:
    return {name: float(share) for name, share in yaml_data(text)["strata"].items()}


def _replaced(text: str, key: str, value: Mapping[str, Any] | bool, after: str = "") -> str:
    """Return a text in which a key of the first level has another value; one that is not there comes after another."""
    lines = text.splitlines(keepends=True)
    place = _place(lines, key)
    if place is None:
        there = _place(lines, after)
        place = slice(len(lines), len(lines)) if there is None else slice(there.stop, there.stop)
    new = written({key: value})
    before = lines[: place.start]
    if before and not before[-1].endswith("\n"):
        before[-1] += "\n"
    return "".join([*before, new, *lines[place.stop :]])


def _without(text: str, key: str) -> str:
    lines = text.splitlines(keepends=True)
    place = _place(lines, key)
    return text if place is None else "".join([*lines[: place.start], *lines[place.stop :]])


def _place(lines: list[str], key: str) -> slice | None:
    """Return the lines of a key of the first level with its value, without what is said above the next key."""
    start = next((at for at, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if start is None:
        return None
    end = next((at for at in range(start + 1, len(lines)) if _TOP.match(lines[at])), len(lines))
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return slice(start, end)
