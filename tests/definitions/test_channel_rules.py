# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Partnership data and other work are not mixed without an explicit basis, in either direction."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.bases import bases_of_check
from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import DefinitionFaults
from tests.partnership import CHECK, PARTNERSHIP, SOURCE
from tests.small_catalogue import FILES, write_catalogue

READERS = {"csv", "bag_light"}
ACROSS = "across: {bewoning: {article: WGS (Stb. 2024 380), verified: te_toetsen}}\n"
BOTH = SOURCE.replace("purposes: [ondermijning]", "purposes: [ondermijning, wonen]")
RESIDENTS = FILES["sources/bewoning.yaml"].replace("purposes: [wonen]", "purposes: [wonen, ondermijning]")
PEOPLE = CHECK.replace("samen_panden: [datum]", "samen_panden: [datum], bewoning: [van, tot]").replace(
    "facts: [oppervlakte_m2]", "facts: [oppervlakte_m2, bewoners_aantal]"
)


def faults(folder: Path, changes: dict[str, str | None]) -> list[str]:
    try:
        sound_catalogue(write_catalogue(folder, PARTNERSHIP | changes), readers=READERS)
    except DefinitionFaults as error:
        return [str(fault) for fault in error.faults]
    return []


def test_a_partnership_that_keeps_to_itself_is_sound(tmp_path: Path) -> None:
    assert faults(tmp_path, {}) == []


def test_a_municipal_check_does_not_read_what_partners_share(tmp_path: Path) -> None:
    check = FILES["checks/wonen.yaml"].replace("hinder: 1}", "hinder: 1, convenant_genoemd: 1}")
    check = check.replace("meldingen: [datum, soort]}", "meldingen: [datum, soort], samen_panden: [datum]}")
    found = faults(tmp_path, {"checks/wonen.yaml": check, "sources/samen_panden.yaml": BOTH})
    assert len(found) == 1
    assert found[0].startswith(
        "checks/wonen.yaml: line 6: source 'samen_panden' is of channel 'samen' and this check is"
    )
    assert (
        "municipal (WGS, Stb. 2024, 380; AVG art. 5 lid 1 onder b); name the basis that allows it: 'across: {"
        in found[0]
    )


def test_a_check_of_partners_does_not_read_the_municipalitys_registers(tmp_path: Path) -> None:
    found = faults(tmp_path, {"checks/ondermijning.yaml": PEOPLE, "sources/bewoning.yaml": RESIDENTS})
    assert len(found) == 1
    assert "source 'bewoning' is municipal and this check is of channel 'samen' (WGS" in found[0]


def test_with_an_explicit_basis_it_may_and_the_check_rests_on_it(tmp_path: Path) -> None:
    changes: dict[str, str | None] = {"checks/ondermijning.yaml": PEOPLE + ACROSS, "sources/bewoning.yaml": RESIDENTS}
    assert faults(tmp_path, changes) == []
    catalogue = read_catalogue(tmp_path)
    bases = bases_of_check(catalogue, catalogue.checks["ondermijning"])["ondermijning"]
    assert [basis.article for basis in bases] == ["Huisvestingswet 2014 art. 21", "WGS (Stb. 2024 380)"]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "checks/ondermijning.yaml",
            CHECK + ACROSS,
            "'across' names 'bewoning', which is of the same channel or is not",
        ),
        (
            "checks/ondermijning.yaml",
            CHECK.replace("channel: samen", "channel: sammen"),
            "channel 'sammen' does not exist",
        ),
        (
            "sources/samen_panden.yaml",
            SOURCE.replace("channel: samen", "channel: sammen"),
            "channel 'sammen' does not exist",
        ),
        (
            "sources/bag.yaml",
            FILES["sources/bag.yaml"] + "channel: samen\n",
            "a source about spine serves every comparison and can be of no channel",
        ),
    ],
)
def test_a_channel_that_cannot_be_is_a_fault(tmp_path: Path, name: str, text: str, told: str) -> None:
    assert any(told in fault and fault.startswith(name) for fault in faults(tmp_path, {name: text}))


def test_a_broken_channel_brings_no_second_fault(tmp_path: Path) -> None:
    assert len(faults(tmp_path, {"channels/samen.yaml": "channel: [\n"})) == 1
