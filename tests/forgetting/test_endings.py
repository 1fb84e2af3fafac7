# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reports about landlords, and marks that lapse, go by what the rows themselves say (lawful.md 31, 32)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.source import Source
from pandzicht.errors import DeliveryRefused
from pandzicht.forgetting.carrying_out import ApprovedPlan, carry_out, plan_of
from pandzicht.forgetting.due import Due
from pandzicht.forgetting.endings import ended_rows
from pandzicht.governance.destroyed import registered_numbers
from pandzicht.runs.verify import verify_workspace
from pandzicht.sources.delivery import Delivery, deliveries_of
from pandzicht.sources.folding import union_of
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.desk import desk_of
from tests.forgetting.filled_workspace import catalogue_with, decoded
from tests.sources.making import ADDRESS_FIELDS, a_source, a_workspace, csv_file, load

FIELDS: dict[str, Any] = {
    **ADDRESS_FIELDS,
    "zaak": {"from": "zaak", "type": "code"},
    "stand": {"from": "stand", "type": "code"},
    "melder": {"from": "melder"},
    "onderzoek": {"from": "onderzoek", "type": "boolean"},
    "onderzoek_sinds": {"from": "onderzoek_sinds", "type": "date"},
    "gemeld": {"from": "gemeld", "type": "date"},
}
ARTICLE = "Besluit gegevensverwerking Wgv art. 2"
ENDS = [
    {"field": "stand", "values": ["ongegrond", "doorverwezen"], "article": ARTICLE},
    {"field": "stand", "values": ["dossier"], "since": "gemeld", "after": "P4Y", "article": ARTICLE},
    {
        "field": "onderzoek",
        "values": ["true"],
        "since": "onderzoek_sinds",
        "after": "P6M",
        "clears": ["onderzoek", "onderzoek_sinds"],
        "article": "Raad van State W04.22.00126",
    },
]
HOME = {"object_id": "9999010000000001", "straat": "Astraat", "huisnummer": "1", "huisletter": "", "postcode": "1000AB"}
FIRST, SECOND = date(2026, 3, 1), date(2026, 4, 1)


def reports(**changes: Any) -> Source:
    return a_source(FIELDS, **{"key": ["zaak"], "ends": ENDS, "delivery": "changes", "retention": "P10Y", **changes})


def row(zaak: str, stand: str, melder: str, onderzoek: str = "", sinds: str = "", gemeld: str = "") -> dict[str, str]:
    return {**HOME, "zaak": zaak, "stand": stand, "melder": melder, "onderzoek": onderzoek} | {
        "onderzoek_sinds": sinds, "gemeld": gemeld
    }  # fmt: skip


def put(space: Workspace, source: Source, on: date, rows: Sequence[dict[str, str]]) -> Delivery:
    path = csv_file(space.root / f"{on}.csv", rows)
    return load(space, source, path, on=on)


def cases(found: Sequence[Due], deliveries: Sequence[Delivery]) -> dict[tuple[date, str], list[str]]:
    """Per delivery and rule the cases that it names."""
    folders = {f"{one.source}/{one.id}": one for one in deliveries}
    told = {}
    for due in found:
        table = pq.read_table(folders[due.name].rows)
        told[folders[due.name].date, due.rule] = sorted(str(table["zaak"][number]) for number in due.rows)
    return told


def destroyed(space: Workspace, catalogue: Catalogue, on: date) -> None:
    desk = desk_of(space)
    plan = plan_of(space, catalogue, desk.state, desk.keys, on)
    with desk.operation(Action.DESTROY) as operation:
        carry_out(space, catalogue, operation, plan, ApprovedPlan(plan.hash, "els"))


def stand_of(space: Workspace, source: Source) -> list[tuple[str, str]]:
    with Engine(threads=1) as engine:
        rows = union_of(engine, source, deliveries_of(space, source.source))
        return [
            (str(zaak), str(stand)) for zaak, stand in engine.rows(f"SELECT zaak, stand FROM ({rows}) ORDER BY ALL")
        ]


def test_a_case_that_ended_goes_with_all_that_was_delivered_of_it_before(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path), reports()
    put(space, source, FIRST, [row("A", "open", "buurvrouw-een"), row("B", "open", "buurvrouw-twee")])
    put(space, source, SECOND, [row("A", "ongegrond", "buurvrouw-een"), row("C", "ongegrond", "buurvrouw-drie")])
    deliveries = deliveries_of(space, "register")
    found = ended_rows(space, catalogue_with(source), SECOND)
    assert {due.basis for due in found} == {ARTICLE}
    assert cases(found, deliveries) == {
        (FIRST, "register.ends 1"): ["A"], (SECOND, "register.ends 1"): ["A", "C"]
    }  # fmt: skip
    assert ended_rows(space, catalogue_with(source), date(2026, 3, 31)) == ()
    destroyed(space, catalogue_with(source), SECOND)
    assert stand_of(space, source) == [("B", "open")]
    text = decoded(space.deliveries)
    assert "buurvrouw-twee" in text
    assert "buurvrouw-een" not in text
    assert "buurvrouw-drie" not in text
    assert ended_rows(space, catalogue_with(source), SECOND) == ()


