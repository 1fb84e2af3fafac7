# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""XML of any size, element by element, in flat memory; entities and document types are refused."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import IO, Any

from lxml import etree

from pandzicht.errors import DeliveryFaults, Fault

_CHUNK = 1 << 16


class LocalNames(dict[Any, str]):
    """Tag -> its name without namespace, remembered: versions of a schema differ in the namespace only.

    >>> LocalNames()["{http://www.opengis.net/gml/3.2}pos"]
    'pos'
    """

    def __missing__(self, tag: Any) -> str:
        name = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        self[tag] = name
        return name


def stream_elements(name: str, stream: IO[bytes], *, tags: Sequence[str], roots: Sequence[str]) -> Iterator[Any]:
    """Yield the finished elements with one of these local names, each cleared after use.

    Raises DeliveryFaults with line and column when the file is not well-formed XML, is cut, is in another encoding
    than it says, has another root element than one of `roots`, or carries a document type (the carrier of entity
    expansion).
    """
    try:
        read = _checked(name, stream, roots)
        parser = etree.iterparse(
            _Chunks(chain(read, iter(lambda: stream.read(_CHUNK), b""))),
            events=("end",), tag=[f"{{*}}{tag}" for tag in tags], remove_comments=True, remove_pis=True,
            resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        )  # fmt: skip
        for _, element in parser:
            yield element
            _clear(element)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        found = str(error.msg).removesuffix(f", line {line}, column {column}")
        raise unreadable(name, f"line {line}, column {column}", found) from error


class _Chunks(io.RawIOBase):
    """Pieces of bytes as one file: what was read to see the root element, then the rest."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces, self._left = pieces, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._left:
            self._left = next(self._pieces, b"")
        size = len(self._left) if size < 0 else size
        piece, self._left = self._left[:size], self._left[size:]
        return piece


def _checked(name: str, stream: IO[bytes], roots: Sequence[str]) -> list[bytes]:
    """Return the bytes read until the root element was seen and found to be one of those expected."""
    parser: Any = etree.XMLPullParser(
        events=("start",), resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False
    )
    read: list[bytes] = []
    while piece := stream.read(_CHUNK):
        read.append(piece)
        parser.feed(piece)
        for _, element in parser.read_events():
            if element.getroottree().docinfo.internalDTD is not None:
                raise unreadable(name, "line 1", "the file declares a document type (DOCTYPE)")
            root = LocalNames()[element.tag]
            if root not in roots:
                expected = " or ".join(roots)
                raise unreadable(name, f"line {element.sourceline}", f"the root is {root}, expected {expected}")
            return read
    parser.close()  # tells what is wrong with a file that ends before its first element
    raise unreadable(name, "line 1", "the file is empty")


def _clear(element: Any) -> None:
    """Free an element and its finished siblings; ancestors keep nothing but their names."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def unreadable(name: str, place: str, found: str) -> DeliveryFaults:
    """Return the fault of a file that is not the XML it should be."""
    outer, _, inner = name.partition("/")
    where = f"{inner}, {place}" if inner else place
    fault = Fault(outer, where, f"cannot be read: {found}", "check the file and ask for the delivery again")
    return DeliveryFaults("the delivery", [fault])
