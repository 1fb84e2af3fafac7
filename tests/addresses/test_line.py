# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.addresses.line import LONGEST_KEPT, line, read_lines
from pandzicht.store.engine import Engine, literal

Parts = tuple[str | None, ...]
NOTHING: Parts = (None,) * 5


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(threads=1, memory_mib=256) as made:
        yield made


def read(engine: Engine, lines: Sequence[str]) -> list[Parts]:
    """Street, number, unit, postcode and town of each line."""
    values = ", ".join(f"({place}, {literal(text)})" for place, text in enumerate(lines))
    query = read_lines(f"SELECT value FROM (VALUES {values}) v(place, value)")
    found = {row[0]: row[1:] for row in engine.rows(
        f"SELECT value, straat, huisnummer, eenheid, postcode, woonplaats FROM ({query})")}  # fmt: skip
    return [found[text] for text in lines]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Turfmarkt 10a 2511 CA Den Haag", ("TURFMARKT", "10", "A", "2511 CA", "Den Haag")),
        ("Turfmarkt nr. 4", ("TURFMARKT", "4", None, None, None)),
        ("Turfmarkt, 2511 CA Den Haag", ("TURFMARKT", None, None, "2511 CA", "Den Haag")),
        ("Turfmarkt", ("TURFMARKT", None, None, None, None)),
        ("Plein 1813 5", ("PLEIN 1813", "5", None, None, None)),
        ("Plein 1944 nr 5", ("PLEIN 1944", "5", None, None, None)),
        ("Plein 1940-1945 2, 2501 DB Duinrijk", ("PLEIN 1940-1945", "2", None, "2501 DB", "Duinrijk")),
        ("Blok 3 nr 5, 2503 DA Duinrijk", ("BLOK 3", "5", None, "2503 DA", "Duinrijk")),
        ("2e Schuytstraat 12-2, Den Haag", ("2E SCHUYTSTRAAT", "12", "-2", None, "Den Haag")),
        ("Laan van Meerdervoort 100 A", ("LAAN VAN MEERDERVOORT", "100", " A", None, None)),
        (
            "1e Kerkdwarsstraat 4 bis, 1234 AB 's-Gravenhage",
            ("1E KERKDWARSSTRAAT", "4", " BIS", "1234 AB", "'s-Gravenhage"),
        ),
        ("2511CA 10a", (None, "10", "A", "2511CA", None)),
        ("2501AB 12a: lekkage", (None, "12", "A", "2501AB", None)),
        ("12", (None, "12", None, None, None)),
        ("Kerkstr12", ("KERKSTR12", None, None, None, None)),
        ("Kerkstr.12-2, 2511CA Den Haag", ("KERKSTR.12-2", None, None, "2511CA", "Den Haag")),
        ("Plein1813", ("PLEIN1813", None, None, None, None)),
        ("", NOTHING),
        (" , ", NOTHING),
    ],
)
def test_a_whole_address_in_one_line(engine: Engine, text: str, expected: Parts) -> None:
    assert read(engine, [text]) == [expected]


@pytest.mark.parametrize(
    "text",
    ["Kerkstraat 12A, 2501AB Duinrijk", "Kerkstraat 12A 2501AB Duinrijk", "Kerkstraat 12A Duinrijk 2501AB",
     "2501AB Duinrijk, Kerkstraat 12A", "Kerkstraat 12A; Duinrijk; 2501AB", "Kerkstraat 12A, Duinrijk, 2501AB",
     "Kerkstraat 12A (2501AB Duinrijk)", "Kerkstraat 12A te 2501AB Duinrijk", "Kerkstraat 12A\n2501AB  Duinrijk"],
)  # fmt: skip
def test_postcode_and_town_stand_in_any_place(engine: Engine, text: str) -> None:
    assert read(engine, [text]) == [("KERKSTRAAT", "12", "A", "2501AB", "Duinrijk")]


@pytest.mark.parametrize(
    ("text", "number", "postcode"),
    [
        ("Kerkstraat 1000 HS", "1000", None),
        ("Kerkstraat 1000hs", "1000", None),
        ("Kerkstraat 1000hs 2511CA", "1000", "2511CA"),
        ("Kerkstraat 1000 HS, 2501AB Duinrijk", "1000", "2501AB"),
        ("2501AB Duinrijk, Kerkstraat 1000", "1000", "2501AB"),
        ("Kerkstraat 12, 2501 Duinrijk", "12", "2501"),
        ("Kerkstraat 12-1001", "12", None),
    ],
)
def test_a_house_number_is_no_postcode(engine: Engine, text: str, number: str, postcode: str | None) -> None:
    _, found, _, code, _ = read(engine, [text])[0]
    assert (found, code) == (number, postcode)


