# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Linking of a whole town: how many rows find the address they really mean, and how many a wrong one."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pandzicht.linking.tier import State
from pandzicht.store.engine import Engine
from tests.load.big_town import SOURCES, BigTown, linked

ROWS = 40_000


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine with a linked town of 4,000 addresses; `judged` has every row with its fault, truth and link."""
    town = BigTown(tmp_path_factory.mktemp("load") / "town").build(addresses=4_000, rows=ROWS)
    with Engine() as engine:
        result = linked(engine, town)
        assert sum(result.rows(source, state) for source in result.sources for state in State) == ROWS
        parts = (
            f"SELECT l.state::VARCHAR AS state, l.tier::VARCHAR AS tier, l.address_no, l.probability, s.truth, s.f, "
            "s.link_object_id, "
            "EXISTS (FROM doubts d WHERE d.source = l.source AND d.address_no = s.truth) AS is_doubted FROM links l "
            f"JOIN source_{source} s ON s.row_no = l.row_no AND s.delivery_no = l.delivery_no "
            f"WHERE l.source = 's{source:02}'"
            for source in range(SOURCES)
        )
        engine.run(f"CREATE TABLE judged AS {' UNION ALL '.join(parts)}")
        yield engine


def test_nearly_every_row_finds_its_address(engine: Engine) -> None:
    assert engine.value("SELECT avg((state = 'linked')::INTEGER) FROM judged") > 0.93
    right = "avg((address_no = truth)::INTEGER)"
    sure = f"SELECT {right} FROM judged WHERE address_no IS NOT NULL AND tier <> 'unit_part'"
    assert engine.value(sure) > 0.9999


def test_a_probability_is_about_the_share_that_is_right(engine: Engine) -> None:
    shares = engine.rows(
        "SELECT tier, avg((address_no = truth)::INTEGER), avg(probability)::DOUBLE, count(*) FROM judged "
        "WHERE address_no IS NOT NULL GROUP BY tier HAVING count(*) > 100"
    )
    assert len(shares) > 5
    assert {tier: (right, told) for tier, right, told, _ in shares if abs(right - told) > 0.035} == {}


def test_no_row_that_lost_its_unit_empties_a_dwelling(engine: Engine) -> None:
    missed = "address_no IS DISTINCT FROM truth AND NOT is_doubted"
    assert engine.value(f"SELECT count(*) FROM judged WHERE f BETWEEN 80 AND 95 AND {missed}") == 0
    assert engine.value(f"SELECT count(*) FROM judged WHERE {missed} AND (f BETWEEN 100 AND 170 OR f = 999)") == 0


def test_an_id_of_another_address_never_links(engine: Engine) -> None:
    wrong_ids = "f BETWEEN 20 AND 23 AND link_object_id IS NOT NULL AND tier <> 'unknown_id'"
    assert engine.rows(f"SELECT DISTINCT state FROM judged WHERE {wrong_ids}") == [("doubtful",)]


@pytest.mark.slow
@pytest.mark.release
def test_a_town_of_full_size_fits_in_memory(tmp_path: Path, root: Path) -> None:
    command = [sys.executable, "-m", "tests.load.big_town", str(tmp_path / "town")]
    build = "from pathlib import Path; from tests.load.big_town import BigTown; import sys; "
    build += "BigTown(Path(sys.argv[1])).build(addresses=284_000, rows=2_500_000)"
    environment = {"PYTHONPATH": f"{root / 'src'}:{root}", "PATH": ""}
    subprocess.run([sys.executable, "-c", build, command[-1]], cwd=root, check=True, env=environment)
    done = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True, env=environment)
    figures = json.loads(done.stdout)
    assert figures["rows"] == 2_500_000
    assert figures["peak_gib"] <= 1.2
