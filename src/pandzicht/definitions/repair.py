# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A definition with a faulty part, read without that part, so that its other faults are reported in the same go.

A repaired definition is only ever used to find more faults: the catalogue it came from is refused all the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError

_TEXT = {"nl": "?"}
_BASIS = [{"article": "???", "verified": "te_toetsen"}]
_SCENARIOS = [{"on": "2000-01-01", "given": {}, "expect": "unknown"}] * 2

HARMLESS: Mapping[str, Mapping[str, Any]] = {
    "Source": {"label": _TEXT, "owner": "?", "legal_basis": _BASIS, "supply": "eigen", "retention": "P1Y"},
    "Indicator": {"label": _TEXT},
    "Signal": {"question": _TEXT, "legal_basis": _BASIS, "sentence": _TEXT, "scenarios": _SCENARIOS},
    "Check": {
        "label": _TEXT,
        "unit": "object",
        "legal_basis": _BASIS,
        "strata": {"control": 0.5},
        "result": _TEXT,
    },
}
"""Per model the required keys that may be replaced without making other faults appear, and by what."""

_KEPT = {"Source": {"fields", "validity", "purposes", "about", "delivery"}, "Norm": {"values"}}
"""Keys on which other rules lean so much that a definition without them cannot be judged further."""


def repaired(data: Mapping[str, Any], error: ValidationError, model: type[BaseModel]) -> BaseModel | None:
    """Return the definition without its faulty parts, or None when too little would be left to judge."""
    copy: dict[str, Any] = deepcopy(dict(data))
    for item in error.errors():
        if not _mend(copy, item["loc"], item["type"], model):
            return None
    try:
        return model.model_validate(copy)
    except ValidationError:
        return None


def _mend(data: dict[str, Any], location: Sequence[int | str], kind: str, model: type[BaseModel]) -> bool:
    key = str(location[0]) if location else ""
    if kind == "extra_forbidden" and len(location) == 1:
        data.pop(key, None)
        return True
    if not key or key in _KEPT.get(model.__name__, ()):
        return False
    if len(location) > 1 and kind != "missing" and _drop_part(data.get(key), location[1]):
        return True
    harmless = HARMLESS.get(model.__name__, {})
    if key in harmless:
        data[key] = deepcopy(harmless[key])
        return True
    names = {field.alias or name: field for name, field in model.model_fields.items()}
    if key in names and not names[key].is_required():
        data.pop(key, None)
        return True
    return False


def _drop_part(container: object, part: int | str) -> bool:
    """Remove the faulty entry of a list or mapping when others remain."""
    if isinstance(container, list) and isinstance(part, int) and len(container) > 2 and part < len(container):
        container[part] = container[part - 1]
        return True
    if isinstance(container, dict) and part in container and len(container) > 1 and "nl" not in container:
        del container[part]
        return True
    return False
