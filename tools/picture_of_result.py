# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws what a command printed as a picture for the documentation: the real text, nothing added, nothing left out."""

from __future__ import annotations

import io
from html import escape
from pathlib import Path
from typing import Annotated

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.terminal_theme import TerminalTheme
from rich.text import Text

WIDEST = 108
"""Columns: at the width of a page, letters of this picture are about as large as those of the text beside it."""
MARGIN = 2
"""Columns left and right."""
PAPER = TerminalTheme(
    (250, 249, 246),
    (31, 41, 51),
    [
        (31, 41, 51),
        (176, 42, 48),
        (26, 111, 60),
        (138, 90, 0),
        (30, 84, 150),
        (116, 58, 132),
        (0, 105, 120),
        (90, 99, 108),
    ],
)
# No font is fetched from anywhere: a picture in a repository may not call home.
PICTURE = """\
<svg class="rich-terminal" role="img" aria-label="{label}" viewBox="0 0 {{width}} {{height}}" \
xmlns="http://www.w3.org/2000/svg">
<style>
.{{unique_id}}-matrix {{{{ font: {{char_height}}px/{{line_height}}px ui-monospace, Menlo, Consolas, monospace; }}}}
{{styles}}
.paper {{{{ fill: #faf9f6; stroke: #d9d5cc; }}}}
.command {{{{ font: 20px ui-monospace, Menlo, Consolas, monospace; fill: #5a636c; }}}}
</style>
<defs>
<clipPath id="{{unique_id}}-clip-terminal"><rect width="{{terminal_width}}" height="{{terminal_height}}" /></clipPath>
{{lines}}
</defs>
<rect class="paper" x="0.5" y="0.5" width="99.9%" height="99.9%" rx="8" />
<text class="command" x="33.4" y="36">{command}</text>
<g transform="translate({{terminal_x}}, {{terminal_y}})" clip-path="url(#{{unique_id}}-clip-terminal)">
{{backgrounds}}
<g class="{{unique_id}}-matrix">
{{matrix}}
</g>
</g>
</svg>
"""


def picture(printed: str, *, title: str) -> str:
    """Return the SVG picture of a terminal that shows a text, its colours (ANSI) kept, long lines folded at a word.

    >>> "Turfmarkt" in picture("1  Turfmarkt 10", title="demo")
    True
    """
    text = Text.from_ansi(printed.rstrip())
    widest = max((cell_len(line) for line in text.plain.splitlines()), default=1)
    console = Console(
        record=True,
        file=io.StringIO(),
        width=min(max(widest, 40), WIDEST) + 2 * MARGIN,
        force_terminal=True,
        color_system="truecolor",
    )
    console.print(Padding(text, (1, MARGIN)))
    label = escape(title, quote=True).replace("{", "{{").replace("}", "}}")
    code_format = PICTURE.format(label=label, command=f"$ {label}")
    drawn = console.export_svg(title=title, theme=PAPER, code_format=code_format, unique_id="printed")
    return "\n".join(line.rstrip() for line in drawn.splitlines() if line.strip()) + "\n"


def main(
    printed: Annotated[
        Path, typer.Argument(help="The file with what the command printed.", exists=True, dir_okay=False)
    ],
    drawn: Annotated[Path, typer.Argument(help="The SVG file to write.", dir_okay=False)],
    title: Annotated[str, typer.Option(help="The command, shown above the picture.")],
) -> None:
    """Draw what a command printed as an SVG picture."""
    text = printed.read_text(encoding="utf-8")
    if not text.strip():
        raise typer.BadParameter(f"{printed} is empty: there is nothing to draw; run the command first")
    drawn.parent.mkdir(parents=True, exist_ok=True)
    drawn.write_text(picture(text, title=title), encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
