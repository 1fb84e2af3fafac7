# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who looked is read by nothing: each way in is refused, with the reason and the article."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.rules import RULES
from pandzicht.errors import DefinitionFaults
from tests.small_catalogue import FILES, write_catalogue

REPORTS, INDICATOR, CHECK = "sources/meldingen.yaml", "indicators/hinder_aantal.yaml", "checks/wonen.yaml"
OUTCOMES = """\
outcomes: {of: {wonen: uitkomst}, step: stap, established: ["1"], nothing: ["0"], by: ambtenaar, by_lot: true}
"""
BASE = FILES[REPORTS].replace("fields:\n", "fields:\n  uitkomst: {from: uitkomst}\n  stap: {from: stap}\n") + OUTCOMES
WHY = (
    "who looked says nothing of an address, and tells only how often inspectors agree "
    "(purpose limitation, AVG art. 5 lid 1 onder b)"
)


def faults_of(folder: Path, changes: dict[str, str | None]) -> list[str]:
    """What is wrong with the small catalogue when its reports tell outcomes and who looked, and some files differ."""
    write_catalogue(folder, {REPORTS: BASE, **changes})
    try:
        read_catalogue(folder, RULES)
    except DefinitionFaults as found:
        return [fault.found for fault in found.faults]
    return []


def test_a_source_may_tell_who_looked(tmp_path: Path) -> None:
    assert faults_of(tmp_path, {}) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("fields:\n", "fields:\n  wie: {from: ambtenaar}\n", "fields.wie"),
        ("fields:\n", "fields:\n  wie: {from: [oud, ambtenaar], type: pseudonym}\n", "fields.wie"),
        ("fields:\n", "fields:\n  ambtenaar: {from: iets}\n", "fields.ambtenaar"),
        ("dated_by", "key: [ambtenaar]\ndated_by", "key.0"),
        ("dated_by", "case_number: ambtenaar\ndated_by", "case_number"),
        ("dated_by", "subjects: ambtenaar\ndated_by", "subjects"),
        ("dated_by", "protected: {field: ambtenaar}\ndated_by", "protected.field"),
        ("dated_by", "timeline: [{date: datum, says: {nl: 'Door {ambtenaar}'}}]\ndated_by", "timeline.0"),
        ("dated_by", "timeline: [{date: ambtenaar, says: {nl: Gezien}}]\ndated_by", "timeline.0"),
        ("dated_by", "refused: [ambtenaar]\ndated_by", "refused.0"),
        ("dated_by", "ignored: ['ambt*']\ndated_by", "ignored.0"),
        ("of: {wonen: uitkomst}", "of: {wonen: ambtenaar}", "outcomes.of"),
        ("step: stap", "step: ambtenaar", "outcomes.step"),
    ],
)
def test_no_other_part_of_its_source_names_the_field(tmp_path: Path, old: str, new: str, place: str) -> None:
    assert f"'{place}' names 'ambtenaar': {WHY}" in faults_of(tmp_path, {REPORTS: BASE.replace(old, new, 1)})


def test_a_numbered_field_is_found_by_its_stem(tmp_path: Path) -> None:
    text = BASE.replace("by: ambtenaar", "by: ambtenaar_1").replace("fields:\n", "fields:\n  wie: {stem: ambtenaar}\n")
    assert f"'fields.wie' names 'ambtenaar_1': {WHY}" in faults_of(tmp_path, {REPORTS: text})


@pytest.mark.parametrize(
    "aggregate",
    [
        "count(distinct ambtenaar)",
        "max(ambtenaar)",
        "count(*) filter (where ambtenaar = 'T1')",
        "count(*) filter (where binnen(datum, 'P1Y') and ambtenaar is not null)",
    ],
)
def test_neither_the_value_nor_the_filter_of_an_indicator_reads_it(tmp_path: Path, aggregate: str) -> None:
    text = FILES[INDICATOR].replace("count(*) filter (where binnen(datum, 'P1Y') and soort = 'hinder')", aggregate)
    assert f"aggregate reads 'ambtenaar': {WHY}" in faults_of(tmp_path, {INDICATOR: text})


@pytest.mark.parametrize(
    ("source_field", "name"),
    [
        ("  inspecteur: {from: x}\n", "inspecteur"),
        ("  kleur: {from: NaamToezichthouder}\n", "kleur"),
        ("  kleur: {from: [kleur, team_nr]}\n", "kleur"),
        ("  weekdag: {from: x}\n", "weekdag"),
    ],
)
def test_a_field_that_tells_who_looked_by_its_name_feeds_no_indicator(
    tmp_path: Path, source_field: str, name: str
) -> None:
    text = FILES[INDICATOR].replace("soort = 'hinder'", f"{name} = 'T1'")
    reports = FILES[REPORTS].replace("fields:\n", "fields:\n" + source_field)
    why = "who looked, with which team or on which weekday, says nothing of an address"
    found = faults_of(tmp_path, {REPORTS: reports, INDICATOR: text})
    assert f"aggregate reads '{name}': {why} (purpose limitation, AVG art. 5 lid 1 onder b)" in found


def test_a_check_lists_and_shows_it_nowhere(tmp_path: Path) -> None:
    text = FILES[CHECK].replace("meldingen: [datum, soort]", "meldingen: [datum, soort, ambtenaar]")
    assert f"the closed list has 'ambtenaar' of source 'meldingen': {WHY}" in faults_of(tmp_path, {CHECK: text})
    text = FILES[CHECK].replace("facts: [bewoners_aantal", "facts: [ambtenaar, bewoners_aantal")
    assert f"'facts' names 'ambtenaar': {WHY}" in faults_of(tmp_path, {CHECK: text})


def test_a_signal_and_a_frame_cannot_name_it(tmp_path: Path) -> None:
    signal = FILES["signals/hinder.yaml"].replace("hinder_aantal >= 2", "hinder_aantal >= 2 and ambtenaar = 'T1'")
    frame = FILES[CHECK].replace("frame: oppervlakte_m2", "frame: ambtenaar = 'T1' and oppervlakte_m2")
    found = faults_of(tmp_path, {"signals/hinder.yaml": signal, CHECK: frame})
    assert {f"'when' names 'ambtenaar': {WHY}", f"'frame' names 'ambtenaar': {WHY}"} <= set(found)


def test_the_lot_decides_nothing_where_nobody_tells_who_went(tmp_path: Path) -> None:
    text = BASE.replace("by: ambtenaar, ", "")
    assert any("'by_lot' says who goes where" in found for found in faults_of(tmp_path, {REPORTS: text}))
