# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a field seems to be, by its name and its texts."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.sources.draft_field import guess_field


@pytest.mark.parametrize(
    ("name", "texts", "keys"),
    [
        ("vbo_id", ["9999010000000017", "9999020000000001"], {"type": "bag_id", "role": "object_id"}),
        ("num", ["9999200000000017"], {"type": "bag_id", "role": "nummeraanduiding_id"}),
        ("pandnr", ["9999100000000017"] * 9 + ["onbekend"], {"type": "bag_id", "role": "pand_id"}),
        ("opr", ["9999300000000017"], {"type": "bag_id"}),
        ("dag", ["2026-03-01"], {"type": "date"}),
        ("dag", ["01-03-2026", "28-02-2026"], {"type": "date", "formats": ["%d-%m-%Y"]}),
        ("dag", ["20260301", "19991231"], {"type": "date", "formats": ["%Y%m%d"]}),
        ("dag", ["20260300", "19991231"], {"type": "partial_date"}),
        ("dag", ["00000000"], {"type": "partial_date"}),
        ("tijd", ["2026-03-01 12:00:00+01:00"], {"type": "date", "formats": ["%Y-%m-%d %H:%M:%S%z"]}),
        ("actief", ["J", "N", "J"], {"type": "boolean"}),
        ("kamers", ["3", "0", "-1", "12"], {"type": "integer"}),
        ("kvk", ["90000171", "90000172"], {"type": "code"}),
        ("sbi", ["0113", "5610"], {"type": "code"}),
        ("waarde", ["12", "12,5"], {"type": "decimal"}),
        ("waarde", ["12.25", "1"], {"type": "decimal"}),
        ("status", ["open", "dicht"] * 10, {"type": "code"}),
        ("tekst", [f"regel {number}" for number in range(30)], {}),
        ("leeg", [], {}),
        ("straatnaam", ["Dorpsstraat"], {"role": "straat"}),
        ("verblijfplaats.postcode", ["2511CA"], {"role": "postcode"}),
        ("aot_huisletter", ["A"], {"role": "huisletter"}),
        ("08.11.20", ["12"], {"role": "huisnummer"}),
        ("Huisnummer", ["12", "13"], {"role": "huisnummer"}),
        ("Huisnummer", ["12", "12a-2"], {"role": "huisnummer_geheel"}),
        ("geom_x", ["81234.56"], {"type": "decimal", "role": "x_rd"}),
        ("lng", ["4.14"], {"type": "decimal", "role": "lon"}),
        ("plaats", ["Duinrijk"], {"role": "woonplaats"}),
        ("Hnr", ["12"], {"role": "huisnummer"}),
        ("Huisnr. toev.", ["2"], {"role": "toevoeging"}),
        ("Straat en huisnr.", ["Markt 1"], {"role": "adres"}),
        ("A-nummer", ["1234567890"], {"type": "pseudonym", "sensitivity": "person"}),
    ],
)
def test_a_field_is_guessed(name: str, texts: list[str], keys: dict[str, Any]) -> None:
    assert guess_field(name, texts).keys == keys


@pytest.mark.parametrize("name", ["bsn", "burgerservicenummer", "partner_bsn", "01.01.20", "02.01.20", "05.01.10"])
def test_the_number_of_a_person_becomes_a_pseudonym(name: str) -> None:
    guess = guess_field(name, ["999990639"])
    assert guess.keys == {"type": "pseudonym", "sensitivity": "person"}
    assert "pseudonym" in guess.remark


@pytest.mark.parametrize("name", ["naam", "geboortedatum", "melder_telefoon", "contactpersoon", "email"])
def test_what_speaks_of_a_person_is_for_a_person_to_decide(name: str) -> None:
    guess = guess_field(name, ["19800101"])
    assert guess.keys["sensitivity"] == "person"
    assert guess.remark.startswith("TE BESLISSEN")


@pytest.mark.parametrize("name", ["geheimhoudingPersoonsgegevens", "indAfgeschermd"])
def test_a_mark_of_protection_is_pointed_out(name: str) -> None:
    assert "'protected'" in guess_field(name, ["0", "7"]).remark
