# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A trial answers as the run did where nothing was changed, as a new run would where it was, and keeps nothing."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.words import Duration
from pandzicht.errors import AccessDenied, NotAvailable, PurposeMissing
from pandzicht.governance.purpose import purpose_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.trial import answers_with
from pandzicht.store.workspace import open_workspace
from tests.desk import begun, desk_of, opened
from tests.model_city import ModelCity, compare
from tests.sources.making import files_under

CHECK = "onrechtmatig_wonen"


@pytest.fixture(scope="module")
def run(model_city: ModelCity) -> OpenRun:
    """The run of the city, opened to try something out."""
    return opened(model_city.workspace, action=Action.TRY_OUT)


def changed(catalogue: Catalogue, signal: str, **values: object) -> Catalogue:
    """The catalogue with something of one signal otherwise."""
    other = catalogue.signals[signal].model_copy(update=values)
    return replace(catalogue, signals=catalogue.signals | {signal: other})


def counted(answers: object) -> Mapping[str, int]:
    return {item["values"]: item["counts"] for item in answers.value_counts().to_pylist()}  # type: ignore[attr-defined]


def test_without_a_change_every_signal_answers_as_it_was_published(model_city: ModelCity, run: OpenRun) -> None:
    active = set(run.manifest["active"]["signals"])
    for check in run.manifest["active"]["checks"]:
        names = [name for name in model_city.catalogue.checks[check].signals if name in active]
        answers = answers_with(run, model_city.catalogue, [check], names)
        for name in names:
            assert answers[name].to_pylist() == run.tables.signals[name].to_pylist(), name


def test_a_change_answers_as_a_comparison_with_it_would(model_city: ModelCity, run: OpenRun, tmp_path: Path) -> None:
    catalogue = changed(model_city.catalogue, "tip_bewoning", expires=Duration("P20D"))
    tried = answers_with(run, catalogue, [CHECK], ["tip_bewoning"])["tip_bewoning"]
    before = counted(run.tables.signals["tip_bewoning"])
    assert counted(tried) != before, "an age of a source row is no column of the run, and counts all the same"
    shutil.copytree(model_city.workspace.root, tmp_path / "city")
    space = open_workspace(tmp_path / "city")
    compared = opened(space, compare(space, catalogue).run_id)
    assert tried.to_pylist() == compared.tables.signals["tip_bewoning"].to_pylist()


def test_nothing_is_kept(model_city: ModelCity, run: OpenRun) -> None:
    before = files_under(model_city.workspace.runs)
    answers_with(
        run, changed(model_city.catalogue, "overbewoning", when="bewoners_aantal >= 1"), [CHECK], ["overbewoning"]
    )
    assert files_under(model_city.workspace.runs) == before


def test_a_signal_that_the_purpose_does_not_ask_is_not_tried(model_city: ModelCity, run: OpenRun) -> None:
    with pytest.raises(NotAvailable, match=r"signal 'tip_hennep' counts in no check of onrechtmatig_wonen"):
        answers_with(run, model_city.catalogue, [CHECK], ["tip_hennep"])


def test_a_check_whose_purpose_was_not_asked_for_is_refused(model_city: ModelCity) -> None:
    desk = desk_of(model_city.workspace)
    act = begun(desk, Action.TRY_OUT, purposes=[purpose_of(model_city.catalogue.checks["hennep"])])
    with pytest.raises(PurposeMissing):
        answers_with(open_run(model_city.workspace, act), model_city.catalogue, [CHECK], ["overbewoning"])


def test_another_act_tries_nothing(model_city: ModelCity) -> None:
    with pytest.raises(AccessDenied, match="this is try_out"):
        answers_with(model_city.opened(), model_city.catalogue, [CHECK], ["overbewoning"])


def test_a_signal_that_would_not_run_says_why(model_city: ModelCity, run: OpenRun) -> None:
    ended = changed(model_city.catalogue, "overbewoning", ends_on=run.on.replace(year=2025))
    with pytest.raises(NotAvailable, match="signal 'overbewoning' would not run: "):
        answers_with(run, ended, [CHECK], ["overbewoning"])


def test_rows_that_were_not_compared_are_not_tried(model_city: ModelCity, run: OpenRun) -> None:
    run = opened(model_city.workspace, action=Action.TRY_OUT)
    sources = {name: item for name, item in run.manifest["facts"]["links"]["sources"].items() if name != "brp_bewoning"}
    run.manifest = run.manifest | {"facts": run.manifest["facts"] | {"links": {"sources": sources}}}
    with pytest.raises(NotAvailable, match=r"source 'brp_bewoning' was not compared in run .*; compare anew"):
        answers_with(run, model_city.catalogue, [CHECK], ["overbewoning"])
