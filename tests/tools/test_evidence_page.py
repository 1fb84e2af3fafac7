# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the evidence counts what is proven and what is planned, and has a row for every item."""

from __future__ import annotations

import re

from tools.evidence import ITEMS, Evidence, Part, Row, State, read_evidence
from tools.evidence_page import page_of_evidence

TEST = "tests/made/test_made.py::test_nobody_reads_it"
PROVEN = Row(asks="That nobody\nreads it.", law="AVG art. 5", state=State.PROVEN, tests=(TEST,))
LATER = Row(asks="That it is drawn.", law="AK", state=State.PLANNED, part=Part.OFFICE, tests=(TEST,), note="A page.")
NEVER = Row(asks="That it flies.", law="AK", state=State.DOES_NOT_APPLY, note="It does not fly.")
LINK = "[nobody reads it](../../tests/made/test_made.py)"


def test_a_row_says_what_is_asked_its_law_its_state_and_what_proves_it() -> None:
    text = page_of_evidence(Evidence({"Reading": {"1": PROVEN}, "Showing": {"2": LATER, "3": NEVER}}))
    assert f"| 1 | That nobody reads it. | AVG art. 5 | proven | {LINK} |" in text
    assert f"| 2 | That it is drawn. | AK | planned for office | A page.<br>Stands already:<br>{LINK} |" in text
    assert "| 3 | That it flies. | AK | does not apply | It does not fly. |" in text
    assert text.index("## Reading") < text.index("| 1 | That") < text.index("## Showing") < text.index("| 2 | That")


def test_the_top_counts_each_state_and_the_planned_ones_per_part() -> None:
    text = page_of_evidence(Evidence({"All": {"1": PROVEN, "2": LATER, "3": LATER}})).split("## All")[0]
    assert "| proven | 1 | 1 |" in text
    assert "| does not apply | 0 | none |" in text
    assert re.search(r"\| planned for the office, [^|]*\| 2 \| 2, 3 \|", text)
    assert "planned for learning" not in text


def test_the_counts_of_the_repository_are_those_of_all_items() -> None:
    head, _, rows = page_of_evidence(read_evidence()).partition("\n## ")
    assert sum(
        int(count) for count in re.findall(r"^\| (?:proven|does|planned)[^|]*\| (\d+) \|", head, re.MULTILINE)
    ) == len(ITEMS)
    assert re.findall(r"^\| (S?\d+[abc]?) \|", rows, re.MULTILINE) == list(ITEMS)
