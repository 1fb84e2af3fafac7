# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A drafted source passes the grammar, loads once it is completed, and decides nothing by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.source import Source
from pandzicht.definitions.yaml_file import yaml_data
from pandzicht.errors import DeliveryRefused
from pandzicht.sources.draft import draft_source
from tests.sources.making import a_workspace, csv_file, load

ROWS = [
    {
        "Kenmerk": f"K-{number}",
        "bsn": f"99999{number:04d}",
        "Straatnaam": "Dorpsstraat",
        "Huisnummer": f"{number + 1}a" if number % 3 else str(number + 1),
        "postcode": f"{2511 + number}CA",
        "vbo": f"999901{number:010d}",
        "Datum van melding": f"{number % 28 + 1:02d}-03-2025",
        "nationaliteit": "0001",
        "leeg": "",
        "Adres.Straat": "Kerkweg",
    }
    for number in range(40)
]


def drafted(tmp_path: Path) -> tuple[str, Source]:
    text = draft_source([csv_file(tmp_path / "meldingen 2026.csv", ROWS)], name="Meldingen 2026")
    return text, Source.model_validate(yaml_data(text))


def test_a_draft_passes_the_grammar_and_names_what_it_found(tmp_path: Path) -> None:
    _, source = drafted(tmp_path)
    assert (source.source, source.reader, source.format.delimiter) == ("meldingen_2026", "csv", ";")
    assert source.refused == ("nationaliteit",)
    assert source.ignored == ("leeg",)
    fields = {
        name: (field.origin, field.type.value, field.role and field.role.value) for name, field in source.fields.items()
    }
    assert fields == {
        "kenmerk": ("Kenmerk", "text", None),
        "bsn": ("bsn", "pseudonym", None),
        "straatnaam": ("Straatnaam", "text", "straat"),
        "huisnummer": ("Huisnummer", "text", "huisnummer_geheel"),
        "postcode": ("postcode", "text", "postcode"),
        "vbo": ("vbo", "bag_id", "object_id"),
        "datum_van_melding": ("Datum van melding", "date", None),
        "straat": ("Adres.Straat", "text", None),
    }
    assert source.fields["datum_van_melding"].formats == ("%d-%m-%Y",)


def test_what_a_person_must_decide_is_marked(tmp_path: Path) -> None:
    text, source = drafted(tmp_path)
    assert text.count("INVULLEN") >= 4
    assert text.count("TE BESLISSEN") >= 3
    assert source.legal_basis[0].verified == "te_toetsen"
    assert "# nationality" in text


def test_a_column_that_nobody_knows_is_kept_out_and_marked_for_an_answer(tmp_path: Path) -> None:
    rows = [row | {"Kwispel": "x", "WOZ-waarde": "250000"} for row in ROWS]
    text = draft_source([csv_file(tmp_path / "meldingen 2026.csv", rows)], name="Meldingen 2026")
    source = Source.model_validate(yaml_data(text))
    assert source.refused == ("nationaliteit", "Kwispel")
    (line,) = [line for line in text.splitlines() if "Kwispel" in line]
    assert "TE BESLISSEN: nobody has looked yet" in line
    assert "answer it in admission/meldingen_2026.yaml" in line
    assert "# on the proxy list (WOZ value)" in text


def test_a_word_that_keeps_out_several_columns_needs_one_answer(tmp_path: Path) -> None:
    rows = [row | {"KwispelSoort": "x", "kwispel_m2": "2", "Rommol": "3"} for row in ROWS]
    text = draft_source([csv_file(tmp_path / "a.csv", rows)], name="a")
    (line,) = [line for line in text.splitlines() if "one answer" in line]
    assert line == "# TE BESLISSEN: one answer under 'words' in admission/a.yaml is enough for: kwispel (2 fields)"


def test_a_draft_loads_nothing_until_somebody_has_looked(tmp_path: Path) -> None:
    _, source = drafted(tmp_path)
    path = tmp_path / "meldingen 2026.csv"
    with pytest.raises(DeliveryRefused, match="no basis"):
        load(a_workspace(tmp_path), source, path)
    decided = source.model_copy(update={"supply": "eigen"})
    assert load(a_workspace(tmp_path), decided, path).counts["admitted"] == 40


def test_a_decimal_comma_is_a_matter_of_the_format(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", [{"x": "81234,56", "waarde": "12"}, {"x": "81235", "waarde": "13"}])
    assert Source.model_validate(yaml_data(draft_source([path], name="a"))).format.decimal == ","


@pytest.mark.parametrize(
    "file",
    [
        "brp-testset/bewoning-mock-test-data.json",
        "brp-testset/20220502_Testset_persoonslijsten_proefomgeving_GBA-V.csv",
        "woz-mock/woz-mock-test-data.json",
        "bag-adres-csv/bagadresplus.csv",
        "sbi/sbi-2008-mks-hierarchie.csv",
        "brp-testset/Tabel33-Gemeententabel.csv",
        "leefbaarometer/amstelveen-wijken-2014-2022.csv",
        "denhaag-gebieden/buurt-centroiden-wgs84-2017.csv",
    ],
)
def test_real_files_give_a_draft_that_passes_the_grammar_and_audits_every_field(
    tmp_path: Path, real_data: Path, file: str
) -> None:
    text = draft_source([real_data / file], name=Path(file).stem)
    source = Source.model_validate(yaml_data(text))
    whole = {"set_aside": {"max": 1.0}, "repeated": {"max": 1.0}, "malformed": {"max": 1.0}}
    decided = Source.model_validate({**source.model_dump(by_alias=True), "supply": "eigen", "expect": whole})
    counts = load(a_workspace(tmp_path), decided, real_data / file).counts
    assert counts["admitted"] > 0.9 * counts["delivered"]


def test_a_file_whose_values_are_personal_shows_none_of_them(tmp_path: Path) -> None:
    text, _ = drafted(tmp_path)
    assert "999990001" not in text
    assert "Dorpsstraat" not in text
