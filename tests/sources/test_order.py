# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What names a delivery: its files, its kind, and the part of the definition that decides what becomes of its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pandzicht.errors import DeliveryRefused
from pandzicht.sources.order import files_named, intake_definition, loaded_before, order_of
from tests.sources.making import BASIS, ON, a_source, a_workspace, address_rows, csv_file, load


def test_the_definition_that_counts_is_the_part_that_makes_rows() -> None:
    same = [
        {"label": {"nl": "X"}},
        {"purposes": []},
        {"legal_basis": [*BASIS, *BASIS]},
        {"expect": {"rows": {"min": 1}}},
    ]
    other: list[dict[str, Any]] = [{"format": {"delimiter": ","}}, {"refused": ["bsn"]}, {"delivery": "changes"}]
    assert {intake_definition(a_source(**change)) for change in same} == {intake_definition(a_source())}
    assert len({intake_definition(a_source(**change)) for change in ({}, *other)}) == 4
    fields = {"a": {"from": "a", "label": {"nl": "x"}, "sensitivity": "person"}}
    assert intake_definition(a_source(fields)) == intake_definition(a_source({"a": {"from": "a"}}))


def test_a_delivery_is_known_again_by_its_files_and_kind(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path / "w"), a_source()
    path = csv_file(tmp_path / "in.csv", address_rows(20))
    named = files_named(source, [path])
    order = order_of(space, source, [path], named, on=ON, full=False)
    assert loaded_before(space, order) is None
    delivery = load(space, source, path)
    assert order.id == delivery.id
    assert loaded_before(space, order) == delivery
    path.write_text(path.read_text("utf-8") + "\n", encoding="utf-8")
    assert order_of(space, source, [path], named, on=ON, full=False).id != order.id


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DeliveryRefused, match="does not exist"):
        files_named(a_source(), [tmp_path / "weg.csv"])
    (tmp_path / "leeg").mkdir()
    with pytest.raises(DeliveryRefused, match="no file to read"):
        files_named(a_source(), [tmp_path / "leeg"])
