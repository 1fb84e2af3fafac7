# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A document as PDF: readable by a screen reader, the same for the same text, and no text is an instruction."""

from __future__ import annotations

import sys

import pytest

from pandzicht.errors import ExportRefused
from pandzicht.exports.pdf_document import as_pdf
from pandzicht.exports.public_document import Items, Paragraph, PublicDocument, Section, Table
from pandzicht.language import Language

NASTY = '#read("/etc/passwd") *vet* $x$ // <label> @ref \\ "'


def document(text: str) -> PublicDocument:
    blocks = (Paragraph(text), Paragraph(text, is_note=True), Items((text,)), Table(text, (text, "b"), ((text, "1"),)))
    return PublicDocument(text, Language.NL, (Paragraph("Eerst."),), (Section(text, blocks),))


def test_it_is_a_tagged_pdf_in_its_language() -> None:
    written = as_pdf(document("Tekst"))
    assert written.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in written
    assert b"/Lang" in written


def test_no_text_is_taken_for_an_instruction() -> None:
    assert as_pdf(document(NASTY)).startswith(b"%PDF-")


def test_one_text_is_one_file() -> None:
    assert as_pdf(document("Tekst")) == as_pdf(document("Tekst"))


def test_without_typst_it_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(ExportRefused, match=r"pandzicht\[pdf\].*\.html"):
        as_pdf(document("Tekst"))
