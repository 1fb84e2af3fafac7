# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was delivered of an address, in the spelling in which addresses are compared."""

from __future__ import annotations

from typing import Any

import pytest

from pandzicht.definitions.source import Role, Source
from pandzicht.sources.links import distinct_spelled, malformed_counts, spell_links
from pandzicht.sources.typed_table import TYPED
from pandzicht.store.engine import Engine
from tests.sources.making import a_source, typed


def links_of(source: Source, *rows: dict[str, str | None]) -> list[dict[str, Any]]:
    """The link columns of rows that are not absent."""
    with Engine() as engine:
        typed(engine, source, rows)
        links = spell_links(engine, source)
        columns = ", ".join(f"{sql} AS {name}" for name, sql in links.columns.items())
        found = engine.table(f"SELECT {columns} FROM {TYPED} AS t {links.joins} ORDER BY t.record_no").to_pylist()
    return [{name.removeprefix("link_"): value for name, value in row.items() if value is not None} for row in found]


def counts_of(source: Source, *rows: dict[str, str | None]) -> dict[str, tuple[int, int]]:
    with Engine() as engine:
        typed(engine, source, rows)
        spell_links(engine, source)
        return malformed_counts(engine, source)


def roles(**given: str) -> Source:
    return a_source({name: {"from": name, "role": role} for name, role in given.items()})


def test_an_address_in_its_own_fields() -> None:
    source = a_source()
    row = {
        "object_id": "9999010000000017",
        "straat": "Prins Hendrikstr.",
        "huisnummer": "12",
        "huisletter": "a",
        "postcode": "2511 ca",
    }
    assert links_of(source, row) == [
        {
            "object_id": 9999010000000017,
            "straat": "prhendrikstraat",
            "huisnummer": 12,
            "huisletter": "A",
            "postcode": "2511CA",
        }
    ]


def test_what_is_absent_or_no_such_thing_is_null() -> None:
    row = {"object_id": "17", "straat": None, "huisnummer": "geen", "huisletter": None, "postcode": "0999AA"}
    assert links_of(a_source(), row) == [{}]


def test_number_letter_and_addition_in_one_field() -> None:
    source = roles(nr="huisnummer_geheel")
    found = links_of(source, {"nr": "12a-2"}, {"nr": "7 bis"}, {"nr": "3"})
    assert found == [
        {"huisnummer": 12, "huisletter": "A", "toevoeging": "2", "unit_split": True},
        {"huisnummer": 7, "toevoeging": "BIS", "unit_split": True},
        {"huisnummer": 3},
    ]


def test_a_letter_that_strayed_into_the_number_is_read_unless_it_stands_in_its_own_field() -> None:
    source = roles(nr="huisnummer", letter="huisletter")
    assert links_of(source, {"nr": "12a", "letter": None}, {"nr": "12a", "letter": "B"}) == [
        {"huisnummer": 12, "huisletter": "A", "unit_split": True},
        {"huisnummer": 12, "huisletter": "B"},
    ]


def test_an_address_in_one_line_and_a_postcode_of_its_own_goes_before() -> None:
    source = roles(adres="adres", pc="postcode")
    found = links_of(
        source, {"adres": "Dorpsstraat 12a, 2511 CA Duinrijk", "pc": None}, {"adres": "Dorpsstraat 12", "pc": "2512CA"}
    )
    assert found == [
        {"straat": "dorpsstraat", "huisnummer": 12, "huisletter": "A", "unit_split": True, "postcode": "2511CA",
         "woonplaats": "duinrijk", "line": "DORPSSTRAAT 12A, 2511 CA DUINRIJK"},
        {"straat": "dorpsstraat", "huisnummer": 12, "postcode": "2512CA", "line": "DORPSSTRAAT 12"},
    ]  # fmt: skip


def test_a_number_that_was_read_as_a_number_links_as_well() -> None:
    source = a_source({"nr": {"from": "nr", "type": "integer", "role": "huisnummer"}})
    assert links_of(source, {"nr": "0012"}) == [{"huisnummer": 12}]


@pytest.mark.parametrize(
    ("role", "good", "other"),
    [
        ("object_id", "9999010000000017", "9999100000000004"),
        ("object_id", "9999030000000017", "9999200000000004"),
        ("pand_id", "9999100000000004", "9999010000000017"),
        ("nummeraanduiding_id", "9999200000000004", "9999010000000017"),
    ],
)
@pytest.mark.parametrize("kind", ["bag_id", "text"])
def test_an_id_of_another_kind_of_object_does_not_link(role: str, good: str, other: str, kind: str) -> None:
    source = a_source({"id": {"from": "id", "type": kind, "role": role}})
    assert links_of(source, {"id": good}, {"id": other}) == [{role: int(good)}, {}]


def test_ids_of_another_kind_or_form_are_counted_beside_those_given() -> None:
    source = a_source({"id": {"from": "id", "type": "bag_id", "role": "object_id"}})
    rows = [{"id": text} for text in ("9999010000000017", "9999100000000004", "17", None)]
    assert counts_of(source, *rows) == {"id": (2, 3)}


def test_an_id_without_a_role_is_counted_by_its_form() -> None:
    source = a_source({"vorig": {"from": "vorig", "type": "bag_id"}})
    assert counts_of(source, {"vorig": "9999100000000004"}, {"vorig": "17"}, {"vorig": None}) == {"vorig": (1, 2)}


def test_texts_that_are_not_what_their_role_says_are_counted() -> None:
    source = roles(
        straat="straat", letter="huisletter", pc="postcode", nr="huisnummer", plaats="woonplaats", toev="toevoeging"
    )
    good = {
        "straat": "2e Dorpsstraat",
        "letter": "a",
        "pc": "2511CA",
        "nr": "12",
        "plaats": "2e Exloërmond",
        "toev": "bis",
    }
    turned = {"straat": "2511CA", "letter": "BIS", "pc": "Duinrijk", "nr": "nvt", "plaats": "12", "toev": "-"}
    empty = dict.fromkeys(good)
    expected = dict.fromkeys(good, (1, 2))
    assert counts_of(source, good, turned, empty) == expected


def test_a_source_without_addresses_has_no_links() -> None:
    source = a_source({"code": {"from": "code"}})
    assert links_of(source, {"code": "x"}) == [{}]
    assert counts_of(source, {"code": "x"}) == {}


def test_different_spellings_are_counted_once() -> None:
    source = roles(straat="straat")
    with Engine() as engine:
        typed(engine, source, [{"straat": "Dorpsstr."}, {"straat": "DORPSSTRAAT"}, {"straat": "Kerkweg"}])
        spell_links(engine, source)
        assert distinct_spelled(engine, source, Role.STRAAT) == 2
        assert distinct_spelled(engine, source, Role.WOONPLAATS) is None
