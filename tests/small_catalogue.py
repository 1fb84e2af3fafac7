# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A small sound catalogue in files, for tests that bend it."""

from __future__ import annotations

from pathlib import Path

from pandzicht.definitions.approval import LEAST, Matter

FILES = {
    "roles/alles.yaml": """\
role: alles
label: {nl: Alles}
may: [load, run, select, list, export_list, hit, explain, motivate, export_selection, export_facts, export_run, review,
  judge, link, verify, publish, audit_package, subject_access]
purposes: all
sees: [object, person]
first: true
""",
    "sources/bag.yaml": """\
source: bag
label: {nl: BAG, en: Buildings}
owner: Gemeente
reader: bag_light
about: spine
delivery: full
legal_basis: [{article: Wet BAG art. 32, verified: te_toetsen}]
supply: wettelijk
purposes: [wonen]
retention: P10Y
dummies: {oppervlakte: [1], bouwjaar: [1005]}
confidentiality: intern
""",
    "sources/bewoning.yaml": """\
source: bewoning
label: {nl: Bewoning, en: Residents}
owner: Burgerzaken
reader: csv
delivery: full
covers: {object: [verblijfsobject]}
legal_basis: [{article: Wet BRP art. 1.7, verified: te_toetsen}]
supply: wettelijk
purposes: [wonen]
retention: P1Y
key: [persoon]
validity: {from: van, to: tot}
fields:
  persoon: {from: bsn, type: pseudonym, sensitivity: person}
  object: {from: object_id, type: bag_id, role: object_id}
  straat: {from: straat, role: straat}
  nummer: {from: huisnummer, type: integer, role: huisnummer}
  van: {from: begin, type: partial_date}
  tot: {from: eind, type: partial_date}
  soort: {from: soort, type: code, codes: {W: woonadres, B: briefadres}}
ignored: [opmerking]
refused: [nationaliteit]
confidentiality: intern
""",
    "sources/meldingen.yaml": """\
source: meldingen
label: {nl: Meldingen, en: Reports}
owner: Openbare ruimte
reader: csv
delivery: events
covers: {object: [verblijfsobject]}
legal_basis: [{article: Gemeentewet art. 160, verified: te_toetsen}]
supply: eigen
purposes: [wonen]
retention: P3Y
dated_by: datum
fields:
  postcode: {from: postcode, role: postcode}
  nummer: {from: nummer, type: integer, role: huisnummer}
  datum: {from: datum, type: date}
  soort: {from: soort, type: code}
confidentiality: intern
""",
    "norms/norm_m2_per_persoon.yaml": """\
norm: norm_m2_per_persoon
label: {nl: m² per persoon}
values:
  - {value: 12, unit: m2, from: 2019-07-01, to: 2023-06-30, article: Verordening 2019 art. 1}
  - {value: 18, unit: m2, from: 2023-07-01, article: Verordening 2023 art. 1}
""",
    "indicators/bewoners_aantal.yaml": """\
indicator: bewoners_aantal
source: bewoning
label: {nl: Ingeschreven personen}
unit: personen
aggregate: count(*) filter (where geldig_op(:peildatum))
absent: zero
legal_basis: [{article: Wet BRP art. 3.8, verified: te_toetsen}]
""",
    "indicators/bewoners_aantal.proxy.yaml": """\
proxy: bewoners_aantal
listed_as: number of residents
justification: {nl: Nodig om het aantal te toetsen aan de norm.}
test: correlation with area figures on the control share, every release
substantive_reason: {nl: De verordening stelt een grens aan het aantal personen.}
agreed: te_toetsen
""",
    "indicators/oppervlakte_m2.yaml": """\
indicator: oppervlakte_m2
source: bag
label: {nl: Gebruiksoppervlakte}
unit: m²
aggregate: oppervlakte_m2
""",
    "indicators/hinder_aantal.yaml": """\
indicator: hinder_aantal
source: meldingen
label: {nl: Berichten over hinder}
aggregate: count(*) filter (where binnen(datum, 'P1Y') and soort = 'hinder')
absent: zero
""",
    "signals/overbewoning.yaml": """\
signal: overbewoning
question: {nl: Staan er meer mensen ingeschreven dan de woning mag huisvesten?}
legal_basis: [{article: Huisvestingswet 2014 art. 21, verified: te_toetsen}]
when: bewoners_aantal >= 4 and oppervlakte_m2 < :norm_m2_per_persoon * bewoners_aantal
unknown_when: oppervlakte_m2 is null
sentence: {nl: "{bewoners_aantal} personen ingeschreven op {oppervlakte_m2} m²"}
scenarios:
  - {on: 2026-03-01, given: {bewoners_aantal: 6, oppervlakte_m2: 70}, expect: "yes"}
  - {on: 2026-03-01, given: {bewoners_aantal: 2, oppervlakte_m2: 70}, expect: "no"}
  - {on: 2026-03-01, given: {bewoners_aantal: 6}, expect: unknown}
  - {on: 2022-03-01, given: {bewoners_aantal: 5, oppervlakte_m2: 70}, expect: "no"}
motive: {nl: Een reden om te kijken.}
approved: {by: Commissie signalen, on: 2026-01-01}
ends_on: 2026-12-31
""",
    "signals/niemand_ingeschreven.yaml": """\
signal: niemand_ingeschreven
question: {nl: Staat er niemand ingeschreven?}
legal_basis: [{article: Huisvestingswet 2014 art. 21, verified: te_toetsen}]
when: bewoners_aantal = 0
sentence: {nl: Er staat niemand ingeschreven.}
scenarios:
  - {on: 2026-03-01, given: {bewoners_aantal: 0}, expect: "yes"}
  - {on: 2026-03-01, given: {bewoners_aantal: 0}, doubtful: [bewoning], expect: unknown}
  - {on: 2026-03-01, given: {bewoners_aantal: 1}, doubtful: [bewoning], expect: "no"}
motive: {nl: Een reden om te kijken.}
approved: {by: Commissie signalen, on: 2026-01-01}
ends_on: 2026-12-31
""",
    "signals/hinder.yaml": """\
signal: hinder
question: {nl: Kwamen er berichten over hinder?}
legal_basis: [{article: APV, verified: te_toetsen}]
when: hinder_aantal >= 2
sentence: {nl: "{hinder_aantal} berichten over hinder in een jaar"}
expires: P90D
scenarios:
  - {on: 2026-03-01, given: {hinder_aantal: 3}, expect: "yes"}
  - {on: 2026-03-01, given: {hinder_aantal: 3}, newest: 2025-11-01, expect: "no"}
  - {on: 2026-03-01, given: {hinder_aantal: 1}, expect: "no"}
motive: {nl: Een reden om te kijken.}
approved: {by: Commissie signalen, on: 2026-01-01}
ends_on: 2026-12-31
""",
    "checks/wonen.yaml": """\
check: wonen
label: {nl: Wonen}
unit: object
legal_basis: [{article: Huisvestingswet 2014 art. 21, verified: te_toetsen}]
purpose: wonen
sources: {bag: [oppervlakte_m2], bewoning: [van, tot], meldingen: [datum, soort]}
dpia: DPIA-1
iama: IAMA-1
approved: {by: Hoofd toezicht, on: 2026-01-01}
frame: oppervlakte_m2 is not null or bewoners_aantal >= 0
points: {overbewoning: 3, niemand_ingeschreven: 2, hinder: 1}
strata: {control: 0.15}
result: {nl: Een huisbezoek.}
facts: [bewoners_aantal, oppervlakte_m2]
ends_on: 2026-12-31
ai_act: {class: geen_ai_systeem, publication: B, reasons: {nl: Vaste regels}}
criteria:
  entry: {lift: 1.5, selection_ratio: 1.5, no_finding_ratio: 1.25}
  exit: {lift: 1.2, selection_ratio: 2, no_finding_ratio: 1.5}
  reapprove_by: 2026-12-31
""",
}
FILES |= {
    f"approvals/{matter.value}.yaml": f"""\
approval: {matter.value}
terms:
  - {{persons: {LEAST.get(matter, 1)}, from: 2020-01-01, article: Mandaatbesluit art. 1}}
"""
    for matter in Matter
}


def write_catalogue(folder: Path, changes: dict[str, str | None] | None = None) -> Path:
    """Write the small catalogue; `changes` replaces a file's text, or leaves it out with None."""
    for name, text in (FILES | (changes or {})).items():
        if text is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return folder


def bent(name: str, old: str, new: str) -> dict[str, str | None]:
    """Return the change of one piece of one file; the piece must be there."""
    assert old in FILES[name], f"{old!r} is not in {name}"
    return {name: FILES[name].replace(old, new)}
