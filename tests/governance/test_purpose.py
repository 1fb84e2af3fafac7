# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""No rows are read without a purpose that covers them."""

from __future__ import annotations

import pytest

from pandzicht.definitions.check import Check
from pandzicht.errors import PurposeMissing
from pandzicht.governance.purpose import Purpose, purpose_of, refuse_fields_outside, refuse_outside, refuse_unless_all
from tests.sources.making import BASIS, a_source

LIVING = Purpose("wonen", "Huisvestingswet 2014 art. 21", "onrechtmatig_wonen")
HEMP = Purpose("hennep", "Opiumwet art. 13b", "hennep")


def test_a_purpose_of_the_source_may_read() -> None:
    refuse_outside(LIVING, a_source(purposes=["wonen", "adreskwaliteit"]))


def test_another_purpose_is_refused_with_source_purpose_rule_and_article() -> None:
    with pytest.raises(PurposeMissing) as refused:
        refuse_outside(HEMP, a_source(purposes=["wonen"]))
    message = str(refused.value)
    for part in ("'register'", "'hennep'", "Opiumwet art. 13b", "AVG art. 5 lid 1 onder b", "its purposes are wonen"):
        assert part in message


def test_a_source_without_supply_is_read_for_nothing() -> None:
    with pytest.raises(PurposeMissing, match="no basis for its delivery"):
        refuse_outside(LIVING, a_source(supply="none"))


@pytest.mark.parametrize("about", ["area", "boundaries", "codes", "spine"])
def test_a_source_about_no_person_may_leave_its_purposes_open(about: str) -> None:
    refuse_outside(HEMP, a_source(about=about, purposes=[]))


@pytest.mark.parametrize("about", ["address", "protected"])
def test_a_source_about_addresses_may_not(about: str) -> None:
    with pytest.raises(PurposeMissing, match="its purposes are none"):
        refuse_outside(HEMP, a_source(about=about, purposes=[]))


def test_fields_outside_the_closed_list_are_refused_with_field_rule_and_article() -> None:
    source = a_source(purposes=["wonen"])
    refuse_fields_outside(LIVING, source, {"straat"}, ["straat", "postcode"])
    with pytest.raises(PurposeMissing) as refused:
        refuse_fields_outside(LIVING, source, {"straat", "postcode", "huisnummer"}, ["straat"])
    for part in (
        "'register'",
        "huisnummer, postcode: not in",
        "Huisvestingswet 2014 art. 21",
        "AVG art. 5 lid 1 onder b",
    ):
        assert part in str(refused.value)
    with pytest.raises(PurposeMissing, match="it is not in the closed list of the check"):
        refuse_fields_outside(LIVING, source, set(), None)


def test_a_field_may_have_fewer_purposes_than_its_source() -> None:
    fields = {"straat": {"from": "straat", "role": "straat", "purposes": ["hennep"]}}
    source = a_source(fields, purposes=["wonen", "hennep"])
    refuse_fields_outside(HEMP, source, {"straat"}, ["straat"])
    with pytest.raises(PurposeMissing, match="in fields straat: of which the purposes are narrower"):
        refuse_fields_outside(LIVING, source, {"straat"}, ["straat"])


def test_every_purpose_must_be_covered_and_there_must_be_one() -> None:
    source = a_source(purposes=["wonen"])
    refuse_unless_all([LIVING], source)
    with pytest.raises(PurposeMissing, match="'hennep'"):
        refuse_unless_all([LIVING, HEMP], source)
    with pytest.raises(PurposeMissing, match="without a purpose"):
        refuse_unless_all([], source)


def test_a_check_reads_for_its_purpose_by_its_first_article() -> None:
    check = Check.model_validate(
        {
            "check": "kamers",
            "label": {"nl": "Kamerverhuur"},
            "unit": "object",
            "legal_basis": BASIS,
            "purpose": "wonen",
            "sources": {"register": ["soort"]},
            "frame": "woonfunctie",
            "points": {"vol": 1},
            "strata": {"control": 0.2},
            "result": {"nl": "een gesprek"},
        }
    )
    assert purpose_of(check) == Purpose("wonen", "Wet BRP art. 1.7", "kamers")
