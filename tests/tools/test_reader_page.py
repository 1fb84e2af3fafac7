# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the readers names every reader that a source may name."""

from __future__ import annotations

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.sources.known_readers import known_readers
from tools.reader_page import SPINE_READERS, page_of_readers


def test_every_reader_has_a_section_with_text_and_a_link_to_it() -> None:
    page = page_of_readers()
    sections = {part.split("\n", 1)[0]: part for part in page.split("\n### ")[1:]}
    assert set(sections) == known_readers()
    assert [name for name in known_readers() if f"[`{name}`](#{name})" not in page] == []
    assert [name for name, part in sections.items() if len(part.split()) < 10] == []


def test_every_reader_of_the_bag_is_listed() -> None:
    assert set(SPINE_READERS) == set(SpineReader)
