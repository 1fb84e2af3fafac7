# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every delivered field is used, ignored or refused."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.sources.audit import Audited, audit_fields, inner_fields
from tests.sources.making import BASIS, a_source, delivered

FIELDS = {"straat": {"from": "straat"}}
HOUSEHOLD = {
    "person": "bsn",
    "partner": ["partner_bsn"],
    "parents": ["ouder1_bsn"],
    "birth_date": "geboren",
    "at": "straat",
    "legal_basis": BASIS,
    "dpia": "DPIA-1",
}


def audit(columns: str, **changes: Any) -> Audited:
    fields = changes.pop("fields", FIELDS)
    return audit_fields(delivered([dict.fromkeys(columns.split(), "x")]), a_source(fields, **changes), "a.csv")


def faults(columns: str, **changes: Any) -> list[str]:
    with pytest.raises(DeliveryFaults) as stopped:
        audit(columns, **changes)
    return [str(fault) for fault in stopped.value.faults]


def test_what_is_not_used_is_dropped() -> None:
    audited = audit("straat naam geslacht geloof", ignored=["naam"], refused=["gesl*", "geloof"])
    assert audited.table.column_names == ["file_no", "record_no", "straat"]
    assert audited.origins == {"straat": ("straat",)}


def test_every_unread_field_is_named_at_once_and_nothing_of_its_values() -> None:
    found = faults("straat buurt nationaliteit")
    assert len(found) == 2
    assert found[0] == (
        "a.csv: field 'buurt': is delivered but not read: neither used, ignored nor refused; "
        "add it to 'fields', 'ignored' or 'refused' of source 'register'"
    )
    assert "add it to 'refused' of source 'register' (nationality" in found[1]


def test_a_field_that_is_missing_stops_the_delivery_unless_it_may_be() -> None:
    fields = {
        "straat": {"from": "straat"},
        "letter": {"from": "letter", "optional_column": True},
        "nr": {"from": ["nr", "no"]},
    }
    assert faults("straat", fields=fields) == [
        (
            "a.csv: field 'nr' or 'no': is not delivered, but field 'nr' reads it; "
            "ask for the delivery again, or correct the name in the definition"
        )
    ]
    assert audit("straat no", fields=fields).origins == {"straat": ("straat",), "letter": (), "nr": ("no",)}


def test_all_delivered_origins_of_a_field_are_read_in_the_order_declared() -> None:
    fields = {"object_id": {"from": ["vbo", "lig", "sta"]}}
    assert audit("sta vbo", fields=fields).origins == {"object_id": ("vbo", "sta")}


def test_a_stem_matches_a_name_that_ends_in_a_number() -> None:
    fields = {"inwoners": {"stem": "AantalInwoners"}}
    assert audit("AantalInwoners_5", fields=fields).origins == {"inwoners": ("AantalInwoners_5",)}
    assert "field 'AantalInwoners_…'" in faults("AantalInwonersTotaal_5", fields=fields, ignored=["Aantal*"])[0]
    assert (
        "several delivered fields begin with 'AantalInwoners'"
        in faults("AantalInwoners_5 AantalInwoners_6", fields=fields)[0]
    )


@pytest.mark.parametrize(
    ("lists", "words"),
    [
        ({"ignored": ["naam"], "refused": ["na*"]}, "is ignored and refused"),
        ({"ignored": ["straat", "naam"]}, "is used and ignored"),
        ({"refused": ["*"]}, "is used and refused"),
    ],
)
def test_a_field_in_two_of_the_lists_is_a_fault(lists: dict[str, Any], words: str) -> None:
    assert any(words in fault for fault in faults("straat naam", **lists))


def test_a_name_delivered_twice_is_a_fault() -> None:
    table = delivered([{"straat": "x"}]).table
    doubled = table.append_column("straat", table["straat"])
    with pytest.raises(DeliveryFaults, match="is delivered twice"):
        audit_fields(type(delivered([{"straat": "x"}]))(doubled, "record {record_no}"), a_source(FIELDS), "a.csv")


def test_inner_fields_are_read_and_belong_to_no_list() -> None:
    changes = {"protected": {"field": "geheim", "person": "bsn"}, "household": HOUSEHOLD}
    audited = audit("straat geheim bsn partner_bsn ouder1_bsn geboren", **changes)
    assert audited.transient == {"straat", "geheim", "bsn", "partner_bsn", "ouder1_bsn", "geboren"}
    assert inner_fields(a_source(FIELDS)) == set()
    assert any(
        "is used and refused" in fault
        for fault in faults("straat geheim bsn partner_bsn ouder1_bsn geboren", refused=["partner*"], **changes)
    )


def test_without_the_mark_of_protection_nothing_is_taken_in() -> None:
    found = faults("straat", protected={"field": "geheim", "person": "bsn"})
    assert [fault.split(": ")[1] for fault in found] == ["field 'bsn'", "field 'geheim'"]
    assert all("protection or household needs it" in fault for fault in found)


def test_a_format_that_leaves_out_what_is_false_needs_no_mark_but_the_person() -> None:
    source = a_source(FIELDS, protected={"field": "geheim", "person": "bsn"})
    rows = delivered([{"straat": "x", "bsn": "1"}])
    assert audit_fields(rows, source, "a.json", leaves_out=True).transient == {"bsn"}
    with pytest.raises(DeliveryFaults, match="'bsn'"):
        audit_fields(delivered([{"straat": "x"}]), source, "a.json", leaves_out=True)


def test_relations_that_were_not_delivered_are_no_fault() -> None:
    audited = audit("straat bsn geboren", household=HOUSEHOLD)
    assert audited.transient == {"straat", "bsn", "geboren"}
