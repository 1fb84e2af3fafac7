# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a line of text means beside the streets, numbers, units and woonplaatsen that exist."""

from __future__ import annotations

import pytest

from pandzicht.addresses.line import LONGEST_KEPT
from pandzicht.linking.line import LINE_STEPS, LONGEST_LINE, sentence_words
from pandzicht.linking.link import link_sources
from tests.linking.lines import linked_lines, spoken
from tests.linking.town import Found, Home, Town

KERK_7, KERK_9, KERK_12, KERK_12_HS, KERK_12_2, MARKT_3, DORP_5, DORP_5_OORD, LAAN_5 = range(9)
HOMES = [
    Home(7),
    Home(9, pand=1),
    Home(12, pand=2),
    Home(12, toevoeging="HS", pand=2),
    Home(12, toevoeging="2", pand=2),
    Home(3, straat="marktweg", postcode="2512AB", pand=3),
    Home(5, straat="dorpsstraat", postcode="2511DD", pand=4),
    Home(5, straat="dorpsstraat", postcode="2600DD", woonplaats="duinoord", pand=5),
    Home(5, straat="lnvmeerdervoort", postcode="2513CC", pand=6),
]
SHORT = [("lnvmvoort", "lnvmeerdervoort")]


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(HOMES, short_names=SHORT)


LINKED = [
    ("Er wordt geklust op Kerkstraat 7 in Duinrijk", KERK_7),
    ("er wordt geklust op kerkstraat 7 in duinrijk", KERK_7),
    ("ER WORDT GEKLUST OP KERKSTRAAT 7 IN DUINRIJK", KERK_7),
    ("melding: Kerkstraat 7 stinkt", KERK_7),
    ("Bewoner Kerkstraat nr. 7 klaagt", KERK_7),
    ("Al 3 weken wonen er 6 mannen op Kerkstraat 7", KERK_7),
    ("Wij horen al weken muziek uit Marktweg 3. Het stoort", MARKT_3),
    ("Sinds 2019 zijn er 12 klachten over de Marktweg 3 geweest", MARKT_3),
    ("zie ook Laan v Meerdervoort 5", LAAN_5),
    ("het pand Laan v M'voort 5 staat leeg", LAAN_5),
    ("brand op Kerkstraat 12 hs achter", KERK_12_HS),
    ("brand op kerkstraat 12 twee hoog in duinrijk", KERK_12_2),
    ("brand op Kerkstraat 12-2 achter", KERK_12_2),
    ("In Duinoord is op Dorpsstraat 5 brand", DORP_5_OORD),
    ("Op Dorpsstraat 5 brand het, in Duinrijk dus", DORP_5),
    ("niet om Kerkstraat 7 maar Marktweg 3", MARKT_3),
    ("uit Kerkstrat 7 komt rook", KERK_7),
    ("op Kerkstraat 0007 brandt het", KERK_7),
]


IN_DOUBT = [
    "Kerkstraat 7 en Marktweg 3",
    "Kerkstraat 7 en Marktweg 3, klopt dat niet",
    "Kerkstraat 7 overlast van Marktweg 3",
    "overlast op Kerkstraat 7 en op Kerkstraat 9",
    "Kerkstraat 7 en Kerkstraat 9",
    "naast Kerkstraat 7",
    "het huis naast Kerkstraat 7",
    "de garage tegenover Kerkstraat 7",
    "tussen Kerkstraat 7 en 9",
    "op de hoek Kerkstraat 7",
    "brand op Dorpsstraat 5",
    "in Duinoord of in Duinrijk, op Dorpsstraat 5, is brand",
]
NOWHERE = [
    ("het gaat niet om Kerkstraat 7", "not_found"),
    ("op Kerkstraat 0 brandt het", "no_number"),
    ("op Kerkstraat 123456 brandt het", "no_number"),
    ("7", "no_place"),
    ("geen adres bekend", "no_number"),
]


@pytest.fixture(scope="module")
def sentences(town: Town) -> dict[str, Found]:
    """What becomes of each sentence, all of them linked together."""
    texts = [text for text, _ in LINKED] + IN_DOUBT + [text for text, _ in NOWHERE]
    return dict(zip(texts, linked_lines(town, *texts), strict=True))


