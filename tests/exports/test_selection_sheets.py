# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa

from pandzicht.exports.described import About, Caveat, ColumnNote, DescribedTable
from pandzicht.exports.dossier import AccountLine, Analysis, AnswerLine, Book, Dossier, Drawn, ListedUnit, SourceLine
from pandzicht.exports.selection_sheets import NO_REASON, sheets_of
from pandzicht.exports.sheet import Link, Look, Sheet

ABOUT = About("Wonen", "run-1", date(2026, 3, 1), date(2026, 3, 1), (Caveat("DEMO", "DEMO: niet geverifieerd."),))
NOTES = (
    ColumnNote("unit_id", "Eenheid"),
    ColumnNote("address_id", "Object"),
    ColumnNote("adres", "Adres"),
    ColumnNote("score", "Punten"),
    ColumnNote("stratum", "Stratum"),
    ColumnNote("bouwjaar", "Bouwjaar", is_value=True),
    ColumnNote("m2", "Oppervlakte", unit="m²", is_value=True),
    ColumnNote("signaal_leeg", "Staat het leeg?", is_answer=True),
    ColumnNote("run", "Run"),
)


def line(address: str, row_id: str) -> SourceLine:
    return SourceLine(
        address, "BRP", date(2026, 2, 20), "brp.csv: regel 2", row_id, ("Personen: 2", "Leeg: nee"), "a: 1"
    )


def dossier(name: str, rows: int) -> Dossier:
    unit = ListedUnit(name, name, f"Straat {name}", "2511CA", "Duinrijk", "P1", addresses=rows + 1)
    return Dossier(unit, tuple(line(name, f"{name}-{number}") for number in range(rows)))


def answer(said: str, points: int = 3) -> AnswerLine:
    text = {"yes": "Er staat niemand.", "no": "", "unknown": "onbekend: m²"}[said]
    return AnswerLine("Staat het leeg?", said, text, points, "Wet art. 1 (te_toetsen)", 0, 9)


ANALYSES = {
    "A": Analysis(Drawn("control", 0.5, 7, 0, 3, 1), (answer("no"), answer("unknown"))),
    "B": Analysis(Drawn("manual", None, None, 0, 0, 0, "tip"), ()),
    "C": Analysis(Drawn("top", 1.0, 1, 5, 5, 0), (answer("yes", 3), answer("yes", 2))),
}


def book(*, unit: str = "object", analysed: bool = True) -> Book:
    table = pa.table(
        {
            "unit_id": ["A", "B", "C"],
            "address_id": ["A", "B", "C"],
            "adres": ["Straat A", "Straat B", "Straat C"],
            "score": [0, 0, 5],
            "stratum": ["control", "manual", "top"],
            "bouwjaar": pa.array([1931, None, 2001], pa.int32()),
            "m2": pa.array([70, 80, None], pa.int32()),
            "signaal_leeg": ["no", "unknown", "yes"],
            "run": ["run-1"] * 3,
        }
    )
    return Book(
        about=ABOUT,
        selection="wonen-1",
        unit=unit,
        table=DescribedTable(table, NOTES, ABOUT),
        dossiers=(dossier("A", 2), dossier("B", 0), dossier("C", 1)),
        account=(AccountLine("Controle", "DPIA", "DPIA-1", "x"),),
        analyses=ANALYSES if analysed else {},
    )


def sheet(name: str, of: Book) -> Sheet:
    return next(item for item in sheets_of(of) if item.name == name)


def column(name: str, of: Sheet) -> list[object]:
    position = [heading.label for heading in of.headings].index(name)
    return [row[position] for row in of.rows]


def test_an_analyst_has_six_sheets_and_an_inspector_four() -> None:
    assert [item.name for item in sheets_of(book())] == [
        "Werkvoorraad",
        "Indicatoren",
        "Rangorde",
        "Uitleg",
        "Bron",
        "Verantwoording",
    ]
    names = [item.name for item in sheets_of(book(analysed=False))]
    assert names == ["Werkvoorraad", "Indicatoren", "Bron", "Verantwoording"]


def test_every_sheet_says_what_it_is_and_with_which_caveat() -> None:
    for item in sheets_of(book()):
        assert item.title.startswith(f"{item.name} · Wonen · peildatum 01-03-2026 · run run-1 · selectie wonen-1")
        assert item.title.endswith("DEMO: niet geverifieerd.")
    plain = replace(book(), about=replace(ABOUT, caveats=()))
    assert sheets_of(plain)[0].title.endswith("selectie wonen-1")


