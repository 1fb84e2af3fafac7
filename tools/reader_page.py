# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the readers: every format that a source may name, in the words of the reader itself."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pandzicht.addresses.spine_readers import SpineReader, spine_reader
from pandzicht.readers.registry import MODULES, reader_named
from tools.page import page, prose

INTRODUCTION = """\
Written by `make docs` from the readers themselves; not edited by hand. A source names its reader under `reader`, and
the form of its files under `format` ([definitions](definitions.md#format)). How a table of your own becomes rows
(encodings, empty values, zips, several files) is in [how a table becomes rows](readers-of-tables.md)."""
ROWS = """\
## Registers and tables

Each gives every delivered value as text, with the place of its record; what a value means is said by the fields of the
source."""
SPINE = """\
## The BAG

For a source with `about: spine`. They need no `fields`: what the BAG holds is known."""

READERS: Mapping[str, Callable[..., Any]] = {name: reader_named(name) for name in MODULES}
SPINE_READERS: Mapping[SpineReader, Callable[..., Any]] = {reader: spine_reader(reader) for reader in SpineReader}


def page_of_readers() -> str:
    """Return the page with every reader."""
    listed = [INTRODUCTION, f"{_links(READERS)}.", f"The BAG: {_links(SPINE_READERS)}.", ROWS]
    listed += [part for name, reader in READERS.items() for part in _reader(name, reader)]
    listed.append(SPINE)
    listed += [part for name, reader in SPINE_READERS.items() for part in _reader(name.value, reader)]
    return page("Readers", listed)


def _links(names: Mapping[Any, Any]) -> str:
    return ", ".join(f"[`{name}`](#{name})" for name in map(str, names))


def _reader(name: str, reader: Callable[..., Any]) -> Iterator[str]:
    yield f"### {name}"
    yield prose(inspect.getdoc(inspect.getmodule(reader)) or "")
    yield prose(inspect.getdoc(reader) or "")
