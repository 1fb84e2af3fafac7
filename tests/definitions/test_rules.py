# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every rule of the catalogue, each bent once; and twenty faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import DefinitionFaults
from pandzicht.signals.scenarios import scenario_faults
from tests.small_catalogue import FILES, bent, write_catalogue

READERS = {"csv", "bag_light"}
HOUSEHOLD = (
    "household: {person: bsn, partner: [partner_bsn], parents: [ouder_bsn], birth_date: geboren, at: object_id, "
    "dpia: D, legal_basis: [{article: Huisvestingswet, verified: te_toetsen}]}"
)


def faults(folder: Path, changes: dict[str, str | None]) -> list[str]:
    try:
        sound_catalogue(write_catalogue(folder, changes), readers=READERS)
    except DefinitionFaults as error:
        return [str(fault) for fault in error.faults]
    return []


def test_the_small_catalogue_is_sound(tmp_path: Path) -> None:
    catalogue = sound_catalogue(write_catalogue(tmp_path), readers=READERS)
    assert sorted(catalogue.signals) == ["hinder", "niemand_ingeschreven", "overbewoning"]
    assert list(scenario_faults(catalogue)) == []


BENT = [
    (
        "indicators/bewoners_aantal.yaml",
        "geldig_op(",
        "geldig_rond(",
        "line 5",
        "unknown function 'geldig_rond'; did you mean 'geldig_op'",
    ),
    ("indicators/bewoners_aantal.yaml", "count(*)", "count(persoon)", "line 5", "count takes * or distinct FIELD"),
    ("indicators/bewoners_aantal.yaml", "count(*)", "avg(nummer)", "line 5", "is not an aggregate of the grammar"),
    ("indicators/bewoners_aantal.yaml", "source: bewoning", "source: bewoners", "line 2", "unknown source 'bewoners'"),
    ("indicators/bewoners_aantal.yaml", "absent: zero", "absent: nil", "line 6", "'zero' or 'unknown'"),
    ("indicators/hinder_aantal.yaml", "'P1Y'", "'een jaar'", "line 4", "is not a period"),
    ("indicators/hinder_aantal.yaml", "count(*)", "sum(datum)", "line 4", "cannot be added up"),
    (
        "indicators/oppervlakte_m2.yaml",
        "aggregate: oppervlakte_m2",
        "aggregate: oppervlak",
        "line 5",
        "did you mean 'oppervlakte_m2'",
    ),
    (
        "signals/overbewoning.yaml",
        "bewoners_aantal >= 4",
        "bewoner_aantal >= 4",
        "line 4",
        "unknown name 'bewoner_aantal'",
    ),
    ("signals/overbewoning.yaml", ":norm_m2_per_persoon", ":norm_m2", "line 4", "unknown norm ':norm_m2'"),
    (
        "signals/overbewoning.yaml",
        "bewoners_aantal >= 4",
        "bewoners_aantal >= 'vier'",
        "line 4",
        "compares a number with a code or text",
    ),
    (
        "signals/overbewoning.yaml",
        "bewoners_aantal >= 4 and",
        "bewoners_aantal / 2 >= 4 and",
        "line 4",
        "is not a word of the grammar",
    ),
    (
        "signals/overbewoning.yaml",
        "{bewoners_aantal} personen",
        "{personen} personen",
        "line 6",
        "sentence names 'personen'",
    ),
    ("signals/overbewoning.yaml", "expect: unknown", "expect: maybe", "line 10", "'yes', 'no' or 'unknown'"),
    ("signals/hinder.yaml", "expires: P90D", "expires: 90 days", "line 6", "should match pattern"),
    ("signals/hinder.yaml", "hinder_aantal >= 2", "hinder_aantal >= 2; drop table addresses", "line 4", "expression"),
    ("checks/wonen.yaml", "overbewoning: 3", "overbewoning: 0", "line 11", "greater than or equal to 1"),
    ("checks/wonen.yaml", "hinder: 1", "hindre: 1", "line 11", "signal 'hindre', which does not exist"),
    (
        "checks/wonen.yaml",
        ", meldingen: [datum, soort]}",
        "}",
        "line 11",
        "signal 'hinder' reads source 'meldingen', which is not in the check's closed list (purpose limitation",
    ),
    (
        "checks/wonen.yaml",
        "meldingen: [datum, soort]",
        "meldingen: [soort]",
        "line 11",
        "signal 'hinder' reads datum of source 'meldingen', not in the check's closed list (purpose limitation, AVG",
    ),
    (
        "checks/wonen.yaml",
        "bewoning: [van, tot]",
        "bewoning: [persoon, van, tot]",
        "line 6",
        "the closed list has persoon of source 'bewoning', which nothing of the check reads (data minimisation, AVG",
    ),
    (
        "checks/wonen.yaml",
        "{bag: [oppervlakte_m2], bewoning: [van, tot], meldingen: [datum, soort]}",
        "[bag, bewoning, meldingen]",
        "line 11",
        "add meldingen: [datum, soort] to 'sources'",
    ),
    ("checks/wonen.yaml", "control: 0.15", "control: 0.01", "line 12", "greater than or equal to 0.05"),
    ("checks/wonen.yaml", "control: 0.15", "control: 0.15, challenger: 0.05", "line 12", "without challenger points"),
    (
        "checks/wonen.yaml",
        "frame: oppervlakte_m2 is not null",
        "frame: oppervlakte_m2",
        "line 10",
        "is a number, expected yes or no",
    ),
    ("sources/bewoning.yaml", "purposes: [wonen]", "purposes: [iets_anders]", "line 9", "belongs to no check"),
    ("sources/bewoning.yaml", "reader: csv", "reader: cvs", "line 4", "unknown reader 'cvs'"),
    ("sources/bewoning.yaml", "soort: {from: soort", "soort: {from: nationaliteit", "line 20", "refused as input"),
    ("sources/bewoning.yaml", "ignored: [opmerking]", "ignored: [opmerking, straat]", "line 13", "more than one of"),
    (
        "sources/bewoning.yaml",
        "validity: {from: van",
        "validity: {from: vanaf",
        "line 12",
        "'vanaf', which is not in 'fields'",
    ),
    ("sources/bewoning.yaml", "role: huisnummer", "role: straat", "line 13", "role 'straat' is given to 2 fields"),
    ("sources/meldingen.yaml", "dated_by: datum\n", "", "line 5", "events without a date"),
    ("sources/meldingen.yaml", "dated_by: datum\n", "dated_by: datum\nparts: [soort]\n", "line 12", "'parts' without"),
    ("sources/meldingen.yaml", "dated_by: datum\n", "dated_by: datum\ncase_number: nr\n", "line 12", "which is not in"),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\ncase_number: datum\n",
        "line 12",
        "expected code",
    ),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\nexpect: {change: {min: 0.5}}\n",
        "line 12",
        "'expect.change' holds full deliveries against each other, and these are events",
    ),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\nprotected: {field: geheim, person: bsn}\n",
        "line 12",
        "no pseudonym is kept of 'bsn', so that earlier rows of a protected person would stand",
    ),
    ("sources/bewoning.yaml", "key: [persoon]\n", "key: [persoon]\nparts: [soort]\n", "line 12", "'parts' without"),
    ("sources/bewoning.yaml", "key: [persoon]\n", "key: [persoon]\nparts: [deel]\n", "line 12", "'deel', which is not"),
    (
        "sources/meldingen.yaml",
        "type: date",
        "type: date, formats: ['%d-%m-%Y', '%m-%d-%Y']",
        "line 15",
        "can read the same text",
    ),
    (
        "sources/bewoning.yaml",
        "covers: {object: [verblijfsobject]}",
        "covers: {object: [verblijfsobject, plaats]}",
        "line 6",
        "covers located places without naming any",
    ),
    ("sources/bag.yaml", "dummies: {oppervlakte: [1], bouwjaar: [1005]}\n", "", "line 5", "is not told"),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\nknown_as: [{name: Zee, woonplaats: Duinrijk, from: 2000-01-01}]\n",
        "line 12",
        "'known_as' is about the addresses themselves, and this source is about 'address'",
    ),
    (
        "sources/bewoning.yaml",
        "confidentiality: intern\n",
        "",
        "line 1",
        "how confidential it is, is not told (AVG art. 30",
    ),
    ("sources/bewoning.yaml", "confidentiality: intern", "confidentiality: beetje", "line 23", "'openbaar', 'intern'"),
    ("sources/meldingen.yaml", "owner: Openbare ruimte\n", "", "line 1", "key 'owner' is missing"),
    ("sources/meldingen.yaml", "retention: P3Y\n", "", "line 1", "key 'retention' is missing"),
    (
        "sources/meldingen.yaml",
        "legal_basis: [{article: Gemeentewet art. 160, verified: te_toetsen}]\n",
        "",
        "line 1",
        "key 'legal_basis' is missing",
    ),
    (
        "checks/wonen.yaml",
        "legal_basis: [{article: Huisvestingswet 2014 art. 21, verified: te_toetsen}]\n",
        "",
        "line 1",
        "key 'legal_basis' is missing",
    ),
    (
        "sources/meldingen.yaml",
        "purposes: [wonen]\n",
        "",
        "line 1",
        "serves no purpose at all (purpose limitation, AVG art",
    ),
    (
        "sources/meldingen.yaml",
        "soort: {from: soort, type: code}",
        "soort: {from: soort, type: code, purposes: [hennep]}",
        "line 16",
        "field 'soort' has purpose 'hennep', which its source does not have (purpose limitation, AVG art. 5",
    ),
    (
        "sources/bewoning.yaml",
        "key: [persoon]\n",
        "key: [persoon]\nowners: {key: persoon, kind: soort, legal_persons: [woonadres]}\n",
        "line 12",
        "'owners' keeps natural persons apart: figures per owner exist for legal persons only",
    ),
    (
        "sources/bewoning.yaml",
        "key: [persoon]\n",
        "key: [persoon]\nowners: {key: soort, kind: soort, legal_persons: [woonadres], name: persoon}\n",
        "line 12",
        "'owners' keeps natural persons apart: figures per owner exist for legal persons only",
    ),
    (
        "sources/bewoning.yaml",
        "key: [persoon]\n",
        "key: [persoon]\nowners: {key: soort, kind: soort, legal_persons: [woonadres], name: naam}\n",
        "line 12",
        "'owners' names field 'naam', which is not in 'fields'",
    ),
    (
        "indicators/bewoners_aantal.yaml",
        "source: bewoning\n",
        "source: bewoning\nper: person\n",
        "line 3",
        "'object', 'pand'",
    ),
    (
        "indicators/bewoners_aantal.yaml",
        "legal_basis: [{article: Wet BRP art. 3.8, verified: te_toetsen}]\n",
        "",
        "line 1",
        "it counts rows of persons (source 'bewoning') without a basis of its own (AVG art. 6 lid 1)",
    ),
    (
        "indicators/bewoners_aantal.yaml",
        "count(*) filter (where geldig_op(:peildatum))",
        "max(persoon)",
        "line 5",
        "'persoon' is the pseudonym of a person: an address is compared, never a person (data minimisation, AVG art. 5",
    ),
    (
        "indicators/bewoners_aantal.yaml",
        "geldig_op(:peildatum)",
        "persoon = '0123456789abcdef'",
        "line 5",
        "'persoon' is the pseudonym of a person",
    ),
    (
        "sources/bewoning.yaml",
        "ignored: [opmerking]",
        f"  ouder: {{from: ouder_bsn, type: pseudonym}}\n{HOUSEHOLD}",
        "line 21",
        "field 'ouder' keeps 'ouder_bsn', from which 'household' derives (data minimisation, AVG",
    ),
    (
        "checks/wonen.yaml",
        "class: geen_ai_systeem",
        "class: hoog_risico",
        "line 16",
        "class 'hoog_risico' is published in category A, and every other class in B",
    ),
    (
        "checks/wonen.yaml",
        "publication: B, reasons: {nl: Vaste regels}}",
        "publication: B, reasons: {nl: Vaste regels}}\nlearned: true",
        "line 16",
        "class 'geen_ai_systeem', and 'learned' says that outcomes taught the points (AI-verordening art. 3 lid 1)",
    ),
    ("checks/wonen.yaml", "class: geen_ai_systeem", "class: verboden", "line 16", "'hoog_risico', 'beperkt_risico'"),
    (
        "checks/wonen.yaml",
        "exit: {lift: 1.2",
        "exit: {lift: 1.8",
        "line 17",
        "'exit' asks a higher lift than 'entry'",
    ),
    (
        "checks/wonen.yaml",
        "exit: {lift: 1.2, selection_ratio: 2",
        "exit: {lift: 1.2, selection_ratio: 1.2",
        "line 17",
        "'exit' allows a lower selection_ratio than 'entry'",
    ),
    (
        "checks/wonen.yaml",
        "reapprove_by: 2026-12-31",
        "reapprove_by: 2027-06-30",
        "line 20",
        "after the end of the check",
    ),
    (
        "checks/wonen.yaml",
        "reapprove_by: 2026-12-31",
        "reapprove_by: 2025-12-31",
        "line 20",
        "no later than the approval",
    ),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\noutcomes: {of: {leegstand: soort}, step: soort, established: [ja], nothing: [nee]}\n",
        "line 12",
        "'outcomes' names check 'leegstand', which does not exist",
    ),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\nnamed_by: soort\n",
        "line 12",
        "'named_by' names areas, and this source is about 'address'",
    ),
    (
        "sources/bewoning.yaml",
        "delivery: full\n",
        "delivery: full\nabout: boundaries\nnamed_by: naam\n",
        "line 7",
        "'named_by' names field 'naam', which is not in 'fields'",
    ),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\noutcomes: {of: {wonen: uitkomst}, step: soort, established: [ja], nothing: [nee]}\n",
        "line 12",
        "'outcomes' names field 'uitkomst', which is not in 'fields'",
    ),
    (
        "sources/meldingen.yaml",
        "dated_by: datum\n",
        "dated_by: datum\noutcomes: {of: {wonen: soort}, step: soort, established: [ja], nothing: [ja, nee]}\n",
        "line 12",
        "ja stands for more than one outcome",
    ),
    ("norms/norm_m2_per_persoon.yaml", "to: 2023-06-30", "to: 2023-07-30", "line 1", "two values hold on 2023-07-01"),
]