def test_every_row_has_a_cell_for_every_heading() -> None:
    for made in (book(), book(unit="pand"), book(analysed=False)):
        for item in sheets_of(made):
            assert {len(row) for row in item.rows} <= {len(item.headings)}


def test_the_list_stands_in_the_order_given_without_stratum_score_rank_or_bars() -> None:
    work = sheet("Werkvoorraad", book())
    assert column("Adres", work) == ["Straat A", "Straat B", "Straat C"]
    labels = {heading.label for heading in work.headings}
    assert labels.isdisjoint({"Stratum", "Punten", "Plaats", "Insluitkans"})
    assert all(heading.look is not Look.BARRED for heading in work.headings)


def test_the_reasons_are_sentences_and_a_unit_without_any_says_so() -> None:
    work = sheet("Werkvoorraad", book())
    assert column("Redenen", work) == [NO_REASON, NO_REASON, "Er staat niemand.\nEr staat niemand."]


def test_the_links_lead_to_where_a_unit_begins() -> None:
    work = sheet("Werkvoorraad", book())
    assert column("Uitleg", work) == [Link("Uitleg", 0, "uitleg"), None, Link("Uitleg", 2, "uitleg")]
    assert column("Bron", work) == [Link("Bron", 0, "2 rijen"), None, Link("Bron", 2, "1 rij")]
    assert column("Indicatoren", work) == [Link("Indicatoren", number, "indicatoren") for number in range(3)]
    assert column("Eenheid", sheet("Uitleg", book()))[2] == "C"
    assert column("Eenheid", sheet("Bron", book()))[2] == "C"


def test_a_pand_says_how_many_addresses_it_has() -> None:
    assert column("Adressen", sheet("Werkvoorraad", book(unit="pand"))) == [3, 1, 2]
    assert "Adressen" not in {heading.label for heading in sheet("Werkvoorraad", book()).headings}


def test_indicators_have_labels_notes_units_and_say_what_is_unknown() -> None:
    values = sheet("Indicatoren", book())
    assert [heading.label for heading in values.headings] == [
        "Adres",
        "Object",
        "Bouwjaar",
        "Oppervlakte (m²)",
        "Staat het leeg?",
    ]
    assert column("Bouwjaar", values) == [1931, "onbekend", 2001]
    assert column("Oppervlakte (m²)", values) == [70, 80, "onbekend"]
    assert column("Staat het leeg?", values) == ["nee", "onbekend", "ja"]
    assert values.headings[2].look is Look.YEAR
    assert "Eenheid: m²" in values.headings[3].note


def test_of_a_pand_the_indicators_name_the_unit_too() -> None:
    labels = [heading.label for heading in sheet("Indicatoren", book(unit="pand")).headings]
    assert labels[:3] == ["Adres", "Eenheid", "Object"]


def test_the_order_of_rank_has_its_own_sheet_with_added_units_last() -> None:
    order = sheet("Rangorde", book())
    assert column("Eenheid", order) == ["C", "A", "B"]
    assert column("Stratum", order) == ["top", "control", "manual"]
    assert column("Insluitkans", order) == [1.0, 0.5, None]
    assert column("Handmatig", order) == ["", "", "tip"]


def test_the_points_that_count_sum_to_the_score() -> None:
    reasons = sheet("Uitleg", book())
    assert column("Antwoord", reasons) == ["nee", "onbekend", "ja", "ja"]
    assert column("Punten", reasons) == [0, 0, 3, 2]
    assert column("Weegt", reasons) == [3, 3, 3, 2]
    scores = {name: analysis.drawn.score for name, analysis in ANALYSES.items()}
    counted = dict.fromkeys(scores, 0)
    for unit, points in zip(column("Eenheid", reasons), column("Punten", reasons), strict=True):
        assert isinstance(points, int)
        counted[str(unit)] += points
    assert counted == scores


def test_a_source_row_says_where_it_stood_and_leads_back() -> None:
    rows = sheet("Bron", book())
    assert column("Rij", rows) == ["A-0", "A-1", "C-0"]
    assert column("Plaats", rows) == ["brp.csv: regel 2"] * 3
    assert column("Telt voor", rows)[0] == "Personen: 2\nLeeg: nee"
    assert column("Indicatoren", rows)[2] == Link("Indicatoren", 2, "indicatoren")


def test_the_account_is_told_line_by_line() -> None:
    assert sheet("Verantwoording", book()).rows == [("Controle", "DPIA", "DPIA-1", "x")]
