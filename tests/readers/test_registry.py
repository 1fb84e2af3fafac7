# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Readers by their name, each with a real file where there is one, in the number of rows that it is known to have."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pandzicht.definitions.source import Format
from pandzicht.errors import NotFound
from pandzicht.readers.registry import READERS, reader_named, reader_names
from tests.readers.conftest import check_contract

REAL = [
    ("boundaries", "denhaag-gebieden/buurten-0518-rd-benaderd.geojson", {}, 114),
    ("boundaries", "denhaag-gebieden/wijken-0518-wgs84.geojson", {}, 44),
    ("csv", "brk-wkpb-amsterdam/BRK_BRK_BAG_20151116.csv", {}, 3),
    ("csv", "leefbaarometer/amstelveen-wijken-2014-2022.csv", {"delimiter": ","}, 56),
    ("csv", "politie-denhaag/misdrijven-buurt-jaar-2011-2016.csv", {}, 6_696),
    ("csv", "politie-denhaag/misdrijven-buurt-maand-2015-2016.csv", {}, 26_784),
    ("csv", "sbi/sbi-2008-mks-hierarchie.csv", {"delimiter": "|"}, 1_003),
    ("haalcentraal_bewoning", "brp-testset/bewoning-mock-test-data.json", {}, 1_757),
    ("haalcentraal_personen", "brp-testset/personen-mock-test-data.json", {}, 1_176),
    ("json", "denhaag-gebieden/cbs-kerncijfers-GM0518-2024.json", {"records": "buurten"}, 114),
    ("json", "denhaag-gebieden/cbs-kerncijfers-GM0518-2024.json", {"records": "wijken"}, 44),
    ("json", "sbi/sbi_code.json", {}, 1_350),
    ("json", "sbi/sbi_endcode.json", {}, 775),
    ("json", "signalen/categories.json", {}, 86),
    ("lo3_csv", "brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv", {}, 2_156),
    ("woz_json", "woz-mock/woz-mock-test-data.json", {}, 65),
]


@pytest.mark.parametrize(("name", "file", "form", "count"), REAL, ids=str)
def test_real_files_are_read_by_the_reader_of_their_format(
    real_data: Path, name: str, file: str, form: dict[str, Any], count: int
) -> None:
    delivered = reader_named(name)([real_data / file], Format(**form))
    check_contract(delivered)
    assert delivered.table.num_rows == count


def test_every_register_has_its_reader() -> None:
    assert reader_names() == frozenset(READERS)
    assert {"csv", "json", "lo3_csv", "haalcentraal_bewoning", "zgw_zaken", "signalen_dump"} <= reader_names()


def test_a_reader_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(NotFound, match="reader 'excel' does not exist; known are boundaries, brk_json"):
        reader_named("excel")
