# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of `pandzicht.toml` held against its model: everything that is wrong with it is told at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import ValidationError

from pandzicht.definitions.words import Definition
from pandzicht.errors import WorkspaceFault

Model = TypeVar("Model", bound=Definition)


def read_settings(model: type[Model], table: str, settings: Mapping[str, Any], file: str) -> Model:
    """Return the settings in a table of a file; raise WorkspaceFault with everything that is wrong with them."""
    try:
        return model.model_validate(settings)
    except ValidationError as error:
        told = [_told(item["loc"], item["type"], item["msg"]) for item in error.errors()]
        known = ", ".join(model.model_fields)
        raise WorkspaceFault(f"{file}: [{table}]: {'; '.join(told)}; known are {known}") from error


def _told(location: tuple[int | str, ...], kind: str, message: str) -> str:
    where = ".".join(str(part) for part in location)
    if kind == "extra_forbidden":
        return f"unknown setting {where}"
    said = message.removeprefix("Value error, ")
    return f"{where}: {said[:1].lower()}{said[1:]}" if where else said
