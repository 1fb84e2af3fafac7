# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The generated reference says what the code says, and a page that has fallen behind is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest
import typer

from tools import reference
from tools.reference import ROOT, main, pages, stale

SMALL = {Path("docs/reference/faults.md"): "# Faults\n", Path("docs/reference/schema/norm.json"): "{}\n"}


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a reference of two pages."""
    monkeypatch.setattr(reference, "ROOT", tmp_path)
    monkeypatch.setattr(reference, "pages", lambda: SMALL)
    return tmp_path


def test_a_page_that_is_missing_is_noticed_and_then_written(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit):
        main(check=True)
    assert "docs/reference/faults.md, docs/reference/schema/norm.json" in capsys.readouterr().err
    main()
    assert (elsewhere / "docs/reference/faults.md").read_text(encoding="utf-8") == "# Faults\n"
    main(check=True)


def test_a_page_that_has_fallen_behind_is_noticed_by_its_name(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main()
    (elsewhere / "docs/reference/schema/norm.json").write_text('{"title": "Norm"}\n', encoding="utf-8")
    with pytest.raises(typer.Exit):
        main(check=True)
    told = capsys.readouterr().err
    assert "docs/reference/schema/norm.json" in told
    assert "faults.md" not in told


@pytest.mark.slow
@pytest.mark.own_lines
def test_the_reference_in_the_repository_is_what_the_code_says_now() -> None:
    now = pages()
    assert stale(ROOT, now) == [], "run 'make docs' and commit"
    listed = (ROOT / "docs/reference/README.md").read_text(encoding="utf-8")
    assert [path.name for path in now if path.suffix == ".md" and f"({path.name})" not in listed] == []
