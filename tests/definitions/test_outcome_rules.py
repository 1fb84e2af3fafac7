# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a source tells of severity and appeal is held against its own fields and code lists, all faults at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import DefinitionFaults
from tests.small_catalogue import FILES, write_catalogue

REPORTS = "sources/meldingen.yaml"
FIELDS = """\
  ernst: {from: ernst, type: code, codes: {L: licht, Z: zwaar}}
  bezwaar: {from: bezwaar, type: code, codes: {loopt: loopt, herroepen: herroepen}}
  besluit: {from: besluit, type: date}
"""
OUTCOMES = "outcomes: {of: {wonen: soort}, step: soort, established: [ja], nothing: [nee]%s}\n"
SEVERITY = ", severity: {field: ernst, weights: {licht: 1, zwaar: 4.5}, motive: {nl: omdat}}"
APPEAL = ", appeal: {field: bezwaar, undone: [herroepen], running: [loopt], decided: besluit}"


def faults(folder: Path, told: str) -> list[str]:
    head, fields = FILES[REPORTS].split("fields:\n")
    try:
        files = {REPORTS: f"{head}{OUTCOMES % told}fields:\n{FIELDS}{fields}"}
        sound_catalogue(write_catalogue(folder, files), readers={"csv", "bag_light"})
    except DefinitionFaults as error:
        return [f"{fault.found}; {fault.remedy}" for fault in error.faults]
    return []


@pytest.mark.parametrize(
    "told", ["", SEVERITY, APPEAL, SEVERITY + APPEAL + ", written: besluit", ", appeal: {field: soort, undone: [weg]}"]
)
def test_a_source_may_tell_either_both_or_neither(tmp_path: Path, told: str) -> None:
    assert faults(tmp_path, told) == []


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (SEVERITY.replace("zwaar: 4.5", "zwaar: -1"), "greater than or equal to 0"),
        (SEVERITY.replace("zwaar: 4.5", "zwaar: inf"), "finite number"),
        (SEVERITY.replace("licht: 1, zwaar: 4.5", ""), "at least 1 item"),
        (SEVERITY.replace(", motive: {nl: omdat}", ""), "motive"),
        (APPEAL.replace("running: [loopt]", "running: [loopt, herroepen]"), "herroepen is both undone and running"),
        (APPEAL.replace("undone: [herroepen]", "undone: []"), "at least 1 item"),
        (", written: soort", "'written' names field 'soort', which is"),
        (", written: dag", "'outcomes' names field 'dag', which is not in 'fields'"),
        (APPEAL.replace("decided: besluit", "decided: soort"), "'decided' names field 'soort', which is"),
        (APPEAL.replace("decided: besluit", "decided: dag"), "'outcomes' names field 'dag', which is not in 'fields'"),
        (
            APPEAL.replace("field: bezwaar", "field: beroep"),
            "'outcomes' names field 'beroep', which is not in 'fields'",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path: Path, told: str, expected: str) -> None:
    found = faults(tmp_path, told)
    assert any(expected in fault for fault in found), found


def test_every_code_that_is_strange_or_forgotten_is_told_at_once(tmp_path: Path) -> None:
    told = SEVERITY.replace("zwaar", "zeer_zwaar") + APPEAL.replace("[loopt]", "[loopt, ingetrokken]")
    assert sorted(faults(tmp_path, told)) == [
        "'ingetrokken' is not a code of field 'bezwaar'; its codes are herroepen, loopt",
        "'zeer_zwaar' is not a code of field 'ernst'; its codes are licht, zwaar",
        "'zwaar' of field 'ernst' has no weight; add for instance 'zwaar: 1'",
    ]
