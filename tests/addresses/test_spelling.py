# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.addresses import spelling
from pandzicht.store.engine import Engine, literal

ALIASES = {"Den Haag": "'s-Gravenhage", "Den Bosch": "'s-Hertogenbosch"}
ALONE: dict[str, Callable[[str], str]] = {
    "straat": spelling.straat,
    "woonplaats": lambda column: spelling.woonplaats(column, ALIASES),
    "huisletter": spelling.huisletter,
    "toevoeging": spelling.toevoeging,
    "postcode": spelling.postcode,
    "postcode4": spelling.postcode4,
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(threads=1, memory_mib=256) as made:
        yield made


def spelled(engine: Engine, rule: Callable[[str], str], *texts: str | None) -> list[str | None]:
    return spelling.normalised(engine, rule("value"), texts)


@pytest.mark.parametrize(
    "written",
    [
        ("'s-Gravenzandelaan", "’s-Gravenzandelaan", "'s Gravenzandelaan", "s-Gravenzandeln.", "S GRAVENZANDELAAN"),
        (
            "Burgemeester van den Brinkstraat",
            "Burg. v.d. Brinkstr",
            "burgem van der brinkstr.",
            "Burg v/d Brink straat",
        ),
        ("Laan van Meerdervoort", "Ln v Meerdervoort", "LAAN V. MEERDERVOORT"),
        ("Tweede Schuytstraat", "2e Schuytstr.", "2de schuytstraat"),
        ("J.S. Bachlaan", "JS Bachln", "J S Bachlaan"),
        ("Professor Meester P.J. Oudstraat", "Prof. Mr. P.J. Oudstr", "prof mr pj oudstraat"),
        ("Sint-Jansstraat", "St. Jansstr", "Sint Jans straat"),
        ("Koningin Emmakade", "Kon. Emmakd", "KONINGIN EMMAKADE"),
        ("Prinses Irenesingel", "Pr. Irenesngl", "prinses irenesgl"),
        ("Grote Kerkplein", "Gr. Kerkpl", "Groote Kerkpln."),
        ("Nieuwe Havendijk", "Nwe. Havendk", "nieuwe haven dijk"),
        ("Van 't Hoffstraat", "v. 't Hoffstr", "van het Hoffstraat"),
        ("Schout bij Nacht Doormansingel", "Sbn Doormansingel", "S.b.N. Doormansngl"),
        ("Burgemeester Flugi van Aspermontlaan", "Burg Flugi v Aspermontln"),
        ("Café Ñandú-weg", "cafe nandu wg", "CAFÉ  ÑANDÚ-WEG"),
        ("IJsbaan", "ĲSBAAN", "ijs-baan"),
        ("Jan & Pietlaan", "Jan en Pietlaan"),
    ],
)
def test_ways_to_write_a_street_have_one_spelling(engine: Engine, written: tuple[str, ...]) -> None:
    assert len(set(spelled(engine, spelling.straat, *written))) == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("vandermtsbug .'-1eé", max_size=30), min_size=1, unique=True))
def test_many_streets_are_spelled_as_each_alone(engine: Engine, names: list[str]) -> None:
    texts = [*names, "Burgemeester van den Brinkstr.", "Schout bij Nachtln 12", "van"]
    values = ", ".join(f"({literal(text)})" for text in dict.fromkeys(texts))
    found = engine.rows(f"SELECT text, straat, {spelling.straat('text')} FROM "
                        f"({spelling.straten(f'FROM (VALUES {values}) given(text)')})")  # fmt: skip
    assert len(found) == len(dict.fromkeys(texts))
    assert [row for row in found if row[1] != row[2]] == []


def test_streets_that_differ_stay_apart(engine: Engine) -> None:
    streets = ["Kerkstraat", "Kerkweg", "Kerklaan", "1e Kerkstraat", "2e Kerkstraat", "Oude Kerkstraat", "Plein 1813",
               "Plein 1940", "Van Kerkstraat", "Stationsplein", "Stationsweg"]  # fmt: skip
    assert len(set(spelled(engine, spelling.straat, *streets))) == len(streets)


def test_nothing_written_has_no_spelling(engine: Engine) -> None:
    for rule in ALONE.values():
        assert spelled(engine, rule, None, "", "  ", ".-/") == [None] * 4


