# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A text for the public (sections of paragraphs, lists and tables) as Markdown, and as a page that stands on its own.

The page needs nothing from elsewhere: no scripts, no fonts, no pictures. It has one heading of the first level, a
language, a caption and headings per table, and reads in order (EN 301 549, WCAG 2.2 AA).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from pandzicht.language import Language

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")
"""Signs that mean something to Markdown."""
_BEGIN = re.compile(r"^(\d*)([-+=~.)])")
"""Signs that mean something at the beginning of a line: a list, a line, a heading."""
_STYLE = """\
body{font:1.0625rem/1.6 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0}
main{max-width:46rem;margin:0 auto;padding:1.5rem}main.broad{max-width:72rem}
.broad :is(p,ul){max-width:46rem}.broad td{min-width:5.5rem}p,li{overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.25}h2{font-size:1.25rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.5rem 0}
th,td{border-bottom:1px solid #767676;padding:.4rem .5rem;text-align:left;vertical-align:top}
.wide{overflow-x:auto}.note{border-left:.25rem solid #8a2a00;padding-left:.75rem}
@media print{main{max-width:none;padding:0}.wide{overflow:visible}table{font-size:.75rem}tr,li{break-inside:avoid}
h2,caption{break-after:avoid}thead{display:table-header-group}}"""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences; line ends in it are lines."""

    text: str
    is_note: bool = False
    """Whether it must not be missed."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list without an order."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows below headings; the first cell of a row says what the row is about."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Paragraph | Items | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PublicDocument:
    """A whole text in one language."""

    title: str
    language: Language
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    is_wide: bool = False
    """Whether its tables need the whole width of a screen."""


def as_markdown(document: PublicDocument) -> str:
    """Return a document as Markdown, in which no text of the catalogue is taken for markup."""
    lines = [f"# {_plain(document.title)}", *(_marked(block) for block in document.opening)]
    for section in document.sections:
        lines += [f"## {_plain(section.title)}", *(_marked(block) for block in section.blocks)]
    return "\n\n".join(lines) + "\n"


def _marked(block: Block) -> str:
    if isinstance(block, Paragraph):
        text = "  \n".join(_plain(line) for line in block.text.splitlines())
        return f"> {text}" if block.is_note else text
    if isinstance(block, Items):
        return "\n".join(f"- {_plain(text)}" for text in block.texts)
    rows = [block.headings, ("---",) * len(block.headings), *block.rows]
    told = [" | ".join(_plain(cell) if cell != "---" else cell for cell in row) for row in rows]
    return "\n".join(f"| {line} |" for line in told)


def _plain(text: str) -> str:
    r"""Return text that Markdown shows as it is.

    >>> _plain("a|b *c*")
    'a\\|b \\*c\\*'
    >>> _plain("1. een"), _plain("- twee"), _plain("2,5%")
    ('1\\. een', '\\- twee', '2,5%')
    """
    return _BEGIN.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))


def as_html(document: PublicDocument) -> str:
    """Return a document as one page of HTML that needs nothing else."""
    title = escape(document.title)
    body = "\n".join(_page_parts(document))
    wide = ' class="broad"' if document.is_wide else ""
    return (
        f'<!doctype html>\n<html lang="{document.language.value}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f"<style>\n{_STYLE}\n</style>\n</head>\n<body>\n<main{wide}>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _page_parts(document: PublicDocument) -> Iterator[str]:
    yield f"<h1>{escape(document.title)}</h1>"
    yield from map(_tagged, document.opening)
    for section in document.sections:
        yield f"<h2>{escape(section.title)}</h2>"
        yield from map(_tagged, section.blocks)


def _tagged(block: Block) -> str:
    if isinstance(block, Paragraph):
        text = "<br>".join(escape(line) for line in block.text.splitlines())
        return f'<p class="note">{text}</p>' if block.is_note else f"<p>{text}</p>"
    if isinstance(block, Items):
        return "<ul>\n" + "\n".join(f"<li>{escape(text)}</li>" for text in block.texts) + "\n</ul>"
    heads = "".join(f'<th scope="col">{escape(text)}</th>' for text in block.headings)
    rows = "\n".join(_row(cells) for cells in block.rows)
    caption = escape(block.caption)
    return (
        f'<div class="wide" role="region" aria-label="{caption}" tabindex="0">\n<table>\n<caption>{caption}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>\n</div>"
    )


def _row(cells: tuple[str, ...]) -> str:
    head, *others = (escape(cell) for cell in cells)
    return f'<tr><th scope="row">{head}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"
