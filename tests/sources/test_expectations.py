# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery that breaks an expectation stops, with the figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import DeliveryKind, Source
from pandzicht.errors import DeliveryFaults
from pandzicht.sources.admission import Admission
from pandzicht.sources.delivery import Delivery, deliveries_of
from pandzicht.sources.expectations import Judged, refuse_unhealthy
from pandzicht.store.engine import Engine
from tests.sources.making import ON, a_source, a_workspace, address_rows, csv_file, load

Rows = Sequence[dict[str, str]]


def load_after(tmp_path: Path, before: Rows, rows: Rows, source: Source | None = None) -> Delivery:
    """Load one delivery, and another a week later; what stood before still stands when the second is refused."""
    workspace, source = a_workspace(tmp_path), source or a_source()
    first = load(workspace, source, csv_file(tmp_path / "in" / "week1.csv", before)) if before else None
    try:
        return load(workspace, source, csv_file(tmp_path / "in" / "week2.csv", rows), on=ON + timedelta(days=7))
    except DeliveryFaults:
        assert deliveries_of(workspace, source.source) == ((first,) if first else ())
        raise


def faults(tmp_path: Path, before: Rows, rows: Rows, source: Source | None = None) -> list[str]:
    with pytest.raises(DeliveryFaults) as stopped:
        load_after(tmp_path, before, rows, source)
    return [str(fault) for fault in stopped.value.faults]


def test_a_healthy_delivery_passes(tmp_path: Path) -> None:
    assert load_after(tmp_path, address_rows(100), address_rows(104)).counts["admitted"] == 104


@pytest.mark.parametrize(
    ("bounds", "words"), [({"min": 50}, "below the minimum 50"), ({"max": 30}, "above the maximum 30")]
)
def test_the_number_of_rows(tmp_path: Path, bounds: dict[str, int], words: str) -> None:
    (fault,) = faults(tmp_path, [], address_rows(40), a_source(expect={"rows": bounds}))
    assert fault.startswith("week2.csv: the whole delivery of 40 rows: rows: 40 is ")
    assert words in fault


def test_rows_set_aside_are_told_with_figures_and_places(tmp_path: Path) -> None:
    rows = address_rows(40)
    rows[6]["postcode"] = rows[8]["postcode"] = "=1+1"
    found = faults(tmp_path, [], rows)
    assert found[0].startswith(
        "week2.csv: the whole delivery of 40 rows: rows set aside: 2 of 40, a share of 0.05 is above the maximum 0.02"
    )
    assert found[1:] == [
        f"week2.csv: record {record}: field 'postcode': '=1+1' begins with '=', as the formula of a spreadsheet does; "
        "correct postcode at the source"
        for record in (7, 9)
    ]


def test_one_bad_row_in_many_passes(tmp_path: Path) -> None:
    rows = address_rows(100)
    rows[6]["postcode"] = "=1+1"
    assert load_after(tmp_path, [], rows).counts["set_aside"] == 1


def test_a_doubled_delivery_names_the_rows_it_repeats(tmp_path: Path) -> None:
    found = faults(tmp_path, [], [*address_rows(30), *address_rows(30)])
    assert "rows that occurred before: 30 of 60, a share of 0.5 is above the maximum 0.05" in found[0]
    assert found[1] == "week2.csv: record 31: is the same as record 1 of week2.csv; deliver every row once"


@pytest.mark.parametrize(
    ("count", "words"), [(50, "0.5 is below the minimum 0.75"), (220, "2.2 is above the maximum 1.5")]
)
def test_a_delivery_of_another_size_than_the_one_before(tmp_path: Path, count: int, words: str) -> None:
    found = faults(tmp_path, address_rows(100), address_rows(count))
    assert f"{count} rows where the delivery of 2026-03-01 had 100: {words}" in found[0]


def test_events_may_come_in_any_number(tmp_path: Path) -> None:
    fields = {"nr": {"from": "nr"}, "dag": {"from": "dag", "type": "date"}}
    source = a_source(fields, delivery="events", dated_by="dag")
    before, after = ([{"nr": f"{n}-{i}", "dag": "2026-01-01"} for i in range(n)] for n in (40, 3))
    assert load_after(tmp_path, before, after, source).counts["admitted"] == 3


def test_changes_are_bounded_by_their_rows_whatever_came_before(tmp_path: Path) -> None:
    source = a_source(delivery="changes", key=["object_id"], expect={"rows": {"max": 60}})
    assert load_after(tmp_path / "few", address_rows(40), address_rows(3), source).counts["admitted"] == 3
    assert (
        "rows: 61 is above the maximum 60" in faults(tmp_path / "many", address_rows(40), address_rows(61), source)[0]
    )