def test_a_word_that_looks_like_an_abbreviation_alone_is_a_name(engine: Engine) -> None:
    assert spelled(engine, spelling.straat, "Burg", "Van", "Laan", "Str", "Dr") == ["burg", "van", "laan", "str", "dr"]


def test_the_everyday_name_of_a_town_is_data(engine: Engine) -> None:
    names = ["Den Haag", "DEN HAAG", "'s-Gravenhage", "s Gravenhage", "Voorburg", "den bosch"]
    with_aliases = spelled(engine, ALONE["woonplaats"], *names)
    assert with_aliases == ["sgravenhage"] * 4 + ["voorburg", "shertogenbosch"]
    assert spelled(engine, spelling.woonplaats, "Den Haag", "St. Annaparochie") == ["denhaag", "stannaparochie"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("A-01", "A1"), ("bis", "BIS"), ("ii", "II"), ("000", "0"), ("A0", "A0"), ("1 02", "102"), ("hs.", "HS"),
     ("é", "E"), ("0012a003", "12A3"), ("100", "100")],
)  # fmt: skip
def test_additions(engine: Engine, written: str, expected: str) -> None:
    assert spelled(engine, spelling.toevoeging, written) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("1-2", "1EN2"), ("1/2", "1EN2"), ("1 en 2", "1EN2"), ("B1 1", "B1EN1"), ("I-II", "IENII"),
     ("ii / iii", "IIENIII"), ("1-02", "102"), ("A-1", "A1"), ("bis A", "BISA"), ("- 2 -", "2"), ("1-A-2", "1A2")],
)  # fmt: skip
def test_two_units_never_become_a_third(engine: Engine, written: str, expected: str) -> None:
    assert spelled(engine, spelling.toevoeging, written) == [expected]


def test_letter_and_addition_are_one_key_whichever_field_they_stand_in(engine: Engine) -> None:
    rows = [("A", "2"), ("a", "02"), (None, "A2"), ("A2", None)]
    values = ", ".join(f"({_sql(letter)}, {_sql(addition)})" for letter, addition in rows)
    keys = engine.rows(f"SELECT {spelling.addition_key('l', 't')} FROM (VALUES {values}) v(l, t)")
    assert {key for (key,) in keys} == {"A2"}
    assert engine.value(f"SELECT {spelling.addition_key('NULL', 'NULL')}") == ""


def _sql(text: str | None) -> str:
    return "NULL" if text is None else f"'{text}'"


@pytest.mark.parametrize(
    ("written", "expected"),
    [("2511 ca", "2511CA"), ("2511CA", "2511CA"), ("2511-ca", "2511CA"), ("0511CA", None), ("2511", None),
     ("2511CAX", None), ("CA2511", None)],
)  # fmt: skip
def test_postcodes(engine: Engine, written: str, expected: str | None) -> None:
    assert spelled(engine, spelling.postcode, written) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [("12", 12), ("0012", 12), (" 12 ", 12), ("12.0", 12), ("12.00", 12), ("12a", None), ("0", None), ("123456", None),
     ("12.5", None), ("-12", None), ("twaalf", None)],
)  # fmt: skip
def test_house_numbers(engine: Engine, written: str, expected: int | None) -> None:
    assert spelled(engine, spelling.huisnummer, written) == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("12", (12, None, None)),
        ("12a", (12, "A", None)),
        ("12-A", (12, "A", None)),
        ("12 hs", (12, None, "HS")),
        ("12/2", (12, None, "2")),
        ("12 bis", (12, None, "BIS")),
        ("12A-02", (12, "A", "2")),
        ("12 A HS", (12, "A", "HS")),
        ("12a2", (12, "A", "2")),
        ("10bis1", (10, None, "BIS1")),
        ("12 I", (12, "I", None)),
        ("12-14", (12, None, "14")),
        ("12 t/m 16", (12, None, "TM16")),
        ("12a/b", (12, None, "AB")),
        ("nr. 12", (12, None, None)),
        ("12.0", (12, None, None)),
        ("00012 b", (12, "B", None)),
        ("123456", (None, None, None)),
        ("0", (None, None, None)),
        ("onbekend", (None, None, None)),
        ("", (None, None, None)),
    ],
)
def test_number_letter_and_addition_in_one_text(
    engine: Engine, written: str, expected: tuple[int | None, str | None, str | None]
) -> None:
    parts = (spelling.split_huisnummer, spelling.split_huisletter, spelling.split_toevoeging)
    assert tuple(spelled(engine, part, written)[0] for part in parts) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Staalhaagln 89", "staalhaaglaan89"),
        ("Kerkstr12", "kerkstraat12"),
        ("Kerkstr. 12 A-2", "kerkstraat12a2"),
        ("Kerkpln12hs", "kerkplein12hs"),
        ("Kerkstraat 12", "kerkstraat12"),
    ],
)
def test_an_abbreviation_before_a_glued_number_is_one_too(engine: Engine, written: str, expected: str) -> None:
    assert spelled(engine, spelling.straat, written) == [expected]
    assert spelled(engine, spelling.straat, expected) == [expected]