def test_a_case_that_was_opened_anew_afterwards_stands(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path), reports()
    put(space, source, FIRST, [row("A", "ongegrond", "x")])
    put(space, source, SECOND, [row("A", "open", "x")])
    destroyed(space, catalogue_with(source), SECOND)
    assert stand_of(space, source) == [("A", "open")]


def test_rows_without_a_key_end_one_by_one(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path), reports(key=[], delivery="events", dated_by="gemeld")
    day = "2026-02-01"
    put(space, source, FIRST, [row("", "ongegrond", "x", gemeld=day), row("", "open", "y", gemeld=day)])
    destroyed(space, catalogue_with(source), FIRST)
    assert [stand for _, stand in stand_of(space, source)] == ["open"]


@pytest.mark.parametrize(("on", "goes"), [(date(2028, 2, 28), False), (date(2028, 2, 29), True)])
def test_what_is_kept_for_building_a_file_goes_after_its_term(tmp_path: Path, on: date, goes: bool) -> None:
    space, source = a_workspace(tmp_path), reports()
    put(space, source, FIRST, [row("A", "dossier", "x", gemeld="2024-02-29"), row("B", "dossier", "y")])
    found = cases(ended_rows(space, catalogue_with(source), on), deliveries_of(space, "register"))
    assert found == ({(FIRST, "register.ends 2"): ["A"]} if goes else {}), "B has no day of its own: from its delivery"


def test_a_mark_lapses_and_the_rest_of_the_row_stays(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path), reports()
    put(space, source, FIRST, [row("A", "open", "x", "ja", "2026-01-31"), row("B", "open", "y", "ja", "2026-02-20")])
    catalogue = catalogue_with(source)
    (due,) = ended_rows(space, catalogue, date(2026, 7, 31))
    assert (due.columns, len(due.rows)) == (("onderzoek", "onderzoek_sinds"), 1)
    assert ended_rows(space, catalogue, date(2026, 7, 30)) == ()
    destroyed(space, catalogue, date(2026, 7, 31))
    (delivery,) = deliveries_of(space, "register")
    kept = {item["zaak"]: item["onderzoek"] for item in pq.read_table(delivery.rows).to_pylist()}
    assert kept == {"A": None, "B": True}
    assert ended_rows(space, catalogue, date(2026, 7, 31)) == ()


def test_a_delivery_that_lost_rows_is_verified_by_what_was_left(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path), reports()
    delivery = put(space, source, FIRST, [row("A", "ongegrond", "x"), row("B", "open", "y")])
    destroyed(space, catalogue_with(source), FIRST)
    with desk_of(space).state.transaction(reads=True) as transaction:
        register = registered_numbers(transaction)
    (verdict,) = verify_workspace(space, register)
    assert (verdict.sound, verdict.finding and verdict.finding.en) == (
        True, "1 rows destroyed under register.ends 1 on 2026-03-02"
    )  # fmt: skip
    with delivery.rows.open("ab") as stream:
        stream.write(b"x")
    (verdict,) = verify_workspace(space, register)
    assert (verdict.sound, str(verdict.finding)) == (False, "veranderd of weg: rows.parquet")


def test_a_delivery_that_was_destroyed_is_not_taken_in_again(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path), reports(retention="P1Y")
    put(space, source, FIRST, [row("A", "open", "x")])
    destroyed(space, catalogue_with(source), date(2027, 3, 2))
    assert deliveries_of(space, "register") == ()
    with pytest.raises(DeliveryRefused, match=r"was destroyed under register.retention P1Y .* not taken in again"):
        put(space, source, FIRST, [row("A", "open", "x")])
    later = put(space, source, SECOND, [row("A", "open", "x")])
    assert later.sequence == 2


def test_a_source_whose_rows_do_not_end_has_none(tmp_path: Path) -> None:
    space, source = a_workspace(tmp_path), reports(ends=[])
    put(space, source, FIRST, [row("A", "ongegrond", "x")])
    assert ended_rows(space, catalogue_with(source), date(2090, 1, 1)) == ()
