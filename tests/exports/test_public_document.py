# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A public text as Markdown and as a page: nothing of it is taken for markup, and the page needs nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from pandzicht.exports.public_document import (
    Items,
    Paragraph,
    PublicDocument,
    Section,
    Table,
    as_html,
    as_markdown,
)
from pandzicht.language import Language

NASTY = "<script>alert(1)</script> a|b *c* [d](http://x) #e & f"
VOID = {"meta", "br"}


@pytest.fixture
def document() -> PublicDocument:
    table = Table("Bronnen", ("bron", "eigenaar"), ((NASTY, "Gemeente"), ("BAG", "Kadaster")))
    return PublicDocument(
        title=NASTY,
        language=Language.NL,
        opening=(Paragraph("Een.\nTwee."), Paragraph("Let op.", is_note=True)),
        sections=(Section("Deel", (Items((NASTY, "tweede")), table)), Section("Slot", (Paragraph(NASTY),))),
    )


class Tags(HTMLParser):
    """The tags of a page in their order, each closed where it must be."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag


def tags(page: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = Tags()
    parser.feed(page)
    parser.close()
    assert parser.opened == []
    return parser.seen


def test_a_page_is_well_formed_and_says_its_language_title_and_one_first_heading(document: PublicDocument) -> None:
    seen = tags(as_html(document))
    names = [name for name, _ in seen]
    assert names.count("h1") == 1
    assert names.count("h2") == 2
    assert ("html", {"lang": "nl"}) in seen
    assert {"title", "main"} <= set(names)


def test_a_table_has_a_caption_and_headings_for_columns_and_rows(document: PublicDocument) -> None:
    seen = tags(as_html(document))
    scopes = [attributes.get("scope") for name, attributes in seen if name == "th"]
    assert scopes == ["col", "col", "row", "row"]
    assert "caption" in {name for name, _ in seen}


def test_a_page_fetches_nothing_and_carries_nothing_out(document: PublicDocument) -> None:
    seen = tags(as_html(document))
    assert {name for name, _ in seen} & {"script", "link", "img", "iframe", "a", "form"} == set()
    assert {key for _, attributes in seen for key in attributes} <= {
        "lang",
        "charset",
        "name",
        "content",
        "class",
        "role",
        "aria-label",
        "tabindex",
        "scope",
    }
    assert "url(" not in as_html(document)
    assert "@import" not in as_html(document)


def test_text_of_the_catalogue_is_no_markup_in_markdown(document: PublicDocument) -> None:
    text = as_markdown(document)
    assert "<script>" not in re.sub(r"\\.", "", text)
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {3}
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        line for line in text.splitlines() if line.startswith(("# ", "## "))
    ]


def test_markdown_has_the_order_of_the_document() -> None:
    document = PublicDocument(
        title="Kop",
        language=Language.NL,
        opening=(Paragraph("Een.\nTwee."), Paragraph("Let op.", is_note=True)),
        sections=(Section("Deel", (Items(("a", "b")), Table("T", ("x", "y"), (("1", "2"),)))),),
    )
    assert as_markdown(document) == (
        "# Kop\n\nEen.  \nTwee.\n\n> Let op.\n\n## Deel\n\n- a\n- b\n\n| x | y |\n| --- | --- |\n| 1 | 2 |\n"
    )
