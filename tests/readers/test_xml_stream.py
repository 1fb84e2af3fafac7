# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import io

import pytest
from lxml import etree

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.xml_stream import LocalNames, stream_elements


def texts(content: bytes, name: str = "a.xml") -> list[str | None]:
    return [
        element.text for element in stream_elements(name, io.BytesIO(content), tags=["row"], roots=["rows", "more"])
    ]


def test_elements_come_one_by_one_whatever_their_namespace() -> None:
    assert texts(b'<n:rows xmlns:n="urn:x"><n:row>1</n:row><other/><n:row>2</n:row></n:rows>') == ["1", "2"]
    assert texts(b"<more><row>3</row></more>") == ["3"]


def test_comments_and_instructions_are_no_elements() -> None:
    assert texts(b"<!-- before --><rows><?do it?><row><!-- inside -->4</row></rows>") == ["4"]


def test_memory_is_freed_behind_the_reader() -> None:
    content = b"<rows>" + b"<row><deep>x</deep></row>" * 50_000 + b"</rows>"
    held = [
        len(element.getparent())
        for element in stream_elements("a.xml", io.BytesIO(content), tags=["row"], roots=["rows"])
    ]
    assert len(held) == 50_000
    assert max(held) < 5_000  # what one piece of the file holds, however long the file


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<rows><row>1</row><row>", "line 1, column 24: cannot be read: Premature end of data in tag row line 1;"),
        (b"<rows>\n<row>1</rwo></rows>", "line 2, column 13: cannot be read: Opening and ending tag mismatch"),
        (b"<html><p/></html>", "line 1: cannot be read: the root is html, expected rows or more"),
        (b"", "cannot be read: no element found"),
        (b"<!-- nothing -->", "cannot be read: Start tag expected"),
        (b"PK\x03\x04", "line 1, column 1: cannot be read: Start tag expected"),
        (b'<?xml version="1.0" encoding="UTF-8"?><rows><row>\xe9</row></rows>', "Invalid bytes in character encoding"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content: bytes, told: str) -> None:
    with pytest.raises(DeliveryFaults) as caught:
        texts(content, "a.zip/b.xml")
    assert str(caught.value.faults[0]).startswith("a.zip: b.xml, line")
    assert told in str(caught.value)


@pytest.mark.parametrize("body", [b"&c;", b"x"])
def test_entities_are_refused_before_they_unfold(body: bytes) -> None:
    entities = b'<!ENTITY a "0123456789"><!ENTITY b "' + b"&a;" * 1_000 + b'"><!ENTITY c "' + b"&b;" * 1_000 + b'">'
    content = b"<!DOCTYPE rows [" + entities + b"]><rows><row>" + body + b"</row></rows>"
    with pytest.raises(DeliveryFaults, match=r"line 1.*cannot be read: .*(document type \(DOCTYPE\)|entity)"):
        texts(content)


def test_a_document_type_outside_the_file_is_not_fetched() -> None:
    with pytest.raises(DeliveryFaults, match="DOCTYPE"):
        texts(b'<!DOCTYPE rows SYSTEM "file:///etc/hostname"><rows><row>1</row></rows>')


def test_names_are_remembered_without_their_namespace() -> None:
    names = LocalNames()
    assert names["{urn:x}row"] == names["row"] == "row"
    assert names[etree.Comment] == ""
    assert len(names) == 3
