# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The comparison of the model city is logged whole: every person whose rows it read, each once."""

from __future__ import annotations

import json
from typing import Any

import pyarrow.parquet as pq

from pandzicht.governance.concerned import told
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.store.state_database import Transaction
from tests.desk import desk_of
from tests.model_city import ModelCity


def persons_delivered(city: ModelCity) -> set[str]:
    """The pseudonyms in all rows that the run read, straight from the files."""
    found: set[str] = set()
    for source, deliveries in city.outcome.manifest["inputs"]["deliveries"].items():
        names = city.catalogue.sources[source].person_fields
        for item in deliveries if names else ():
            path = city.workspace.deliveries / source / item["id"] / "rows.parquet"
            for column in pq.read_table(path, columns=list(names)).columns:
                found |= {value for value in column.to_pylist() if value is not None}
    return found


def entries(transaction: Transaction, activity: str) -> list[dict[str, Any]]:
    rows = transaction.rows("SELECT entry_no, line, key_id, written_at FROM processing_entry ORDER BY entry_no")
    return [row for row in rows if f'"{activity}' in row["line"]]


def test_every_person_of_the_run_has_a_line(model_city: ModelCity) -> None:
    keys = SubjectKeys(model_city.workspace.keys)
    with desk_of(model_city.workspace).state.transaction(reads=True) as transaction:
        (entry, *_) = entries(transaction, "vergelijking@")
        kept = transaction.column(
            "SELECT subject FROM processing_subject WHERE entry_no = :number", number=entry["entry_no"]
        )
    logged = [told(keys.opened(entry["key_id"], bytes(subject))) for subject in kept]
    assert {kind for kind, _ in logged} == {"person"}
    assert len(logged) == len(set(logged)) > 2_000
    assert {name for _, name in logged} == persons_delivered(model_city)


def test_the_line_names_the_run_and_what_it_read(model_city: ModelCity) -> None:
    with desk_of(model_city.workspace).state.transaction(reads=True) as transaction:
        (entry, *_) = entries(transaction, "vergelijking@")
    attributes = json.loads(entry["line"])["attributes"]
    assert attributes["dpl.objects.dataproduct_id"] == model_city.outcome.run_id
    assert attributes["dpl.objects.dataset_ids"] == sorted(model_city.outcome.manifest["inputs"]["deliveries"])


def test_every_delivery_with_persons_has_its_lines_too(model_city: ModelCity) -> None:
    with_persons = {
        name
        for name in model_city.outcome.manifest["inputs"]["deliveries"]
        if model_city.catalogue.sources[name].person_fields
    }
    with desk_of(model_city.workspace).state.transaction(reads=True) as transaction:
        for name in with_persons:
            (entry, *_) = entries(transaction, f"bron:{name}@")
            assert entry["key_id"] is not None
    assert with_persons
