# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who looked is kept as a pseudonym beside the row, and nothing that can be read holds the name or number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.scope import field_kinds
from pandzicht.errors import AccessDenied, PurposeMissing
from pandzicht.governance.purpose import Purpose
from pandzicht.sources.audit import Fate, fates_of
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.layout import row_types
from pandzicht.sources.looked_by import LOOKED_BY, looked_by_in
from pandzicht.sources.order import intake_definition
from tests.desk import begun, desk_of
from tests.sources.making import ADDRESS_FIELDS, a_source, a_workspace, address_rows, csv_file, files_under, load

FIELDS = {
    **ADDRESS_FIELDS,
    "nummer": {"from": "nummer", "type": "code", "required": True},
    "datum": {"from": "datum", "type": "date"},
    "stap": {"from": "stap", "type": "code"},
    "gaf": {"from": "gaf", "type": "code"},
}
TOLD = {"of": {"wonen": "gaf"}, "step": "stap", "established": ["ja"], "nothing": ["nee"]}
REST = {"delivery": "events", "key": ["nummer"], "dated_by": "datum", "expect": {"set_aside": {"max": 0.5}}}
SOURCE = a_source(FIELDS, **REST, outcomes={**TOLD, "by": "inspecteur"})
NAMES = ("Jansen-van-Zelfmade", "", "De-Boer-Onleesbaar", "Jansen-van-Zelfmade")


def visits(*names: str) -> list[dict[str, str]]:
    """A visit by each of some inspectors, the last of which has a day that cannot be read."""
    made = [
        {**row, "nummer": f"B{at}", "datum": "2026-02-01", "stap": "bezoek", "gaf": "ja", "inspecteur": name}
        for at, (row, name) in enumerate(zip(address_rows(len(names)), names, strict=True))
    ]
    return [*made, {**made[0], "nummer": "B9", "datum": "gisteren"}]


def who(folder: Path, delivery: Delivery, rows: Sequence[int], act: Action = Action.SEE_YIELD) -> Mapping[int, str]:
    """Who looked, as somebody reads it who may see a yield."""
    purpose = Purpose("wonen", "Huisvestingswet 2014 art. 21", "wonen")
    operation = begun(desk_of(a_workspace(folder / "space")), act, purposes=[purpose])
    return looked_by_in(operation, SOURCE, delivery, rows)


def taken_in(folder: Path, *names: str) -> Delivery:
    return load(a_workspace(folder / "space"), SOURCE, csv_file(folder / "b.csv", visits(*names)))


def test_two_looks_of_one_inspector_bear_one_pseudonym(tmp_path: Path) -> None:
    delivery = taken_in(tmp_path, *NAMES)
    numbers = pq.read_table(delivery.rows, columns=["nummer"])["nummer"].to_pylist()
    told = {numbers[row]: name for row, name in who(tmp_path, delivery, range(len(numbers))).items()}
    assert set(told) == {"B0", "B2", "B3"}, "of the second look nobody said who it was"
    assert told["B0"] == told["B3"] != told["B2"]
    assert all(re.fullmatch(r"[0-9a-f]{16}", name) for name in told.values())


def test_only_whoever_tells_a_yield_for_a_purpose_of_the_visits_reads_it(tmp_path: Path) -> None:
    delivery = taken_in(tmp_path, *NAMES)
    with pytest.raises(AccessDenied):
        who(tmp_path, delivery, [0], Action.EXPLAIN)
    other = begun(
        desk_of(a_workspace(tmp_path / "space")),
        Action.SEE_YIELD,
        purposes=[Purpose("hennep", "Opiumwet art. 13b", "hennep")],
    )
    with pytest.raises(PurposeMissing):
        looked_by_in(other, SOURCE, delivery, [0])


def test_no_file_of_the_workspace_holds_a_name(tmp_path: Path) -> None:
    delivery = taken_in(tmp_path, *NAMES)
    assert delivery.counts["set_aside"] == 1
    found = {name for name, text in files_under(tmp_path / "space").items() if b"Zelfmade" in text}
    assert found == set()
    assert all("Zelfmade" not in str(row) for row in pq.read_table(delivery.rows).to_pylist())


def test_the_column_is_no_field_of_the_source(tmp_path: Path) -> None:
    delivery = taken_in(tmp_path, *NAMES)
    assert LOOKED_BY in pq.read_schema(delivery.rows).names
    assert LOOKED_BY not in row_types(SOURCE)
    assert {LOOKED_BY, "inspecteur"}.isdisjoint(field_kinds(SOURCE))


def test_who_looked_is_not_who_lives_somewhere(tmp_path: Path) -> None:
    fields = {**FIELDS, "wie": {"from": "bsn", "type": "pseudonym"}}
    source = a_source(fields, **REST, outcomes=SOURCE.outcomes)
    rows = [{**row, "bsn": row["inspecteur"]} for row in visits("999990639")]
    delivery = load(a_workspace(tmp_path / "space"), source, csv_file(tmp_path / "b.csv", rows))
    person = pq.read_table(delivery.rows)["wie"].to_pylist()
    assert who(tmp_path, delivery, [0])[0] != person[0] is not None


def test_a_delivery_without_it_tells_of_nobody(tmp_path: Path) -> None:
    rows = [{name: value for name, value in row.items() if name != "inspecteur"} for row in visits("x", "y")]
    delivery = load(a_workspace(tmp_path / "space"), SOURCE, csv_file(tmp_path / "b.csv", rows))
    assert who(tmp_path, delivery, [0, 1]) == {}


def test_whoever_delivers_sees_what_becomes_of_it() -> None:
    told = {item.column: item for item in fates_of(["nummer", "inspecteur"], SOURCE)}
    assert told["inspecteur"].fate is Fate.LOOKED_BY
    assert told["inspecteur"].fields == ()


def test_files_are_taken_in_again_once_their_source_tells_who_looked() -> None:
    silent = a_source(FIELDS, **REST, outcomes=TOLD)
    assert intake_definition(silent) != intake_definition(SOURCE)
    lot = a_source(
        FIELDS, **REST,
        outcomes={**TOLD, "by": "inspecteur", "by_lot": True},
    )  # fmt: skip
    assert intake_definition(lot) == intake_definition(SOURCE)