def test_the_share_of_rows_with_a_value(tmp_path: Path) -> None:
    filled = {"huisletter": {"min": 0.5}, "straat": {"min": 0.9}}
    (fault,) = faults(tmp_path, [], address_rows(40), a_source(expect={"filled": filled}))
    assert fault == (
        "week2.csv: field 'huisletter': rows with a value: 8 of 40, a share of 0.2 is below the minimum 0.5; "
        "ask for the delivery again"
    )


def test_a_partly_known_date_is_filled_when_it_says_anything(tmp_path: Path) -> None:
    fields = {"van": {"from": "van", "type": "partial_date"}}
    rows = [{"van": "00000000"}, {"van": "2020"}, {"van": "-"}]
    source = a_source({"van": {**fields["van"], "missing": ["-"]}}, expect={"filled": {"van": {"min": 0.7}}})
    assert "2 of 3, a share of 0.666667" in faults(tmp_path, [], rows, source)[0]


def swap(rows: Rows, one: str, other: str) -> Rows:
    return [{**row, one: row[other], other: row[one]} for row in rows]


def test_postcode_and_street_changed_places(tmp_path: Path) -> None:
    found = faults(tmp_path, [], swap(address_rows(40), "straat", "postcode"))
    assert [fault.split(": ")[1] for fault in found] == ["field 'straat'", "field 'postcode'"]
    assert "texts that are no postcode: 40 of 40, a share of 1 is above the maximum 0.25" in found[1]


def test_number_and_letter_changed_places(tmp_path: Path) -> None:
    rows = [{**row, "huisletter": "A"} for row in address_rows(40)]
    assert "texts that are no huisletter" in faults(tmp_path, [], swap(rows, "huisnummer", "huisletter"))[1]


def test_columns_that_only_the_delivery_before_can_tell_apart(tmp_path: Path) -> None:
    fields = {"aard": {"from": "aard"}, "status": {"from": "status"}}
    rows = [{"aard": f"soort {number % 7}", "status": f"stap {number % 5}-{number}"} for number in range(60)]
    found = faults(tmp_path, rows, swap(rows, "aard", "status"), a_source(fields))
    assert found == [
        (
            "week2.csv: field 'aard': holds what 'status' held on 2026-03-01, and the other way round; "
            "the columns were swapped; ask for the delivery again"
        )
    ]


def test_street_and_town_changed_places_in_a_first_delivery(tmp_path: Path) -> None:
    fields: dict[str, Any] = {name: {"from": name, "role": name} for name in ("straat", "woonplaats", "postcode")}
    rows = [
        {
            "straat": f"{'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}{'abcd'[number % 4]}weg",
            "woonplaats": "Duinrijk",
            "postcode": f"{1000 + number}AB",
        }
        for number in range(80)
    ]
    assert load_after(tmp_path / "good", [], rows, a_source(fields)).counts["admitted"] == 80
    (fault,) = faults(tmp_path / "bad", [], swap(rows, "straat", "woonplaats"), a_source(fields))
    assert "52 different places and only 1 streets; street and place may have been swapped" in fault


def test_a_full_delivery_without_rows_ends_nothing(tmp_path: Path) -> None:
    path = tmp_path / "in" / "leeg.json"
    path.parent.mkdir()
    path.write_text("[]", encoding="utf-8")
    fields = {"a": {"from": "a", "optional_column": True}}
    with pytest.raises(DeliveryFaults):
        load(a_workspace(tmp_path), a_source(fields, reader="json"), path)


def test_all_breaches_are_told_at_once(tmp_path: Path) -> None:
    source = a_source(expect={"rows": {"min": 500}, "filled": {"huisletter": {"min": 0.9}}})
    found = faults(tmp_path, [], [*address_rows(30), *address_rows(30)], source)
    assert sum("below the minimum" in fault or "above the maximum" in fault for fault in found) == 3


def test_a_full_delivery_that_holds_nothing_would_end_everything(tmp_path: Path) -> None:
    nothing = Admission(delivered=0, admitted=0, set_aside=0, protected=0, repeated=0)
    with Engine() as engine:
        engine.run("CREATE TABLE admitted (object_id BIGINT)")
        engine.run("CREATE TABLE set_aside_rows (reason VARCHAR)")
        judged = Judged(engine, a_source({}), DeliveryKind.FULL, nothing, ["a.json"], "record {record_no}", None)
        with pytest.raises(DeliveryFaults, match="there are no rows, and a full delivery would end everything"):
            refuse_unhealthy(judged)
        refuse_unhealthy(replace(judged, kind=DeliveryKind.EVENTS))
