# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Links of the model city against its truth: the right address, or in doubt; a lost addition empties no dwelling."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.linking.link import LinkSource, link_sources
from pandzicht.runs.link_stage import stand
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.runs.spine_stage import make_spine
from pandzicht.store.engine import Engine, parquet_list
from tests.model_city import ModelCity


@pytest.fixture(scope="module")
def engine(model_city: ModelCity) -> Iterator[Engine]:
    """The table `judged`: every row about an object that is not protected, with its faults, its truth and its link."""
    plan = plan_run(model_city.workspace, model_city.catalogue, Dates(PEILDATUM, PEILDATUM), 1)
    truths = {path.stem: path for path in model_city.workspace.root.glob("**/truth/links/*.parquet")}
    with Engine(threads=1) as engine:
        standings = stand(plan, engine)
        make_spine(plan, engine)
        sources = [
            LinkSource(name, f"source_{name}", place_key=plan.catalogue.sources[name].subjects) for name in standings
        ]
        link_sources(engine, sources)
        parts = (
            f"SELECT '{name}' AS source, l.state::VARCHAR AS state, l.tier::VARCHAR AS tier, l.address_no, "
            f"a.address_no AS truth, t.fouten FROM links l JOIN source_{name} s "
            "ON s.delivery_no = l.delivery_no AND s.row_no = l.row_no "
            f"JOIN {parquet_list([truths[name]])} t ON t.file_no = s.file_no AND t.record_no = s.record_no "
            f"JOIN addresses a ON a.object_id = t.object_id WHERE l.source = '{name}' AND l.tier <> 'pand_id'"
            for name in standings
            if name in truths
        )
        engine.run(f"CREATE TABLE judged AS {' UNION ALL '.join(parts)}")
        engine.run(
            "CREATE TABLE missed AS SELECT * FROM judged j ANTI JOIN doubts d "
            "ON d.source::VARCHAR = j.source AND d.address_no = j.truth WHERE j.address_no IS DISTINCT FROM j.truth"
        )
        yield engine


def test_links_are_right(engine: Engine) -> None:
    rows, linked, wrong = engine.rows(
        "SELECT count(*), count(address_no), count(*) FILTER (address_no <> truth) FROM judged"
    )[0]
    assert rows > 10_000
    assert linked > 0.97 * rows
    assert wrong <= 0.0005 * linked


def test_a_lost_addition_leaves_its_address_linked_or_in_doubt(engine: Engine) -> None:
    lost = "list_contains(string_split(fouten, '|'), 'toevoeging_kwijt')"
    assert engine.value(f"SELECT count(*) FROM judged WHERE {lost}") > 30
    assert engine.rows(f"SELECT * FROM missed WHERE {lost}") == []


def test_an_id_of_another_object_never_links_and_leaves_the_true_one_in_doubt(engine: Engine) -> None:
    wrong = "list_contains(string_split(fouten, '|'), 'id_fout')"
    assert engine.value(f"SELECT count(*) FROM judged WHERE {wrong}") > 5
    assert engine.rows(f"SELECT * FROM missed WHERE {wrong}") == []
    assert engine.rows(f"SELECT * FROM judged WHERE {wrong} AND address_no <> truth") == []


def test_what_escapes_is_text_that_holds_no_number_or_no_known_street(engine: Engine) -> None:
    tiers = {row[0] for row in engine.rows("SELECT DISTINCT tier FROM missed")}
    assert tiers <= {"not_found", "no_number", "no_place", "coordinates_only"}
    assert engine.value("SELECT count(*) FROM missed") < 0.01 * engine.value("SELECT count(*) FROM judged")
