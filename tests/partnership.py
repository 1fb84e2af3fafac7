# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The small catalogue with a made-up partnership: its channel, its source, and the check that reads it."""

from __future__ import annotations

from tests.small_catalogue import FILES

CHANNEL = """\
channel: samen
label: {nl: Samen tegen ondermijning, en: Together against undermining}
legal_basis: [{article: WGS (Stb. 2024 380), verified: te_toetsen}]
covenant: CONV-2026-1
partners: [Gemeente Duinrijk, Belastingdienst]
from: 2026-01-01
to: 2026-06-30
destroy_on: 2026-12-31
"""
SOURCE = """\
source: samen_panden
label: {nl: Panden die partners noemden, en: Premises that partners named}
owner: Informatiecentrum (verzonnen)
reader: csv
delivery: events
covers: {object: [verblijfsobject]}
legal_basis: [{article: WGS (Stb. 2024 380), verified: te_toetsen}]
supply: convenant
channel: samen
purposes: [ondermijning]
confidentiality: geheim
retention: P6M
dated_by: datum
fields:
  object: {from: object_id, type: bag_id, role: object_id}
  datum: {from: datum, type: date}
"""
INDICATOR = """\
indicator: convenant_genoemd_12m
source: samen_panden
label: {nl: Panden die partners noemden}
aggregate: count(*) filter (where binnen(datum, 'P12M'))
absent: zero
"""
SIGNAL = """\
signal: convenant_genoemd
question: {nl: Noemde een partner dit pand?, en: Did a partner name these premises?}
legal_basis: [{article: WGS (Stb. 2024 380), verified: te_toetsen}]
when: convenant_genoemd_12m >= 1
sentence: {nl: "Door partners genoemd: {convenant_genoemd_12m}.", en: "Named by partners: {convenant_genoemd_12m}."}
scenarios:
  - {on: 2026-03-01, given: {convenant_genoemd_12m: 1}, expect: "yes"}
  - {on: 2026-03-01, given: {convenant_genoemd_12m: 0}, expect: "no"}
motive: {nl: Partners zien wat de gemeente niet ziet.}
approved: {by: Stuurgroep, on: 2026-01-01}
ends_on: 2026-06-30
"""
CHECK = (
    FILES["checks/wonen.yaml"]
    .replace("check: wonen", "check: ondermijning\nchannel: samen")
    .replace("purpose: wonen", "purpose: ondermijning")
    .replace(
        "{bag: [oppervlakte_m2], bewoning: [van, tot], meldingen: [datum, soort]}",
        "{bag: [oppervlakte_m2], samen_panden: [datum]}",
    )
    .replace("frame: oppervlakte_m2 is not null or bewoners_aantal >= 0", "frame: oppervlakte_m2 >= 1")
    .replace("{overbewoning: 3, niemand_ingeschreven: 2, hinder: 1}", "{convenant_genoemd: 2}")
    .replace("facts: [bewoners_aantal, oppervlakte_m2]", "facts: [oppervlakte_m2]")
)
PARTNERSHIP: dict[str, str | None] = {
    "channels/samen.yaml": CHANNEL,
    "sources/samen_panden.yaml": SOURCE,
    "indicators/convenant_genoemd_12m.yaml": INDICATOR,
    "signals/convenant_genoemd.yaml": SIGNAL,
    "checks/ondermijning.yaml": CHECK,
    "sources/bag.yaml": FILES["sources/bag.yaml"].replace("purposes: [wonen]", "purposes: [wonen, ondermijning]"),
}
"""What is laid over the small catalogue."""