@pytest.mark.parametrize(("name", "old", "new", "line", "text"), BENT)
def test_each_fault_is_told_with_its_file_and_line(
    tmp_path: Path, name: str, old: str, new: str, line: str, text: str
) -> None:
    found = faults(tmp_path, bent(name, old, new))
    assert any(fault.startswith(f"{name}: {line}: ") and text in fault for fault in found), found


def test_an_indicator_on_the_proxy_list_needs_its_justification(tmp_path: Path) -> None:
    found = faults(tmp_path, {"indicators/bewoners_aantal.proxy.yaml": None})
    told = "'bewoners_aantal' is on the proxy list (number of residents) without a justification"
    assert found == [f"indicators/bewoners_aantal.yaml: line 1: {told}; write bewoners_aantal.proxy.yaml beside it"]


def test_a_field_with_narrower_purposes_is_closed_to_a_check_of_another(tmp_path: Path) -> None:
    source = bent("sources/meldingen.yaml", "purposes: [wonen]", "purposes: [wonen, hinder]")["sources/meldingen.yaml"]
    other = (
        FILES["checks/wonen.yaml"].replace("check: wonen", "check: hinder").replace("purpose: wonen", "purpose: hinder")
    )
    narrow = str(source).replace("type: code}", "type: code, purposes: [hinder]}")
    wide = {
        name: bent(name, "purposes: [wonen]", "purposes: [wonen, hinder]")[name]
        for name in ("sources/bag.yaml", "sources/bewoning.yaml")
    }
    found = faults(tmp_path, wide | {"sources/meldingen.yaml": narrow, "checks/hinder.yaml": other})
    told = "field 'soort' of source 'meldingen' may not be read for purpose 'wonen' (purpose limitation, AVG art. 5"
    assert len(found) == 1
    assert found[0].startswith(f"checks/wonen.yaml: line 6: {told}")


