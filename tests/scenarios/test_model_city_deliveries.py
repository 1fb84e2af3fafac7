# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue reads every file of the model city, also of a very small one, and answers every signal that it may."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from pandzicht.addresses.spine_readers import SpineReader
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.definitions.source import About, DeliveryKind
from pandzicht.errors import DeliveryRefused
from pandzicht.governance.purpose import Purpose
from pandzicht.modelcity.city import build_city
from pandzicht.readers.registry import reader_names
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.standing import standing_rows
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.desk import loaded as taken_in
from tests.desk import ran

pytestmark = pytest.mark.slow

ON = date(2026, 3, 1)
SECOND_WEEK = date(2026, 3, 8)
Loaded = tuple[Workspace, Catalogue, dict[tuple[str, int], Delivery]]


@pytest.fixture(scope="module")
def loaded(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    folder = tmp_path_factory.mktemp("city")
    build_city(folder, addresses=2_000, seed=20260301, on=ON, progress=lambda _label, _part: None)
    catalogue = sound_catalogue(root / "catalogue", readers=reader_names() | frozenset(SpineReader))
    workspace = Workspace(
        root=tmp_path_factory.mktemp("workspace"), name="test", demo=True, spine="bag", catalogue=root / "catalogue"
    )
    taken = {}
    for item in json.loads((folder / "deliveries" / "deliveries.json").read_text(encoding="utf-8")):
        source = catalogue.sources[item["source"]]
        if source.is_supplied:
            files = [folder / "deliveries" / name for name in item["files"]]
            day = date.fromisoformat(item["date"])
            taken[source.source, item["wave"]] = taken_in(workspace, source, files, on=day, today=SECOND_WEEK)
    return workspace, catalogue, taken


def test_every_delivery_of_both_weeks_is_taken_in(loaded: Loaded) -> None:
    _, catalogue, taken = loaded
    assert {name for name, _ in taken} == {name for name, source in catalogue.sources.items() if source.is_supplied}
    assert len([wave for _, wave in taken if wave == 2]) >= 9
    for delivery in taken.values():
        counts = delivery.counts
        is_list_of_protected = catalogue.sources[delivery.source].about is About.PROTECTED
        apart = counts["set_aside"] + (0 if is_list_of_protected else counts.get("protected", 0))
        assert counts["delivered"] == counts["admitted"] + apart, delivery.source


def test_of_one_delivery_of_changes_or_events_every_row_stands(loaded: Loaded) -> None:
    workspace, catalogue, taken = loaded
    stood = {}
    with Engine(threads=1) as engine:
        for name, wave in taken:
            source = catalogue.sources[name]
            if source.about is About.ADDRESS and source.delivery is not DeliveryKind.FULL and wave == 1:
                reads = [Purpose(name=source.purposes[0], article="test", check="test")]
                stood[name] = standing_rows(engine, workspace, source, on=ON, known=ON, purposes=reads).rows
    assert {"vergunningen", "signalen", "woz_bevragen", "bezoeken", "brp_mutaties", "gevelscan"} <= set(stood)
    rows = {name: taken[name, 1].counts["admitted"] - taken[name, 1].counts["repeated"] for name in stood}
    assert stood == rows


def test_the_source_without_a_basis_is_not_even_read(loaded: Loaded) -> None:
    workspace, catalogue, _ = loaded
    with pytest.raises(DeliveryRefused, match="no basis for its delivery"):
        taken_in(workspace, catalogue.sources["energie"], [Path(__file__)], on=ON, today=ON)


def test_a_run_answers_every_signal_and_nearly_all_of_them_with_a_yes_somewhere(loaded: Loaded) -> None:
    workspace, catalogue, _ = loaded
    outcome = ran(
        plan_run(workspace, catalogue, Dates(SECOND_WEEK, SECOND_WEEK), 7), threads=2, progress=lambda *_: None
    )
    answers = pq.read_table(outcome.folder / "signals.parquet")
    asked = set(answers.column_names) - {"address_no", "address_id"}
    assert asked == set(catalogue.signals) - {"energieverbruik_afwijkend"}
    silent = {name for name in asked if "yes" not in pc.unique(answers[name].cast("string")).to_pylist()}
    assert len(silent) <= len(asked) // 3, silent
    ranking = pq.read_table(outcome.folder / "ranking.parquet")
    assert set(ranking["check"].to_pylist()) == set(catalogue.checks)


def test_nobody_on_a_pitch_is_ranked(loaded: Loaded) -> None:
    workspace, catalogue, _ = loaded
    plan = plan_run(workspace, catalogue, Dates(SECOND_WEEK, SECOND_WEEK), 7)
    folder = ran(plan, threads=2, progress=lambda *_: None).folder
    addresses = pq.read_table(folder / "addresses.parquet", columns=["address_id", "soort"]).to_pydict()
    pitches = {
        name for name, kind in zip(addresses["address_id"], addresses["soort"], strict=True) if kind == "standplaats"
    }
    assert pitches
    assert pitches.isdisjoint(pq.read_table(folder / "ranking.parquet")["unit_id"].to_pylist())
