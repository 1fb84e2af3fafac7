# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a delivery holds beside the one before: a field that emptied shows, and ten rows raise no alarm."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Source
from pandzicht.errors import AccessDenied
from pandzicht.runs.drift import FieldDrift, field_drift, volumes
from pandzicht.sources.delivery import deliveries_of
from pandzicht.store.workspace import Workspace
from tests.desk import operating
from tests.sources.making import ADDRESS_FIELDS, ON, a_source, a_workspace, address_rows, csv_file, load

FIELDS = ADDRESS_FIELDS | {"aantal": {"from": "aantal", "type": "integer"}}
LOOSE = {"change": {"min": 0.5, "max": 3}, "repeated": {"max": 1}}


def source(**changes: object) -> Source:
    return a_source(FIELDS, **({"expect": LOOSE} | changes))


def delivered(
    space: Workspace, source: Source, tmp_path: Path, week: int, rows: int, filled: int, zeros: int = 0
) -> None:
    listed = [row | {"aantal": "7" if at < filled else ""} for at, row in enumerate(address_rows(rows))]
    for row in listed[:zeros]:
        row["aantal"] = "0"
    load(space, source, csv_file(tmp_path / f"{week}.csv", listed), on=ON + timedelta(weeks=week))


def drift(space: Workspace, source: Source) -> dict[str, FieldDrift]:
    with operating(space, Action.SEE_DELIVERIES) as operation:
        return {item.field: item for item in field_drift(operation, source, deliveries_of(space, source.source))}


def test_a_field_that_emptied_or_became_zero_is_told_first(tmp_path: Path) -> None:
    space = a_workspace(tmp_path / "w")
    delivered(space, source(), tmp_path, 0, rows=200, filled=190)
    delivered(space, source(), tmp_path, 1, rows=200, filled=190, zeros=60)
    found = drift(space, source())
    assert (found["huisletter"].before, found["huisletter"].now) == (0.2, 0.2)
    assert next(iter(found)) == "aantal"
    assert found["aantal"].is_more_than_chance
    assert (found["aantal"].before, found["aantal"].now) == (0.95, 0.65)
    assert not found["straat"].is_more_than_chance


@pytest.mark.parametrize(("rows", "filled", "then"), [(12, 12, 9), (200, 200, 198)])
def test_what_chance_gives_or_nobody_cares_about_is_no_difference(
    tmp_path: Path, rows: int, filled: int, then: int
) -> None:
    space = a_workspace(tmp_path / "w")
    delivered(space, source(), tmp_path, 0, rows=rows, filled=filled)
    delivered(space, source(), tmp_path, 1, rows=rows, filled=then)
    assert not drift(space, source())["aantal"].is_more_than_chance


def test_one_delivery_is_beside_nothing(tmp_path: Path) -> None:
    space = a_workspace(tmp_path / "w")
    assert drift(space, source()) == {}
    delivered(space, source(), tmp_path, 0, rows=30, filled=30)
    assert drift(space, source()) == {}
    (only,) = volumes(source(), deliveries_of(space, "register"))
    assert (only.change, only.breach) == (None, "")


def test_a_change_of_size_is_held_against_what_is_expected(tmp_path: Path) -> None:
    space = a_workspace(tmp_path / "w")
    delivered(space, source(), tmp_path, 0, rows=100, filled=30)
    delivered(space, source(), tmp_path, 1, rows=60, filled=30)
    _, second = volumes(source(expect={"change": {"min": 0.9}}), deliveries_of(space, "register"))
    assert second.change == pytest.approx(-0.4)
    assert second.breach == "0.6 is below the minimum 0.9"


def test_it_is_the_act_of_seeing_deliveries(tmp_path: Path) -> None:
    space = a_workspace(tmp_path / "w")
    with operating(space, Action.LOAD) as operation, pytest.raises(AccessDenied):
        field_drift(operation, source(), ())
