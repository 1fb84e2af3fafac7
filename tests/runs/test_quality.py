# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Why rows were set aside is told by reason and place, and nothing of what they say."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.runs.quality import PLACES, set_aside_reasons
from tests.desk import operating
from tests.sources.making import ADDRESS_FIELDS, a_source, a_workspace, address_rows, csv_file, load

SECRET = "geheim-999990639"


def test_reasons_are_counted_and_placed_and_nothing_is_quoted(tmp_path: Path) -> None:
    fields = ADDRESS_FIELDS | {"aantal": {"from": "aantal", "type": "integer"}}
    source, space = a_source(fields, expect={"set_aside": {"max": 1}}), a_workspace(tmp_path / "w")
    rows = [row | {"aantal": SECRET if at < PLACES + 5 else "1"} for at, row in enumerate(address_rows(PLACES + 30))]
    rows[-1]["straat"] = "=1+1"
    delivery = load(space, source, csv_file(tmp_path / "in.csv", rows))
    with operating(space, Action.SEE_DELIVERIES) as operation:
        first, second = set_aside_reasons(operation, delivery)
    assert (first.field, first.rows, len(first.places), first.places[0]) == ("aantal", PLACES + 5, PLACES, "record 1")
    assert (second.field, second.places) == ("straat", (f"record {PLACES + 30}",))
    assert SECRET not in str([asdict(first), asdict(second)])


def test_of_several_files_the_file_is_named(tmp_path: Path) -> None:
    source, space = a_source(expect={"set_aside": {"max": 1}}), a_workspace(tmp_path / "w")
    one = csv_file(tmp_path / "a.csv", address_rows(3))
    rows = address_rows(6)[3:]
    rows[1]["straat"] = "=x"
    delivery = load(space, source, one, csv_file(tmp_path / "b.csv", rows))
    with operating(space, Action.SEE_DELIVERIES) as operation:
        (found,) = set_aside_reasons(operation, delivery)
        assert found.places == ("b.csv: record 2",)
        delivery.set_aside.unlink()
        with pytest.raises(NotFound, match="were destroyed"):
            set_aside_reasons(operation, delivery)
