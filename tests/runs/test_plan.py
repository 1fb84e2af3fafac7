# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The plan of the addresses alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.source import About
from pandzicht.errors import NotAvailable
from pandzicht.linking.judgement import Said
from pandzicht.runs.judgements import Answer, keep_judgements, kept_judgements
from pandzicht.runs.plan import Dates, plan_run, plan_spine
from tests.model_city import ModelCity

DATES = Dates(PEILDATUM, PEILDATUM)


def test_the_addresses_are_read_with_all_that_protects_them_and_nothing_else(model_city: ModelCity) -> None:
    plan = plan_spine(model_city.workspace, model_city.catalogue, DATES)
    sources = [model_city.catalogue.sources[name] for name in plan.deliveries]
    assert all(source.about in {About.SPINE, About.PROTECTED} or source.protected for source in sources)
    assert {"bag", "beschermd", "brp_bewoning"} <= set(plan.deliveries)
    assert (plan.activation.sources, plan.activation.checks) == ({}, {})


def test_they_are_those_of_a_run(model_city: ModelCity) -> None:
    run = plan_run(model_city.workspace, model_city.catalogue, DATES, 1)
    plan = plan_spine(model_city.workspace, model_city.catalogue, DATES)
    assert plan.spine == run.spine
    assert {name: run.deliveries[name] for name in plan.deliveries} == plan.deliveries
    assert "gebieden" in run.deliveries


def test_an_empty_workspace_has_none(model_city: ModelCity, tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match="no addresses are known"):
        plan_spine(replace(model_city.workspace, root=tmp_path), model_city.catalogue, DATES)


def test_judgements_that_were_known_name_another_run_and_without_them_nothing_is_said(
    model_city: ModelCity, tmp_path: Path
) -> None:
    plan = plan_run(model_city.workspace, model_city.catalogue, DATES, 1)
    assert "judgements" not in plan.inputs
    space = replace(model_city.workspace, root=tmp_path)
    keep_judgements(space, [Answer("kvk", "aa", "x", Said.SAME)], by="Els", on=PEILDATUM)
    judged = replace(plan, judgements=kept_judgements(space))
    (told,) = kept_judgements(space)
    assert judged.inputs["judgements"] == [{"id": told.id, "content": told.content}]
    assert {name: judged.inputs[name] for name in plan.inputs} == plan.inputs
    assert judged.run_id != plan.run_id
