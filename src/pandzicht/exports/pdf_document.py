# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A text of sections, lists and tables as a PDF that a screen reader can read (PDF/UA-1), set by Typst.

What is said goes to Typst as data and never as markup, so that no text can be taken for an instruction.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

from pandzicht.errors import ExportRefused
from pandzicht.exports.public_document import Block, Items, Paragraph, PublicDocument

TEMPLATE = Path(__file__).parent / "document.typ"


def as_pdf(document: PublicDocument) -> bytes:
    """Return a document as PDF; raise ExportRefused where Typst is not installed."""
    try:
        typst = import_module("typst")
    except ModuleNotFoundError as error:
        raise ExportRefused(
            "a PDF is set by Typst, which is not installed: install 'pandzicht[pdf]', or write .html and print it"
        ) from error
    told = {
        "title": document.title,
        "language": document.language.value,
        "opening": [_block(block) for block in document.opening],
        "sections": [
            {"title": section.title, "blocks": [_block(block) for block in section.blocks]}
            for section in document.sections
        ],
    }
    written: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        format="pdf",
        sys_inputs={"document": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
    )
    return written


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Paragraph):
        return {"kind": "note" if block.is_note else "paragraph", "text": block.text}
    if isinstance(block, Items):
        return {"kind": "items", "texts": list(block.texts)}
    return {
        "kind": "table",
        "caption": block.caption,
        "headings": list(block.headings),
        "rows": [list(row) for row in block.rows],
    }
