# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fields filled in each other's place: which texts change places, and that none is lost or doubled by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.definitions.source import Role
from pandzicht.errors import DeliveryFaults
from pandzicht.sources.exchange import EXCHANGES, misplaced, read_as
from pandzicht.sources.links import malformed_counts, spell_links
from pandzicht.sources.typed_table import TYPED
from pandzicht.store.engine import Engine, quoted
from tests.sources.making import a_source, a_workspace, csv_file, load, typed

Texts = Mapping[Role, str | None]
ROLES = tuple(sorted({role for each in EXCHANGES for role in (each.one, each.other)}))


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine(threads=1, memory_mib=256) as made:
        yield made


def read(
    engine: Engine, rows: Sequence[Texts], roles: Sequence[Role]
) -> list[tuple[dict[Role, str | None], set[Role]]]:
    """What each role of a row is read as, and the roles that are told to stand in another's place."""
    columns = {role: quoted(role.value) for role in roles}
    given_texts = {role.value: pa.array([row[role] for row in rows], pa.string()) for role in roles}
    engine.register("exchange_rows", pa.table({"place": range(len(rows)), **given_texts}))
    texts = read_as(columns)
    asked = ", ".join([*(texts[role] for role in roles), *(misplaced(role, columns) for role in roles)])
    found = engine.rows(f"SELECT {asked} FROM exchange_rows ORDER BY place")
    engine.forget("exchange_rows")
    return [
        (
            dict(zip(roles, row[: len(roles)], strict=True)),
            {role for role, wrong in zip(roles, row[len(roles) :], strict=True) if wrong},
        )
        for row in found
    ]


EXCHANGED = [
    ({Role.POSTCODE: "Duinrijk", Role.WOONPLAATS: "2511 ca"}, {Role.POSTCODE: "2511 ca", Role.WOONPLAATS: "Duinrijk"}),
    ({Role.POSTCODE: "Duinrijk", Role.WOONPLAATS: "2511"}, {Role.POSTCODE: "2511", Role.WOONPLAATS: "Duinrijk"}),
    ({Role.POSTCODE: "Kerkstraat", Role.STRAAT: "2511CA"}, {Role.POSTCODE: "2511CA", Role.STRAAT: "Kerkstraat"}),
    ({Role.POSTCODE: "12", Role.HUISNUMMER: "2511CA"}, {Role.POSTCODE: "2511CA", Role.HUISNUMMER: "12"}),
    ({Role.HUISNUMMER: "Kerkstraat", Role.STRAAT: "12 a"}, {Role.HUISNUMMER: "12 a", Role.STRAAT: "Kerkstraat"}),
    ({Role.HUISNUMMER: "hs", Role.TOEVOEGING: "12"}, {Role.HUISNUMMER: "12", Role.TOEVOEGING: "hs"}),
    ({Role.HUISNUMMER: None, Role.TOEVOEGING: "12"}, {Role.HUISNUMMER: "12", Role.TOEVOEGING: None}),
    ({Role.HUISNUMMER: None, Role.HUISLETTER: "12"}, {Role.HUISNUMMER: "12", Role.HUISLETTER: None}),
    ({Role.HUISLETTER: "2", Role.TOEVOEGING: "a"}, {Role.HUISLETTER: "a", Role.TOEVOEGING: "2"}),
    ({Role.ADRES: "Duinrijk", Role.WOONPLAATS: "Kerkstraat 12"},
     {Role.ADRES: "Kerkstraat 12", Role.WOONPLAATS: "Duinrijk"}),
]  # fmt: skip
KEPT: list[Texts] = [
    {Role.POSTCODE: "2511CA", Role.WOONPLAATS: "Duinrijk", Role.STRAAT: "Kerkstraat", Role.HUISNUMMER: "12"},
    {Role.POSTCODE: "onbekend", Role.WOONPLAATS: "Duinrijk"},
    {Role.POSTCODE: None, Role.WOONPLAATS: "2511CA"},
    {Role.POSTCODE: "2511", Role.WOONPLAATS: "Duinrijk"},
    {Role.POSTCODE: "Kerkstraat", Role.STRAAT: "2511"},
    {Role.POSTCODE: "2511CA", Role.WOONPLAATS: "2512CB"},
    {Role.HUISNUMMER: "12", Role.TOEVOEGING: "3"},
    {Role.HUISNUMMER: "12", Role.TOEVOEGING: None},
    {Role.HUISNUMMER: "nr", Role.TOEVOEGING: "3"},
    {Role.HUISNUMMER: "nvt", Role.TOEVOEGING: "12"},
    {Role.HUISNUMMER: "12", Role.STRAAT: "Plein 1813"},
    {Role.HUISLETTER: "a", Role.TOEVOEGING: "2"},
    {Role.HUISLETTER: "a", Role.TOEVOEGING: "b"},
    {Role.ADRES: "Kerkstraat 12", Role.WOONPLAATS: "Duinrijk"},
    {Role.ADRES: "Kerkstraat 12", Role.WOONPLAATS: "Kerkstraat 12"},
    {Role.ADRES: None, Role.WOONPLAATS: "Kerkstraat 12"},
]


