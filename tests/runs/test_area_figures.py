# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Figures per area: of the newest row, divided where they are numbers of people, of the day of the run."""

from __future__ import annotations

import math
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.errors import NotAvailable
from pandzicht.runs.area_figures import GroupFigures, area_figures
from pandzicht.runs.opened import OpenRun
from pandzicht.store.engine import Engine
from tests.desk import loaded
from tests.sources.making import a_source, a_workspace

DAY = date(2026, 3, 1)
FIELDS = {
    "gebied": {"from": "gebied", "type": "code", "required": True},
    "jaar": {"from": "jaar", "type": "integer"},
    "inwoners": {"from": "inwoners", "type": "integer"},
    "ouderen": {"from": "ouderen", "type": "integer"},
    "herkomst": {"from": "BuitenEuropa", "type": "integer", "optional_column": True},
}
AREAS = ("BU99990101", "BU99990102", "BU99990103")
LINES = "BU99990101;2024;100;50\nBU99990101;2025;200;50\nBU99990102;2025;0;0\nBU88880101;2025;10;1\n"


def figure(field: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "group": {"nl": field}, "from": "2026-01-01", "article": "Grondwet art. 1", **more}


def told(folder: Path, lines: str = LINES, *figures: dict[str, Any], **more: Any) -> list[GroupFigures]:
    stands_for = {"area": "gebied", "figures": list(figures) or [figure("ouderen", per="inwoners")], **more}
    source = a_source(FIELDS, source="cijfers", about="area", purposes=[], stands_for=stands_for)
    space = a_workspace(folder)
    folder.mkdir(exist_ok=True)
    file = folder / "cijfers.csv"
    file.write_text(f"gebied;jaar;inwoners;ouderen\n{lines}", encoding="utf-8")
    loaded(space, source, [file], on=DAY, today=DAY)
    run = SimpleNamespace(
        workspace=space, catalogue=Catalogue(sources={"cijfers": source}), on=DAY, known=DAY, run_id="proef"
    )
    with Engine(threads=1) as engine:
        return area_figures(engine, cast("OpenRun", run), AREAS)


def test_of_several_years_the_newest_counts_and_nobody_is_no_share(tmp_path: Path) -> None:
    (found,) = told(tmp_path, newest="jaar")
    first, second, third = found.group.figures.tolist()
    assert first == pytest.approx(0.25)
    assert math.isnan(second)
    assert math.isnan(third)
    assert (found.areas, found.group.name, found.delivered) == (1, "cijfers.ouderen", DAY)


def test_several_rows_of_an_area_without_a_newest_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match="has several rows of area BU99990101"):
        told(tmp_path)
    with pytest.raises(NotAvailable, match="has several rows of area BU99990102"):
        told(tmp_path / "again", "BU99990102;2025;9;1\nBU99990102;2025;9;2\n", newest="jaar")


def test_a_column_that_was_not_delivered_leaves_a_group_without_areas(tmp_path: Path) -> None:
    found = told(tmp_path, LINES, figure("herkomst", per="inwoners"), figure("ouderen"), newest="jaar")
    assert [item.areas for item in found] == [0, 2]


def test_a_figure_that_is_no_longer_tested_is_left_out(tmp_path: Path) -> None:
    (found,) = told(tmp_path, LINES, figure("inwoners", to="2026-02-28"), figure("ouderen"), newest="jaar")
    assert found.group.name == "cijfers.ouderen"
