# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is refused as input whatever a municipality defines, and what stands in for it and needs a justification."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from pandzicht.definitions.yaml_file import yaml_data

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ELEMENT = re.compile(r"^\d\d\.\d\d\.\d\d")


def refusal_of(name: str) -> str | None:
    """Return why a field or indicator name is refused, or None when it is not.

    >>> refusal_of("geboorte.geboorteLand") is None, refusal_of("nationaliteiten[]") is None, refusal_of("totaal")
    (True, False, None)
    """
    words = [word.lower() for word in _WORDS.findall(name)]
    joined = "".join(words)
    for entry in _listed("refused.yaml", "refused"):
        if _is_element(name, entry) or _speaks_of(words, entry) or joined in entry.get("words", ()):
            return str(entry["reason"])
    return None


def proxy_listing(name: str) -> str | None:
    """Return under which entry of the proxy list an indicator falls, or None.

    >>> proxy_listing("bewoners_aantal"), proxy_listing("bouwjaar")
    ('number of residents', None)
    """
    for entry in _listed("proxies.yaml", "proxies"):
        if any(name.startswith(start) or f"_{start}" in name for start in entry["starts"]):
            return str(entry["listed_as"])
    return None


def _is_element(name: str, entry: dict[str, Any]) -> bool:
    return bool(_ELEMENT.match(name)) and any(name.startswith(element) for element in entry.get("elements", ()))


def _speaks_of(words: list[str], entry: dict[str, Any]) -> bool:
    listed, starts = entry.get("words", ()), tuple(entry.get("starts", ()))
    return any(word in listed or word.startswith(starts or ("\0",)) for word in words)


@cache
def _listed(file: str, key: str) -> tuple[dict[str, Any], ...]:
    return tuple(yaml_data((Path(__file__).parent / file).read_text(encoding="utf-8"))[key])