def test_a_key_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    found = faults(tmp_path, {"signals/hinder.yaml": FILES["signals/hinder.yaml"] + "expires: P30D\n"})
    assert found[0].startswith("signals/hinder.yaml: line 14: key 'expires' stands twice")


def test_a_broken_file_brings_no_second_fault_elsewhere(tmp_path: Path) -> None:
    found = faults(tmp_path, {"indicators/bewoners_aantal.yaml": "indicator: [\n"})
    assert len(found) == 1
    assert found[0].startswith("indicators/bewoners_aantal.yaml: line 2")


def test_area_figures_feed_no_indicator(tmp_path: Path) -> None:
    source = FILES["sources/meldingen.yaml"].replace("delivery: events", "about: area\ndelivery: events")
    found = faults(tmp_path, {"sources/meldingen.yaml": source})
    assert any("its figures feed no indicator" in fault for fault in found)
    assert any("a check does not read area figures" in fault for fault in found)


def test_twenty_planted_faults_are_reported_at_once(tmp_path: Path) -> None:
    planted = {
        "signals/hinder.yaml": [
            ("hinder_aantal >= 2", "hinder_antal >= 2"),
            ("expires: P90D", "expires: P90"),
            ('{on: 2026-03-01, given: {hinder_aantal: 1}, expect: "no"}', "{on: 2026-03-01, given: {}, expect: nope}"),
        ],
        "signals/overbewoning.yaml": [
            ("bewoners_aantal >= 4", "bewoners_aantal >= 'x'"),
            (":norm_m2_per_persoon", ":norm_m2"),
            ("{oppervlakte_m2} m²", "{m2} m²"),
            ("unknown_when: oppervlakte_m2 is null", "unknown_when: oppervlak is null"),
        ],
        "indicators/oppervlakte_m2.yaml": [
            ("aggregate: oppervlakte_m2", "aggregate: opp"),
            ("source: bag", "source: bag\nsoort: x"),
        ],
        "indicators/hinder_aantal.yaml": [("binnen(datum", "binnen(dag"), ("absent: zero", "absent: zero\ntype: date")],
        "checks/wonen.yaml": [
            ("unit: object", "unit: straat"),
            ("control: 0.15", "control: 2"),
            ("hinder: 1", "hinder: 101"),
            ("purpose: wonen", "purpose: Wonen!"),
        ],
        "sources/meldingen.yaml": [
            ("dated_by: datum", "dated_by: dag"),
            ("role: postcode", "role: huisnummer"),
            ("soort: {from: soort", "geslacht: {from: geslacht"),
        ],
        "sources/bewoning.yaml": [("key: [persoon]", "key: [bsn]"), ("reader: csv", "reader: excel")],
        "norms/norm_m2_per_persoon.yaml": [("unit: m2, from: 2019-07-01", "from: 2024-07-01")],
    }
    changes: dict[str, str | None] = {}
    for name, pieces in planted.items():
        text = FILES[name]
        for old, new in pieces:
            assert old in text
            text = text.replace(old, new)
        changes[name] = text
    found = faults(tmp_path, changes)
    lines = {
        "signals/hinder.yaml": (4, 6, 10),
        "signals/overbewoning.yaml": (4, 5, 6),
        "indicators/oppervlakte_m2.yaml": (3, 6),
        "indicators/hinder_aantal.yaml": (4,),
        "checks/wonen.yaml": (3, 5, 11, 12),
        "sources/meldingen.yaml": (11, 12, 16),
        "sources/bewoning.yaml": (4, 11),
        "norms/norm_m2_per_persoon.yaml": (4,),
    }
    expected = [f"{name}: line {line}" for name, numbers in lines.items() for line in numbers]
    missing = [place for place in expected if not any(fault.startswith(place + ":") for fault in found)]
    assert missing == [], "\n".join(found)
    assert len(found) >= sum(len(pieces) for pieces in planted.values()) >= 20, "\n".join(found)