def test_columns_of_numbers_are_read_as_well(engine: Engine) -> None:
    rules = (spelling.huisnummer, spelling.split_huisnummer, spelling.straat)
    columns = ", ".join(rule("n") for rule in rules)
    assert engine.rows(f"SELECT {columns} FROM (SELECT 12 AS n)") == [(12, 12, "12")]


def test_the_order_of_the_texts_is_kept(engine: Engine) -> None:
    texts = [f"{number}e Straat" for number in range(3_000)]
    assert spelled(engine, spelling.straat, *texts) == [f"{number}estraat" for number in range(3_000)]


def test_every_abbreviation_is_written_one_way_only() -> None:
    for part, kept in spelling.abbreviations().items():
        written = [word for words in kept.values() for word in words]
        assert len(written) == len(set(written)), part
        assert not set(written) & set(kept), part
        assert all(re.fullmatch("[0-9a-z ]+", word) for word in [*written, *kept])
    ends = spelling.abbreviations()["endings"]
    assert not [word for word in spelling.abbreviations()["words"] if word in ends]
    assert not [kept for kept in ends for words in ends.values() for word in words if kept.endswith(word)]


PIECES = st.sampled_from(
    [" ", "-", "'", ".", "v.d. ", "Van ", "der ", "de ", "Burg. ", "Prof", "St. ", "1e ", "2de ", "Kerk", "straat",
     "str.", "ln", " pl", "Plein", "gr", "Ö", "ß", "Ĳ", "1813", "12", "a", "bis", "A-01", "/", "&", "2511 ca", ",",
     "hs", "0"]
)  # fmt: skip
WRITTEN = st.one_of(st.lists(PIECES, max_size=8).map("".join), st.text(max_size=20))
# One query spells many texts: a tenth of the examples, each of thirty texts.
MANY = settings(max_examples=max(settings.default.max_examples // 10, 5))


@pytest.mark.parametrize("name", sorted(ALONE))
@MANY
@given(texts=st.lists(WRITTEN, min_size=30, max_size=30))
def test_the_spelling_of_a_spelling_is_itself(engine: Engine, name: str, texts: list[str]) -> None:
    once = spelled(engine, ALONE[name], *texts)
    assert spelled(engine, ALONE[name], *once) == once


HOUSES = st.tuples(
    st.integers(1, 99_999),
    st.sampled_from(["", " ", "-", " - ", "/", "."]),
    st.sampled_from(["", "a", "A", "bis", "hs", "II", "a-2", "rd", "zw 3"]),
)


@MANY
@given(houses=st.lists(HOUSES, min_size=30, max_size=30))
def test_no_digit_of_a_house_number_is_ever_lost(engine: Engine, houses: list[tuple[int, str, str]]) -> None:
    texts = [f"{number}{between}{rest}" for number, between, rest in houses]
    expected = [number for number, _, _ in houses]
    assert spelled(engine, spelling.split_huisnummer, *texts) == expected
    assert spelled(engine, spelling.split_huisnummer, *(text.zfill(5) for text in texts)) == expected


@MANY
@given(texts=st.lists(WRITTEN, min_size=30, max_size=30))
def test_a_street_holds_only_letters_and_digits_and_all_its_digits(engine: Engine, texts: list[str]) -> None:
    for text, key in zip(texts, spelled(engine, spelling.straat, *texts), strict=True):
        assert re.fullmatch("[0-9a-z]*", key or "")
        assert re.sub("[^0-9]", "", key or "") == re.sub("[^0-9]", "", text)


@MANY
@given(texts=st.lists(WRITTEN, min_size=30, max_size=30))
def test_an_addition_holds_only_capitals_and_digits(engine: Engine, texts: list[str]) -> None:
    assert all(re.fullmatch("[0-9A-Z]+", key) for key in spelled(engine, spelling.toevoeging, *texts) if key)
