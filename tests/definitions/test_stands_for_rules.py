# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is refused as input may stand in a source about areas, where only the proxy test reads it; and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.rules import sound_catalogue
from pandzicht.errors import DefinitionFaults
from tests.small_catalogue import FILES, write_catalogue

CBS = """\
source: cbs
label: {nl: Kerncijfers}
owner: CBS
reader: csv
about: area
confidentiality: openbaar
delivery: full
legal_basis: [{article: Wet CBS, verified: te_toetsen}]
supply: open
retention: P10Y
stands_for:
  area: gebied
  figures:
    - {field: herkomst, per: inwoners, group: {nl: herkomst}, from: 2026-01-01, article: Grondwet art. 1}
fields:
  gebied: {from: gebied, type: code, required: true}
  gebiedsnaam: {from: gebiedsnaam}
  inwoners: {from: inwoners, type: integer}
  herkomst: {from: BuitenEuropa, type: integer}
"""


def faults(folder: Path, text: str) -> list[str]:
    try:
        sound_catalogue(write_catalogue(folder, {"sources/cbs.yaml": text}), readers={"csv", "bag_light"})
    except DefinitionFaults as error:
        return [str(fault) for fault in error.faults]
    return []


def test_a_figure_of_areas_may_bear_a_refused_name_where_it_stands_for_a_group(tmp_path: Path) -> None:
    assert faults(tmp_path, CBS) == []


BENT = [
    ("about: area", "about: codes", "'stands_for' is about areas, and this source is about 'codes'"),
    ("about: area", "about: codes", "field 'herkomst' reads 'herkomst', which is refused as input"),
    ("{field: herkomst,", "{field: inwoners,", "field 'herkomst' reads 'herkomst', which is refused as input"),
    ("{field: herkomst,", "{field: afkomst,", "names field 'afkomst', which is not in 'fields'"),
    ("per: inwoners", "per: gebiedsnaam", "names field 'gebiedsnaam', which is text, expected integer or decimal"),
    ("area: gebied", "area: inwoners", "names field 'inwoners', which is integer, expected code or text"),
    ("area: gebied", "area: gebied\n  newest: gebiedsnaam", "names field 'gebiedsnaam', which is text"),
]


@pytest.mark.parametrize(("old", "new", "told"), BENT)
def test_each_rule_is_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in CBS
    assert any(told in fault for fault in faults(tmp_path, CBS.replace(old, new)))


def test_one_figure_stands_for_one_group_at_a_time(tmp_path: Path) -> None:
    again = "    - {field: herkomst, group: {nl: anderen}, from: 2027-01-01, article: Grondwet art. 1}\n"
    assert any(
        "stands for two groups on 2027-01-01" in fault
        for fault in faults(tmp_path, CBS.replace("fields:\n", again + "fields:\n"))
    )
    ended = CBS.replace("from: 2026-01-01,", "from: 2026-01-01, to: 2026-12-31,").replace(
        "fields:\n", again + "fields:\n"
    )
    assert faults(tmp_path, ended) == []


def test_no_indicator_reads_such_a_figure(tmp_path: Path) -> None:
    indicator = "indicator: gebied_cijfer\nsource: cbs\nlabel: {nl: Cijfer}\naggregate: count(*)\n"
    changes = {"sources/cbs.yaml": CBS, "indicators/gebied_cijfer.yaml": indicator}
    with pytest.raises(DefinitionFaults, match="source 'cbs' is about area: its figures feed no indicator"):
        sound_catalogue(write_catalogue(tmp_path, FILES | changes), readers={"csv", "bag_light"})
