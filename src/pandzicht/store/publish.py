# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""All or nothing: a folder is built beside the old and published by one rename; a pointer moves by one replace."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any


def fresh_folder(path: Path) -> Path:
    """Return an empty folder at a path, whatever stood there before."""
    if path.exists():
        shutil.rmtree(path)
    path.mkdir(parents=True)
    return path


def publish_folder(staged: Path, target: Path) -> None:
    """Publish a finished folder under its name; readers see it whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    for file in staged.iterdir():
        settle(file)
    staged.rename(target)
    settle(target.parent)


def publish_file(staged: Path, target: Path) -> None:
    """Put a finished file in its place in one step; an earlier file of that name is replaced."""
    settle(staged)
    staged.replace(target)
    settle(target.parent)


def write_pointer(path: Path, text: str) -> None:
    """Replace a small text file in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(text, encoding="utf-8")
    settle(beside)
    beside.replace(path)
    settle(path.parent)


def append_line(path: Path, line: str) -> None:
    """Add a line to a text file and return when the disk has it; raises OSError, and then nothing of it is there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab", buffering=0) as file:
        size = os.fstat(file.fileno()).st_size
        try:
            text = f"{line}\n".encode()
            if file.write(text) != len(text):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(file.fileno())
        except OSError:
            file.truncate(size)
            raise
    settle(path.parent)


def write_json(path: Path, content: dict[str, Any]) -> None:
    """Write a JSON document in one step, keys in the order given."""
    write_pointer(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def read_json(path: Path) -> dict[str, Any]:
    """Return the JSON object in a file."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def settle(path: Path) -> None:
    """Ask the disk to keep what was written; a folder cannot be settled on every system."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        return
    finally:
        os.close(handle)
