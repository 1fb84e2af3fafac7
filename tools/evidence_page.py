# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the evidence: a row for each item of the checklist, with the tests that prove it or what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tools.evidence import Evidence, Part, Row, State, read_evidence
from tools.page import page, prose, table

INTRODUCTION = """\
Written by `make docs` from `tools/evidence.yaml`; not edited by hand. For each item of the checklist of law, ethics and
good practice to which Pandzicht is built, this page tells what proves that it is kept. It is meant for a privacy
officer, an auditor, and whoever has to answer for the use of Pandzicht.

A test is a small program that tries out what its name says, with wrong input too. All of them are run at every change,
and a change that makes one fail is not taken in. `make evidence` runs those of this page only and writes the outcome of
each, with its time, to `build/evidence.xml`. The link leads to the file of the test.

A test proves what the software does. Whether a legal basis is right, a DPIA is good or a reason is true, people decide;
what Pandzicht can hold them to is that nothing runs without. Articles are named as far as they were looked up; a lawyer
verifies them ([what Pandzicht refuses](../understand/what-is-refused.md)).

The last items (S) are attacks on the office."""

ABBREVIATIONS = """\
AK: Algoritmekader of the ministry of the interior, with the number of its measure. AP: Autoriteit Persoonsgegevens.
CRM: College voor de Rechten van de Mens, Toetsingskader risicoprofilering (2025). LDV: Logboek dataverwerkingen, with
LDV-O its extension for objects (draft). BIO: Baseline Informatiebeveiliging Overheid. ARK: Toetsingskader of the
Algemene Rekenkamer. AIA: AI-verordening. MPP: model privacyprotocol for the exchange of data within a municipality."""

STATES = {State.PROVEN: "proven", State.DOES_NOT_APPLY: "does not apply", State.PLANNED: "planned"}
PARTS = {
    Part.OFFICE: "the office, where several people sign in and work in a browser",
    Part.CASEWORK: "casework, where visits and their outcomes are kept",
    Part.LEARNING: "learning, where outcomes are measured and models compared",
}


def page_of_evidence(evidence: Evidence | None = None) -> str:
    """Return the page of an evidence, or of that of the repository; raise EvidenceFaults when that has gaps."""
    return page("Evidence", _parts(evidence or read_evidence()))


def _parts(evidence: Evidence) -> Iterator[str]:
    yield INTRODUCTION
    yield table(["state", "items", "which"], _counts(evidence.rows))
    yield ABBREVIATIONS
    for group, rows in evidence.groups.items():
        yield f"## {group}"
        yield table(["item", "what is asked", "from", "state", "evidence"], map(_line, rows.items()))


def _counts(rows: dict[str, Row]) -> Iterator[tuple[str, str, str]]:
    """Yield how many items are in each state, the planned ones per part; a part without any is left out."""
    found = Counter((row.state, row.part) for row in rows.values())
    asked = [(State.PROVEN, None), (State.DOES_NOT_APPLY, None), *((State.PLANNED, part) for part in Part)]
    for key in (key for key in asked if found[key] or key[1] is None):
        state, part = key
        which = [item for item, row in rows.items() if (row.state, row.part) == key]
        label = f"{STATES[state]} for {PARTS[part]}" if part else STATES[state]
        yield label, str(found[key]), ", ".join(which) or "none"


def _line(numbered: tuple[str, Row]) -> tuple[str, ...]:
    item, row = numbered
    state = f"planned for {row.part}" if row.part else STATES[row.state]
    return item, _on_one_line(row.asks), row.law, state, _evidence(row)


def _evidence(row: Row) -> str:
    """Return the note of a row and below it its tests, each as the sentence that its name is."""
    links = [f"[{_sentence(test)}](../../{test.partition('::')[0]})" for test in row.tests]
    head = ["Stands already:"] if row.state is State.PLANNED and links else []
    return "<br>".join(filter(None, [_on_one_line(row.note), *head, *links]))


def _sentence(test: str) -> str:
    return test.partition("::test_")[2].replace("_", " ")


def _on_one_line(text: str) -> str:
    return " ".join(prose(text).split())