@pytest.mark.parametrize(
    ("behind", "unit"),
    [("12 hs", " HS"), ("12 A-1", " A-1"), ("12-III", "-III"), ("12/2", "/2"), ("12A01", "A01"),
     ("12 1 hoog", " 1 HOOG"),
     ("12, 2 hoog", ", 2 HOOG"), ("12 drie hoog", " DRIE HOOG"), ("12 t/m 16", " T/M 16"), ("12 en 14", " EN 14"),
     ("12 sinds vorige week", None), ("12 - graag controleren", None), ("12 hs - graag controleren", " HS"),
     ("12 hs1", " HS1"), ("12 bsA", " BSA"), ("12 bisa", " BISA"), ("12 II A", " II A"), ("12 RD-2", " RD-2"),
     ("12 in de tuin", None), ("12 is leeg", None), ("12 en verder", None), ("12 tot laat", None), ("12 via via", None),
     ("12 belt aan", None), ("12 om 13 uur", None), ("12 al 3 weken", None), ("12 op 2 mei", None),
     ("12 1 hoog in", " 1 HOOG"),
     ("12 te koop", None), ("12: de deur", None), ("12.", None)],
)  # fmt: skip
def test_words_behind_a_number_are_a_unit_only_when_units_are_called_so(
    engine: Engine, behind: str, unit: str | None
) -> None:
    assert read(engine, [f"Kerkstraat {behind}"])[0][:3] == ("KERKSTRAAT", "12", unit)


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("overlast bij Kerkstraat 12, 2501AB Duinrijk sinds vorige week", "Duinrijk"),
        ("Er wordt geklust op Kerkstraat 12A in Duinrijk", "Duinrijk"),
        ("Dijk 3 te Alphen aan den Rijn, achter in de schuur", "Alphen aan den Rijn"),
        ("stank uit Kerkstraat 14-2, lijkt op hennep", None),
        ("KERKSTRAAT 12, OUD-DUINRIJK", "OUD-DUINRIJK"),
        ("kerkstraat 12, oud-duinrijk", "oud-duinrijk"),
        ("kerkstraat 12 alphen aan den rijn", "alphen aan den rijn"),
        ("kerkstraat 12 stinkt al weken naar afval", None),
        ("Kerkstraat 12. Het stoort de buurt", None),
        ("Kerkstraat 12: Wij horen geluid", None),
        ("Kerkstraat 12. Duinrijk", "Duinrijk"),
        ("Kerkstraat 12 - Duinrijk - graag bellen", "Duinrijk"),
        ("Kerkstraat 12. Duinrijk, achter", "Duinrijk"),
    ],
)
def test_a_town_is_written_with_a_capital_where_capitals_tell(engine: Engine, text: str, town: str | None) -> None:
    assert read(engine, [text])[0][4] == town


def test_of_a_page_the_beginning_is_kept_and_all_of_it_is_read(engine: Engine) -> None:
    page = "a" * LONGEST_KEPT + " 12"
    query = read_lines(f"SELECT {literal(page)} AS value")
    assert engine.rows(f"SELECT line, length(straat), huisnummer FROM ({query})") == [
        ("A" * LONGEST_KEPT, LONGEST_KEPT, "12")
    ]
    assert engine.value(f"SELECT length({line(literal(page))})") == LONGEST_KEPT


def test_a_line_in_capitals_separates_by_commas_only(engine: Engine) -> None:
    told = "Kérkstraat 12;  2501AB\n(Duinrijk)"
    assert engine.value(f"SELECT {line(literal(told))}") == "KERKSTRAAT 12, 2501AB,,DUINRIJK,"


PIECES = st.sampled_from(
    ["Kerkstraat", " ", "12", "A", "-", "/", ",", ";", "2501", "AB", "Duinrijk", "t/m", "nr.", "1944", "hs", "bis", "'",
     "Ö", "ß", "\n", "("]
)  # fmt: skip
WRITTEN = st.one_of(
    st.lists(PIECES, max_size=9).map("".join), st.text(max_size=30).filter(lambda text: "\0" not in text)
)
MANY = settings(max_examples=max(settings.default.max_examples // 10, 5))


@MANY
@given(texts=st.lists(WRITTEN, min_size=30, max_size=30))
def test_anything_is_read_and_nothing_is_made_up(engine: Engine, texts: list[str]) -> None:
    for text, parts in zip(texts, read(engine, texts), strict=True):
        digits = re.sub("[^0-9]", "", "".join(part or "" for part in parts[:4]))
        assert len(digits) <= len(re.sub("[^0-9]", "", text))
        assert parts[1] is None or re.fullmatch("[0-9]+", parts[1])
