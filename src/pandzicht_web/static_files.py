# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The files that pages load: found by an address that holds their own hash, so a browser keeps them for good."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"


@lru_cache(maxsize=1)
def version() -> str:
    """Return the hash of all files together, of 12 hex digits: one changed file gives all a new address."""
    digest = sha256()
    for path in sorted(FOLDER.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def static_address(name: str) -> str:
    """Return the address of a file; raise ValueError for one that is not there."""
    if not (FOLDER / name).is_file():
        raise ValueError(f"static file '{name}' is not in {FOLDER.name}/")
    return f"{PREFIX}{version()}/{name}"