@pytest.mark.parametrize(("given_texts", "expected"), EXCHANGED)
def test_texts_that_can_only_be_each_others_change_places(engine: Engine, given_texts: Texts, expected: Texts) -> None:
    assert read(engine, [given_texts], list(given_texts)) == [
        (dict(expected), {role for role, text in given_texts.items() if text is not None})
    ]


@pytest.mark.parametrize("texts", KEPT)
def test_a_text_that_can_be_what_its_field_says_stays(engine: Engine, texts: Texts) -> None:
    assert read(engine, [texts], list(texts)) == [(dict(texts), set())]


def test_of_two_exchanges_that_want_the_same_text_the_first_happens(engine: Engine) -> None:
    two_codes = {Role.POSTCODE: "Kerkstraat", Role.WOONPLAATS: "2512CB", Role.STRAAT: "2511CA"}
    two_numbers = {Role.HUISNUMMER: None, Role.TOEVOEGING: "12", Role.HUISLETTER: "3"}
    assert read(engine, [two_codes], list(two_codes))[0][0] == {
        Role.POSTCODE: "2512CB", Role.WOONPLAATS: "Kerkstraat", Role.STRAAT: "2511CA"}  # fmt: skip
    assert read(engine, [two_numbers], list(two_numbers))[0][0] == {
        Role.HUISNUMMER: "12", Role.TOEVOEGING: None, Role.HUISLETTER: "3"}  # fmt: skip


def test_two_exchanges_of_other_fields_both_happen(engine: Engine) -> None:
    texts = {Role.POSTCODE: "Duinrijk", Role.WOONPLAATS: "2511CA", Role.HUISNUMMER: "hs", Role.TOEVOEGING: "12"}
    expected = {Role.POSTCODE: "2511CA", Role.WOONPLAATS: "Duinrijk", Role.HUISNUMMER: "12", Role.TOEVOEGING: "hs"}
    assert read(engine, [texts], list(texts)) == [(expected, set(texts))]


def test_a_role_whose_partner_the_source_does_not_have_keeps_its_text() -> None:
    assert read_as({Role.POSTCODE: "a"}) == {Role.POSTCODE: "a"}
    assert misplaced(Role.POSTCODE, {Role.POSTCODE: "a"}) == "FALSE"


def check(engine: Engine, rows: Sequence[Texts], roles: Sequence[Role]) -> None:
    """No text is lost or doubled, and just those that were given and moved are told to be misplaced."""
    for row, (found, wrong) in zip(rows, read(engine, rows, roles), strict=True):
        assert sorted(found.values(), key=str) == sorted((row[role] for role in roles), key=str)
        assert wrong == {role for role in roles if found[role] != row[role] and row[role] is not None}


