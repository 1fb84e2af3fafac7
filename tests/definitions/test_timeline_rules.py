# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A timeline names fields that exist and hold a day, says nothing of a person, and stays within the closed list."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.closed_list import events_told, fields_of_dossier
from pandzicht.definitions.rules import RULES
from pandzicht.errors import DefinitionFaults
from tests.small_catalogue import FILES, bent, write_catalogue

REPORTS, RESIDENTS, BAG = "sources/meldingen.yaml", "sources/bewoning.yaml", "sources/bag.yaml"


def faults_with(folder: Path, name: str, *events: str) -> list[str]:
    """What is wrong with the small catalogue when one of its sources tells these events."""
    lines = "".join(f"  - {event}\n" for event in events)
    write_catalogue(folder, {name: FILES[name] + "timeline:\n" + lines})
    try:
        read_catalogue(folder, RULES)
    except DefinitionFaults as found:
        return [fault.found for fault in found.faults]
    return []


@pytest.mark.parametrize(
    ("name", "event"),
    [
        (REPORTS, '{date: datum, says: {nl: "Melding: {soort}", en: "Report: {soort}"}}'),
        (RESIDENTS, "{date: van, says: {nl: Inschrijving}}"),
        (BAG, '{date: geldig_van, says: {nl: "Gewijzigd: {status}"}}'),
    ],
)
def test_a_day_of_a_source_of_rows_or_of_the_addresses_may_be_told(tmp_path: Path, name: str, event: str) -> None:
    assert faults_with(tmp_path, name, event) == []


@pytest.mark.parametrize(
    ("name", "event", "found"),
    [
        (REPORTS, "{date: dag, says: {nl: Melding}}", "'timeline' names field 'dag', which is not in 'fields'"),
        (REPORTS, "{date: soort, says: {nl: Melding}}", "'timeline' takes field 'soort' for a day, and it holds none"),
        (BAG, "{date: status, says: {nl: Status}}", "'timeline' takes field 'status' for a day, and it holds none"),
        (REPORTS, '{date: datum, says: {nl: "Om {uur}"}}', "says names 'uur', which is not in 'fields'"),
        (REPORTS, '{date: datum, says: {nl: Melding, en: "At {uur}"}}', "says names 'uur', which is not in 'fields'"),
        (RESIDENTS, '{date: van, says: {nl: "{persoon} kwam"}}', "says names 'persoon', by which a person is known"),
        (
            RESIDENTS,
            '{date: van, says: {nl: "{nationaliteit}"}}',
            "says names 'nationaliteit', which is not in 'fields'",
        ),
    ],
)
def test_what_cannot_be_told_is_a_fault(tmp_path: Path, name: str, event: str, found: str) -> None:
    assert faults_with(tmp_path, name, event) == [found]


def test_a_brace_that_is_not_closed_is_a_fault(tmp_path: Path) -> None:
    (found,) = faults_with(tmp_path, REPORTS, '{date: datum, says: {nl: "Melding {soort"}}')
    assert "expected '}'" in found


def test_two_sentences_about_one_day_are_a_fault(tmp_path: Path) -> None:
    events = ["{date: datum, says: {nl: Melding}}", "{date: datum, says: {nl: Bericht}}"]
    assert faults_with(tmp_path, REPORTS, *events) == ["'timeline' tells 2 things of field 'datum'"]


def test_a_source_that_is_not_about_addresses_has_no_timeline(tmp_path: Path) -> None:
    codes = (
        FILES[REPORTS]
        .replace("delivery: events", "delivery: full\nabout: codes")
        .replace("source: meldingen", "source: soorten")
    )
    write_catalogue(tmp_path, {"sources/soorten.yaml": codes + "timeline: [{date: datum, says: {nl: Melding}}]\n"})
    with pytest.raises(DefinitionFaults) as found:
        read_catalogue(tmp_path, RULES)
    assert "'timeline' tells what happened at an address, and this source is about 'codes'" in str(found.value)


def test_a_check_tells_the_events_of_which_it_lists_every_field(tmp_path: Path) -> None:
    told = 'timeline: [{date: datum, says: {nl: "Melding: {soort}"}}]\n'
    known = 'timeline: [{date: van, says: {nl: "Als {soort}"}}, {date: tot, says: {nl: Vertrek}}]\n'
    changes = {REPORTS: FILES[REPORTS] + told, RESIDENTS: FILES[RESIDENTS] + known}
    catalogue = read_catalogue(write_catalogue(tmp_path, changes))
    check = catalogue.checks["wonen"]
    assert [event.says.nl for event in events_told(catalogue.sources["meldingen"], check)] == ["Melding: {soort}"]
    assert [event.day for event in events_told(catalogue.sources["bewoning"], check)] == ["tot"]
    assert fields_of_dossier(catalogue, check) == {"meldingen": {"datum", "soort"}, "bewoning": {"tot"}}


def test_a_field_that_only_an_event_needs_may_be_listed(tmp_path: Path) -> None:
    listed = bent("checks/wonen.yaml", "bewoning: [van, tot]", "bewoning: [van, tot, soort]")
    write_catalogue(tmp_path, listed)
    with pytest.raises(DefinitionFaults, match="the closed list has soort of source 'bewoning'"):
        read_catalogue(tmp_path, RULES)
    told = {RESIDENTS: FILES[RESIDENTS] + 'timeline: [{date: van, says: {nl: "Als {soort}"}}]\n'}
    assert read_catalogue(write_catalogue(tmp_path / "told", listed | told), RULES).checks


def test_a_field_of_an_event_that_is_not_listed_whole_may_not_be_listed(tmp_path: Path) -> None:
    told = {RESIDENTS: FILES[RESIDENTS] + 'timeline: [{date: van, says: {nl: "Als {soort} te {straat}"}}]\n'}
    write_catalogue(tmp_path, told | bent("checks/wonen.yaml", "bewoning: [van, tot]", "bewoning: [van, tot, soort]"))
    with pytest.raises(DefinitionFaults, match="the closed list has soort of source 'bewoning'"):
        read_catalogue(tmp_path, RULES)


def test_the_outcome_of_the_checks_own_visits_may_be_listed(tmp_path: Path) -> None:
    outcomes = "outcomes: {of: {wonen: nummer}, step: postcode, established: [a], nothing: [b]}\n"
    changes = {REPORTS: FILES[REPORTS] + outcomes}
    changes |= bent("checks/wonen.yaml", "meldingen: [datum, soort]", "meldingen: [datum, soort, nummer, postcode]")
    catalogue = read_catalogue(write_catalogue(tmp_path, changes), RULES)
    assert fields_of_dossier(catalogue, catalogue.checks["wonen"]) == {"meldingen": {"datum", "nummer", "postcode"}}
