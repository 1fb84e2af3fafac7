# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the register readers share: a file from made-up content, and the faults that reading it tells."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.errors import DeliveryFaults
from pandzicht.readers.delivered import PLACE_COLUMNS, Delivered, Reader

Deliver = Callable[..., Path]
Told = Callable[..., list[str]]


@pytest.fixture
def deliver(tmp_path: Path) -> Deliver:
    """Write a delivered file: text as it is, anything else as JSON."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8", newline="")
        return path

    return write


@pytest.fixture
def told() -> Told:
    """Return the faults that a reader tells about files, as text."""

    def read(reader: Reader, files: Sequence[Path] | Path, **form: Any) -> list[str]:
        with pytest.raises(DeliveryFaults) as caught:
            reader([files] if isinstance(files, Path) else files, Format(**form))
        return [str(fault) for fault in caught.value.faults]

    return read


def rows(delivered: Delivered) -> list[dict[str, Any]]:
    """Return the rows with what they hold, absent values left out."""
    return [{name: value for name, value in row.items() if value is not None} for row in delivered.table.to_pylist()]


def check_contract(delivered: Delivered) -> None:
    """Hold a reader's result against the contract: text, file_no int16, record_no int32, nothing empty."""
    types = {
        name: str(kind) for name, kind in zip(delivered.table.column_names, delivered.table.schema.types, strict=True)
    }
    assert types.pop("file_no") == "int16"
    assert types.pop("record_no") == "int32"
    assert set(types.values()) <= {"string"}
    assert len(set(types)) == len(delivered.table.column_names) - len(PLACE_COLUMNS)
    assert all("" not in delivered.table[name].unique().to_pylist() for name in types)