TELLING = (None, "2511CA", "12", "a", "hs", "Kerkstraat", "Kerkstraat 12")


@pytest.mark.parametrize("roles", list(combinations(ROLES, 3)), ids="-".join)
def test_no_text_of_three_is_lost_or_doubled(engine: Engine, roles: tuple[Role, ...]) -> None:
    check(engine, [dict(zip(roles, texts, strict=True)) for texts in product(TELLING, repeat=3)], roles)


WRITTEN = st.sampled_from(TELLING) | st.text(max_size=6).filter(lambda text: "\0" not in text)
ROWS = st.lists(st.fixed_dictionaries(dict.fromkeys(ROLES, WRITTEN)), min_size=20, max_size=20)


@settings(max_examples=max(10, settings.default.max_examples // 10))
@given(ROWS)
def test_no_text_of_all_is_lost_or_doubled(engine: Engine, rows: list[Texts]) -> None:
    check(engine, rows, ROLES)


def links_and_counts(
    rows: Sequence[dict[str, str | None]], **roles: str
) -> tuple[list[tuple[object, ...]], dict[str, tuple[int, int]]]:
    source = a_source({name: {"from": name, "role": role} for name, role in roles.items()})
    with Engine(threads=1, memory_mib=256) as engine:
        typed(engine, source, rows)
        links = spell_links(engine, source)
        names = ("link_straat", "link_huisnummer", "link_toevoeging", "link_postcode", "link_woonplaats")
        columns = ", ".join(links.columns[name] for name in names)
        found = engine.rows(f"SELECT {columns} FROM {TYPED} AS t {links.joins} ORDER BY t.record_no")
        return found, malformed_counts(engine, source)


def test_a_delivery_of_swapped_columns_links_and_counts_as_malformed_all_over() -> None:
    rows: list[dict[str, str | None]] = [
        {"straat": "Kerkstraat", "nr": str(number), "pc": "Duinrijk", "plaats": "2511CA"} for number in range(1, 5)
    ]
    found, counts = links_and_counts(rows, straat="straat", nr="huisnummer", pc="postcode", plaats="woonplaats")
    assert found == [("kerkstraat", number, None, "2511CA", "duinrijk") for number in range(1, 5)]
    assert counts == {"straat": (0, 4), "nr": (0, 4), "pc": (4, 4), "plaats": (4, 4)}


def test_an_absent_number_is_no_malformed_text() -> None:
    rows: list[dict[str, str | None]] = [
        {"nr": None, "toev": "12"},
        {"nr": "12", "toev": "hs"},
        {"nr": None, "toev": None},
    ]
    found, counts = links_and_counts(rows, nr="huisnummer", toev="toevoeging")
    assert [row[1:3] for row in found] == [(12, None), (12, "HS"), (None, None)]
    assert counts == {"nr": (0, 1), "toev": (1, 2)}


def test_a_delivery_of_swapped_columns_stops(tmp_path: Path) -> None:
    source = a_source({name: {"from": name, "role": role} for name, role in (
        ("straat", "straat"), ("nr", "huisnummer"), ("pc", "postcode"), ("plaats", "woonplaats"))})  # fmt: skip
    rows = [
        {"straat": "Kerkstraat", "nr": str(number), "pc": "2511CA", "plaats": "Duinrijk"} for number in range(1, 41)
    ]
    swapped = [{**row, "pc": row["plaats"], "plaats": row["pc"]} for row in rows]
    load(a_workspace(tmp_path / "good"), source, csv_file(tmp_path / "good.csv", rows))
    with pytest.raises(DeliveryFaults, match="texts that are no woonplaats: 40 of 40"):
        load(a_workspace(tmp_path / "swapped"), source, csv_file(tmp_path / "swapped.csv", swapped))
    load(a_workspace(tmp_path / "few"), source, csv_file(tmp_path / "few.csv", [*rows[:35], *swapped[35:]]))