@pytest.mark.parametrize(("text", "address_no"), LINKED)
def test_a_sentence_with_one_address_in_it_is_of_that_address(
    sentences: dict[str, Found], text: str, address_no: int
) -> None:
    found = sentences[text]
    assert (found.state, found.address_no) == ("linked", address_no)


@pytest.mark.parametrize("text", IN_DOUBT)
def test_a_line_that_names_two_addresses_or_one_beside_an_address_is_in_doubt(
    sentences: dict[str, Found], text: str
) -> None:
    found = sentences[text]
    assert (found.state, found.tier, found.address_no) == ("doubtful", "several", None)


@pytest.mark.parametrize(("text", "tier"), NOWHERE)
def test_a_line_without_an_address_links_nowhere(sentences: dict[str, Found], text: str, tier: str) -> None:
    assert sentences[text].tier == tier


def test_a_last_word_says_nothing_of_the_first() -> None:
    found = linked_lines(Town(HOMES), "Kerkstraat 7 en bij Marktweg 3, dat klopt niet")[0]
    assert (found.tier, found.runner_up) == ("several", KERK_7)


def test_a_unit_that_the_number_does_not_have_is_not_dropped_in_a_sentence(town: Town) -> None:
    texts = ("brand op Kerkstraat 9 hs", "brand op Kerkstraat 9 B", "brand op Kerkstraat 9-3 achter")
    told = (
        "brand op Kerkstraat 9 is geblust",
        "brand op Kerkstraat 9, 3 keer gebeld",
        "op Kerkstraat 12 hs, 3 keer gebeld",
    )
    assert [found.tier for found in linked_lines(town, *texts, *told)] == ["unit_unknown"] * 3 + ["street"] * 3


def test_a_range_of_numbers_in_the_field_of_a_street_is_not_its_first_number(town: Town) -> None:
    texts = ("Kerkstraat 7 t/m 9", "Kerkstraat 7-9", "Kerkstraat 7 9", "Kerkstraat 7 en 9")
    found = linked_lines(town, *texts, huisnummer=None, huisletter=None, toevoeging=None)
    assert [each.tier for each in found] == ["unit_unknown"] * len(texts)


def test_four_digits_of_a_postcode_pick_between_streets_of_one_name_and_contradict(town: Town) -> None:
    texts = ("Dorpsstraat 5", "Dorpsstraat 5, 2511", "Dorpsstraat 5, 2600", "Dorpsstraat 5, 2514", "Kerkstraat 7, 2514")
    found = linked_lines(town, *texts)
    assert [each.address_no for each in found] == [None, DORP_5, DORP_5_OORD, None, None]
    assert [each.tier for each in found] == ["several", "street", "street", "postcode_differs", "postcode_differs"]


def test_a_surname_in_a_street_is_no_short_name_of_another_street() -> None:
    homes = [Home(5, straat="genterkesstromlaan"), Home(7, straat="jacobvborhuisgracht", postcode="2512AB", pand=1)]
    town = Town(homes, reduced=[("kesstromlaan", "genterkesstromlaan")])
    texts = ("Johanna van Kesstromlaan 5 Duinrijk", "klacht over de Kesstromlaan 5 in Duinrijk")
    assert [found.address_no for found in linked_lines(town, *texts)] == [None, 0]


def test_a_postcode_in_the_middle_of_a_line_is_no_number_behind_the_words_before_it(town: Town) -> None:
    texts = ("Zie ook 2511CA Duinrijk, Kerkstrat 7, eerder gemeld", "Overlast bij 2512 AB Duinrijk, Marktwg 3 achter")
    assert [found.address_no for found in linked_lines(town, *texts)] == [KERK_7, MARKT_3]


