# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A protected object appears in no run, no selection, no export and no explanation."""

from __future__ import annotations

import shutil
from bisect import bisect_left
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.main import main
from pandzicht.errors import NotFound
from pandzicht.ranking.selection import Ask
from pandzicht.runs.explain import Explainer
from pandzicht.runs.selecting import select
from pandzicht.store.engine import Engine, literal
from tests.dossier.told_city import dossier
from tests.model_city import ModelCity


@pytest.fixture(scope="module")
def protected(model_city: ModelCity) -> frozenset[str]:
    """The ids that protected rows name and that hold on the day of the city."""
    paths = list(model_city.workspace.deliveries.glob("*/*/protected.parquet"))
    found = set()
    with Engine(threads=1) as engine:
        for path in paths:
            rows = engine.rows(
                "SELECT DISTINCT lpad(link_object_id::VARCHAR, 16, '0') FROM "
                f"read_parquet({literal(path.as_posix())}) WHERE link_object_id IS NOT NULL "
                "AND coalesce(geldig_van <= DATE '2026-03-01', TRUE) AND coalesce(geldig_tot > DATE '2026-03-01', TRUE)"
            )
            found |= {row[0] for row in rows}
    assert len(found) > 10
    return frozenset(found)


def texts(path: Path) -> list[str]:
    """Every value of every column of a Parquet file, ids as text of 16 digits too."""
    found = []
    for column in pq.read_table(path).columns:
        for value in set(map(str, column.to_pylist())):
            found += [value, value.zfill(16)]
    return found


def test_no_table_of_a_run_or_selection_holds_one(model_city: ModelCity, protected: frozenset[str]) -> None:
    run = model_city.opened()
    kept = select(run, "onrechtmatig_wonen", Ask(size=20, seed=3))
    files = [*run.folder.glob("*.parquet"), *kept.folder.glob("*.parquet")]
    assert len(files) >= 7
    for path in files:
        assert protected.isdisjoint(texts(path)), path.name
    for path in [*run.folder.glob("*.json"), *kept.folder.glob("*.json")]:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in protected if name in text], path.name
    shutil.rmtree(kept.folder)


def test_no_export_holds_one(model_city: ModelCity, protected: frozenset[str], tmp_path: Path) -> None:
    for name in ("all.csv", "all.parquet"):
        words = ["export", "current", "--check", "onrechtmatig_wonen", "--to", str(tmp_path / name)]
        assert main([*words, "--workspace", str(model_city.workspace.root)]) == 0
    text = (tmp_path / "all.csv").read_text(encoding="utf-8-sig")
    assert not [name for name in protected if name in text]
    assert protected.isdisjoint(texts(tmp_path / "all.parquet"))


def test_nobody_is_asked_about_one(model_city: ModelCity, protected: frozenset[str], tmp_path: Path) -> None:
    words = ["review", "--out", str(tmp_path / "vragen.csv"), "--questions", "2000"]
    assert main([*words, "--workspace", str(model_city.workspace.root)]) == 0
    text = (tmp_path / "vragen.csv").read_text(encoding="utf-8-sig")
    assert text.count("\n") > 200
    assert not [name for name in protected if name in text]


def test_nobody_can_ask_for_one(model_city: ModelCity, protected: frozenset[str]) -> None:
    explainer = Explainer(model_city.opened())
    for name in sorted(protected)[:20]:
        with pytest.raises(NotFound, match="is not an address of run"):
            explainer.explain(name)


def test_no_dossier_of_a_neighbour_holds_one(model_city: ModelCity, protected: frozenset[str]) -> None:
    """In the dossiers of those nearest to a protected object: its pand, its street, its owner."""
    names = sorted(model_city.opened().book.numbers)
    beside = {names[min(bisect_left(names, name), len(names) - 1)] for name in sorted(protected)[:20]}
    for name in sorted(beside)[:8]:
        found = str(dossier(model_city.workspace, name, checks=["onrechtmatig_wonen", "brandveiligheid"]))
        assert not [one for one in protected if one in found]
