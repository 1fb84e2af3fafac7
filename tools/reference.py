# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes the reference that follows from the code, and tells when a page of it has fallen behind.

Run as `python -m tools.reference`, or by `make docs` and `make check`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pandzicht_web.openapi import described
from tools.command_page import page_of_commands
from tools.definition_page import page_of_definitions, schemas
from tools.evidence_page import page_of_evidence
from tools.fault_page import page_of_faults
from tools.function_page import page_of_functions
from tools.linking_case_page import page_of_linking_cases
from tools.linking_cases import JUDGED, judged_cases, judged_text
from tools.party_cases import PARTY_CASES_JUDGED, judged_party_cases, judged_party_text
from tools.reader_page import page_of_readers
from tools.table_page import page_of_tables
from tools.tier_page import page_of_party_tiers, page_of_tiers

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = Path("docs/reference")
EXPRESSIONS = ROOT / "docs/understand/expressions.md"
"""Where the words about every function of an expression stand."""


def pages() -> dict[Path, str]:
    """Return every generated file by its path within the repository: the reference, and the judged cases of linking."""
    judged = judged_cases(ROOT)
    written = {
        "commands.md": page_of_commands(),
        "definitions.md": page_of_definitions(),
        "evidence.md": page_of_evidence(),
        "faults.md": page_of_faults(),
        "functions.md": page_of_functions(EXPRESSIONS.read_text(encoding="utf-8")),
        "linking-cases.md": page_of_linking_cases(judged),
        "party-tiers.md": page_of_party_tiers(),
        "readers.md": page_of_readers(),
        "tables.md": page_of_tables(),
        "tiers.md": page_of_tiers(),
        "openapi.json": described(),
        **{f"schema/{name}.json": text for name, text in schemas().items()},
    }
    cases = {JUDGED: judged_text(judged), PARTY_CASES_JUDGED: judged_party_text(judged_party_cases(ROOT))}
    return {**{REFERENCE / name: text for name, text in written.items()}, **cases}


def stale(root: Path, now: dict[Path, str]) -> list[Path]:
    """Return the generated files that are missing below a folder or differ from what the code says now."""
    return [
        path for path, text in now.items() if not (root / path).is_file() or (root / path).read_text("utf-8") != text
    ]


def main(
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail when a page is out of date.")] = False,
) -> None:
    """Write the generated reference, or see whether it is up to date."""
    now = pages()
    if check:
        old = stale(ROOT, now)
        if old:
            typer.echo(
                f"out of date: {', '.join(path.as_posix() for path in old)}; run 'make docs' and commit", err=True
            )
            raise typer.Exit(1)
        return
    for path, text in now.items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    typer.run(main)
