# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a published account says otherwise than what the system now runs on (lawful.md 24)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

from pandzicht.errors import Altered, Fault, NotFound
from pandzicht.runs.public_account import CONTENTS, Files

REMEDY = "publish the account again, or undo the change"
LONGEST = 120
"""Signs of a value that are shown."""
BEFORE = 20
"""Signs that are shown before the first one that differs."""
_HEADING = re.compile(r"^#{1,2} (.*)$|<h[12]>(.*?)</h[12]>", re.MULTILINE)


def read_account(folder: Path) -> dict[str, str]:
    """Return the files of a published account by their path within the folder; raise NotFound when there is none.

    Hidden files (of version control, of a desktop) are not read.
    """
    if not (folder / CONTENTS).is_file():
        raise NotFound(f"{folder}: there is no account here ({CONTENTS} is missing); write one with --to")
    files = {path.relative_to(folder): path for path in sorted(folder.rglob("*")) if path.is_file()}
    own = {name: path for name, path in files.items() if not any(part.startswith(".") for part in name.parts)}
    return {name.as_posix(): _text(path) for name, path in own.items()}


@dataclass(frozen=True, slots=True)
class MadeFrom:
    """What a published account was made from."""

    check: str
    """One check; empty: all."""
    run: str
    """Empty: of the catalogue."""
    yields: bool
    """Whether it tells what the lists gave."""


def made_from(published: Files) -> MadeFrom:
    """Return from what a published account was made; raise Altered when that cannot be read any more."""
    try:
        contents = json.loads(published[CONTENTS])
        return MadeFrom(str(contents["check"]), str(contents["run"]), bool(contents.get("yields")))
    except (json.JSONDecodeError, KeyError, TypeError) as error:
        raise Altered(f"{CONTENTS} cannot be read any more; write the account again with --to") from error


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace").replace("\r\n", "\n")


def differences(published: Files, now: Files) -> Iterator[Fault]:
    """Yield every field that was published otherwise than it is now: file, field, published value, value now."""
    for name in sorted({*published, *now}):
        if name not in published:
            yield Fault(name, "", "is not published, and the system runs on it", REMEDY)
        elif name not in now:
            yield Fault(name, "", "is published, and nothing that the system runs on says it", REMEDY)
        elif published[name] != now[name]:
            yield from _of_file(name, fields_of(name, published[name]), fields_of(name, now[name]))


def _of_file(name: str, published: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Fault]:
    changed = [field for field in dict.fromkeys((*published, *now)) if published.get(field) != now.get(field)]
    for field in changed:
        before, after = (_around(published.get(field), now.get(field)), _around(now.get(field), published.get(field)))
        yield Fault(name, field, f"published is {before}, now it is {after}", REMEDY)
    if not changed:
        yield Fault(name, "", "is written otherwise, with the same values", REMEDY)


def _around(value: str | None, other: str | None) -> str:
    """Return a value from just before where it differs from another; `nothing` when there is none.

    >>> _around("one two", "one too"), _around(None, "x")
    ("'one two'", 'nothing')
    """
    if value is None:
        return "nothing"
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(value, other or "", strict=False)))
    start = max(0, same - BEFORE) if other is not None else 0
    part = " ".join(value[start : start + LONGEST].split())
    return f"'{'...' if start else ''}{part}{'...' if start + LONGEST < len(value) else ''}'"


def fields_of(name: str, text: str) -> dict[str, str]:
    """Return the fields of a published file with their values: keys of JSON, cells of CSV, sections of a text."""
    if name.endswith(".json"):
        try:
            return dict(_leaves(json.loads(text)))
        except json.JSONDecodeError:
            return {"": text}
    if name.endswith(".csv"):
        return dict(_cells(text))
    return dict(_sections(text))


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _leaves(item, f"{path}[{number}]")
    else:
        yield path, str(value)


def _cells(text: str) -> Iterator[tuple[str, str]]:
    """Yield the cells below the header, named by the activity without its version and the column."""
    lines = list(csv.reader(io.StringIO(text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE}")), delimiter=";"))
    header, *rows = lines or [[]]
    for row in rows:
        key = row[0].split("@")[0] if row else ""
        for column, cell in zip(header, row, strict=False):
            yield f"{key}.{column}", cell


def _sections(text: str) -> Iterator[tuple[str, str]]:
    """Yield what stands below each heading, and the headings themselves."""
    yield "", text[: start.start()] if (start := _HEADING.search(text)) else text
    found = list(_HEADING.finditer(text))
    for heading, following in zip(found, [*found[1:], None], strict=True):
        body = text[heading.end() : following.start() if following else len(text)]
        yield (heading[1] or heading[2]).strip(), re.sub(r"<[^>]*>", " ", body)