def test_of_two_words_that_may_stand_before_a_street_the_second_is_its_own() -> None:
    town = Town([Home(5, straat="achterderiddermans"), Home(5, straat="kerkstraat", postcode="2512AB", pand=1)])
    texts = (
        "Overlast bij Achter de Ridermans 5",
        "Rommel achter Kerkstraat 5",
        "Er wonen mensen op Achter de Riddermns 5",
    )
    assert [found.address_no for found in linked_lines(town, *texts)] == [0, None, 0]


def test_a_street_that_was_read_of_a_line_is_not_taken_for_a_short_name_of_another() -> None:
    homes = [Home(5, straat="onderdezandman"), Home(5, straat="buitendezandman", postcode="2512AB", pand=1)]
    town = Town(homes, reduced=[("zandman", "onderdezandman")])
    (found,) = linked_lines(town, "Buiten de Zandman 5 Duinrijk 2512AB", straat="buitendezandman", huisnummer=5)
    assert found.address_no == 1


def test_a_town_in_front_of_a_street_of_two_towns_picks_the_one(town: Town) -> None:
    found = linked_lines(town, "Duinoord, Dorpsstraat 5", straat="dorpsstraat", huisnummer=5)
    assert [each.address_no for each in found] == [DORP_5_OORD]


def test_the_number_of_a_street_that_has_it_goes_before_any_other(town: Town) -> None:
    texts = ("kamer 4 bij Kerkstraat 7 achter nr 3", "bij Kerkstraat 999 en op Kerkstraat 9")
    assert [found.address_no for found in linked_lines(town, *texts)] == [KERK_7, KERK_9]


def test_a_field_of_a_street_that_holds_the_whole_address_is_read_as_a_line(town: Town) -> None:
    (found,) = linked_lines(town, "achter op Kerkstraat 7", straat="achteropkerkstraat7", huisnummer=None)
    assert (found.address_no, found.tier) == (KERK_7, "street")


def test_every_sign_around_an_address_is_in_one_list_only() -> None:
    words = sentence_words()
    listed = [
        text for part in ("number", "before", "before_or_first", "before_or_within", "not") for text in words[part]
    ]
    assert sorted({text for text in listed if listed.count(text) > 1}) == ["perceel"]
    assert set(words["before_surname"]) <= set(words["before_or_within"])
    assert set(words["beside"]) <= {*words["before"], *words["before_or_first"], *words["before_or_within"]}


LONG = {
    "numbers": " ".join(map(str, range(10_000))),
    "ones": "1 " * 50_000,
    "commas": "a," * 50_000,
    "letters": "a" * 100_000,
    "letters and a number": "a" * 100_000 + " 7",
    "digits": "kerkstraat " + "7" * 99_989,
    "words": "kerk " * 20_000 + "7",
    "addresses": "op kerkstraat 7 en " * 5_000,
    "units": "kerkstraat 7" + " hs" * 33_000,
    "brackets": "(" * 50_000 + "Kerkstraat 7" + ")" * 50_000,
    "towns": "Dorpsstraat 5 " + "Duinoord aan den " * 6_000,
}
MOST = {
    "link_lines_open": 1,
    "link_line_spots": LONGEST_LINE,
    "link_line_runs": LONGEST_LINE,
    "link_line_units": LONGEST_LINE,
    "link_line_towns": 1,
    "link_lines": 1,
}
"""Rows that a line may become in each step."""


@pytest.mark.parametrize("kind", LONG)
def test_a_page_of_text_is_read_and_costs_no_more_than_a_few_sentences(kind: str) -> None:
    town = Town(HOMES)
    rows = town.deliver("meldingen", spoken(town.engine, [LONG[kind]]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pandzicht.linking.link.clear_steps", lambda *_: None)
        result = link_sources(town.engine, [rows])
    sizes = {step.name: town.engine.value(f"SELECT count(*) FROM {step.name}") for step in LINE_STEPS}
    assert {name: size for name, size in sizes.items() if size > MOST[name]} == {}
    assert town.engine.value("SELECT count(*) FROM link_shorter_given") <= 2 + max(
        len(str(home.straat)) for home in HOMES
    )
    assert town.engine.value("SELECT coalesce(max(length(line)), 0) FROM link_rows") <= LONGEST_KEPT
    assert result.rows("meldingen") == 1
