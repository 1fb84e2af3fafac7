# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the bench: the table is written between its markers and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.report import main, markers, replaced


def test_only_what_stands_between_the_markers_changes(tmp_path: Path) -> None:
    results, page = tmp_path / "results", tmp_path / "README.md"
    begin, end = markers("run")
    figures = {"run_s": {"value": 9.5, "unit": "s"}, "source_rows": {"value": 2_500_000.0, "unit": "rows"}}
    document = {"name": "run", "machine": {"cores": 2}, "versions": {}, "figures": figures}
    results.mkdir()
    (results / "run.json").write_text(json.dumps(document), encoding="utf-8")
    page.write_text(f"# Bench\n\n{begin}\nold\n{end}\n\nafter\n", encoding="utf-8")
    main(results, page)
    text = page.read_text(encoding="utf-8")
    assert text.startswith("# Bench\n\n")
    assert text.endswith("\n\nafter\n")
    assert "| run_s | 9.5 | s | at most 10 |" in text
    assert "| source_rows | 2,500,000 | rows |  |" in text
    assert "old" not in text


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="both markers"):
        replaced("# Bench", "run", "table")
