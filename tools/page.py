# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A page of the reference as Markdown: its head, its tables, and its text in lines of a readable length."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import fill

WIDTH = 120
HEAD = """\
<!--
SPDX-FileCopyrightText: Pandzicht contributors
SPDX-License-Identifier: EUPL-1.2
-->

"""


def page(title: str, parts: Iterable[str]) -> str:
    """Return a whole page: its header lines, its title, and its parts with a blank line between them.

    >>> page("Faults", ["All of them.", ""]).splitlines()[-3:]
    ['# Faults', '', 'All of them.']
    """
    return HEAD + "\n\n".join([f"# {title}", *(part for part in parts if part)]) + "\n"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table; a bar within a cell is told apart from the bars between cells.

    >>> print(table(["key", "meaning"], [["`a`", "this | that"]]))
    | key | meaning |
    | --- | --- |
    | `a` | this \| that |
    """
    lines = [heads, ["---"] * len(heads), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def prose(text: str) -> str:
    r"""Return text of a docstring for a page: paragraphs folded anew, lists as they are.

    >>> prose("One line\nand another.\n\n- first;\n- second.")
    'One line and another.\n\n- first;\n- second.'
    """
    return "\n\n".join(_block(block) for block in text.strip().split("\n\n"))


def _block(block: str) -> str:
    if block.lstrip().startswith("- "):
        return block
    return fill(" ".join(block.split()), WIDTH, break_long_words=False, break_on_hyphens=False)
