# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Any table tied to the addresses of a workspace: every row, in its order, with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Role
from pandzicht.errors import NotAvailable
from pandzicht.exports.linked_columns import TYPES
from pandzicht.governance.access import Sight
from pandzicht.language import Language
from pandzicht.linking.tier import State, Tier
from pandzicht.runs.link_table import LinkedTable, link_table
from pandzicht.runs.loose_table import TableFaults
from pandzicht.store.workspace import Workspace
from tests.desk import begun, desk_of
from tests.model_city import ModelCity
from tests.runs.linked_rows import ASK, COLUMNS, Home, Rows, answers_of, homes_of, linked, result_of, table_of, tabled

ELSEWHERE = {"straat": "Verweg", "huisnummer": "1", "postcode": "1234AB", "woonplaats": "Elders"}


@pytest.fixture(scope="module")
def homes(model_city: ModelCity) -> list[Home]:
    return homes_of(model_city)


def test_every_row_stays_in_its_place_with_its_own_columns(model_city: ModelCity, homes: list[Home]) -> None:
    rows = [homes[3].but(nr="1"), ELSEWHERE | {"nr": "2"}, {"nr": "3"}, homes[1].but(nr="4"), homes[3].but(nr="5")]
    found = linked(model_city, rows, names=("nr", *COLUMNS))
    assert found.table.column_names == ["nr", *COLUMNS, *TYPES]
    assert found.table["nr"].to_pylist() == ["1", "2", "3", "4", "5"]
    expected = [homes[3].address_id, None, None, homes[1].address_id, homes[3].address_id]
    assert found.table["address_id"].to_pylist() == expected
    assert found.table["gevonden_adres"].to_pylist()[3] == homes[1].adres
    assert (found.rows(), found.rows(State.LINKED), found.rows(State.UNLINKED)) == (5, 3, 2)
    assert found.tiers == {Tier.POSTCODE_STREET: 3, Tier.OUTSIDE: 1, Tier.NO_PLACE: 1}


def test_an_answer_says_how_sure_why_and_what_differs(model_city: ModelCity, homes: list[Home]) -> None:
    home = homes[0]
    sure, unit, street = answers_of(
        linked(model_city, [home.row, home.but(huisletter="Q"), home.but(straat="Heel ander pad")])
    )
    assert (sure["uitkomst"], sure["verschilt"], sure["ander_adres"]) == ("gekoppeld", None, None)
    assert Decimal("0.9") < sure["zekerheid"] == sure["afstand"] < 1
    assert (unit["uitkomst"], unit["verschilt"], unit["zekerheid"]) == ("in twijfel", "letter of toevoeging", None)
    assert unit["reden"] == "het gebouw is bekend, maar deze letter of toevoeging niet"
    assert (street["verschilt"], street["gevonden_adres"], street["address_id"]) == ("straat", None, None)
    assert unit["ander_adres"] == street["ander_adres"] == home.adres


def test_the_doors_of_a_house_number_are_named_where_the_letter_is_in_doubt(model_city: ModelCity) -> None:
    table = model_city.opened().addresses
    numbers = table.filter(table["huisletter"].is_valid()).select(["straat", "huisnummer", "huisletter", "postcode"])
    doors: dict[tuple[str, int, str], list[str]] = {}
    for row in numbers.to_pylist():
        doors.setdefault((row["straat"], row["huisnummer"], row["postcode"]), []).append(row["huisletter"])
    (straat, number, postcode), letters = next((key, found) for key, found in doors.items() if len(found) > 2)
    row = {"straat": straat, "huisnummer": str(number), "huisletter": "Z", "postcode": postcode}
    (answer,) = answers_of(linked(model_city, [row]))
    assert f"(ook {number}" in answer["ander_adres"]
    assert all(f"{number}{letter}" in answer["ander_adres"] for letter in letters[:4])


def test_answers_come_in_the_language_that_is_asked(model_city: ModelCity, homes: list[Home]) -> None:
    rows = [homes[0].but(huisletter="Q"), ELSEWHERE]
    first, second = answers_of(linked(model_city, rows, language=Language.EN))
    assert (first["uitkomst"], first["verschilt"]) == ("in doubt", "letter or addition")
    assert (second["uitkomst"], second["reden"]) == ("not found", "postcode and town lie outside the area")


def test_columns_that_may_not_be_used_are_not_in_the_result(model_city: ModelCity, homes: list[Home]) -> None:
    names = ("bsn", *COLUMNS, "Nationaliteit")
    found = linked(model_city, [homes[0].but(bsn="999990019", Nationaliteit="geheim")], names=names)
    assert found.table.column_names == [*COLUMNS, *TYPES]
    assert list(found.roles.refused) == ["bsn", "Nationaliteit"]
    assert not {"999990019", "geheim"} & set(map(str, found.table.to_pylist()[0].values()))


def test_a_column_with_the_name_of_an_answer_is_not_lost(model_city: ModelCity, homes: list[Home]) -> None:
    rows = [homes[0].but(Uitkomst="akkoord", address_id="eigen")]
    found = linked(model_city, rows, names=("Uitkomst", "address_id", *COLUMNS))
    row = found.table.to_pylist()[0]
    assert (row["Uitkomst"], row["uitkomst_2"]) == ("akkoord", "gekoppeld")
    assert (row["address_id"], row["address_id_2"]) == ("eigen", homes[0].address_id)


def test_what_a_column_means_can_be_said(model_city: ModelCity, homes: list[Home]) -> None:
    home = homes[0].row
    line = {"waar": f"{home['straat']} {home['huisnummer']}", "pc": home["postcode"]}
    found = linked(model_city, [line], names=("waar", "pc"), roles=("adres=waar", "postcode=PC"))
    assert found.roles.of == {Role.ADRES: "waar", Role.POSTCODE: "pc"}
    assert found.rows(State.LINKED) == 1
    with pytest.raises(TableFaults, match=r"there are 'waar', 'pc'"):
        linked(model_city, [line], names=("waar", "pc"))


def test_what_a_column_holds_otherwise_than_it_says_is_counted(model_city: ModelCity, homes: list[Home]) -> None:
    found = linked(model_city, [homes[0].row, homes[1].but(postcode="volgt")])
    (wrong,) = (one for one in found.malformed if one.wrong)
    assert (wrong.role, wrong.wrong, wrong.given) == (Role.POSTCODE, 1, 2)


def test_a_table_without_rows_gives_one_without_rows(model_city: ModelCity) -> None:
    found = linked(model_city, [])
    assert (found.rows(), found.table.num_rows, found.tiers) == (0, 0, {})


def test_a_day_of_which_the_addresses_say_nothing_is_told(model_city: ModelCity, homes: list[Home]) -> None:
    with pytest.raises(NotAvailable, match="no addresses are known on 2020-01-01"):
        linked(model_city, [homes[0].row], on=PEILDATUM.replace(2020, 1, 1), known=PEILDATUM.replace(2020, 1, 1))
    later = PEILDATUM + timedelta(days=3)
    assert linked(model_city, [homes[0].row], on=later, known=later).on == later


def test_without_a_bag_it_is_said_which_source_to_load(model_city: ModelCity, tmp_path: Path) -> None:
    empty = replace(model_city.workspace, root=tmp_path)
    assert isinstance(empty, Workspace)
    with pytest.raises(NotAvailable, match=r"load the BAG \(bag, bag_historie\) first"):
        tabled(empty, model_city.catalogue, table_of([ELSEWHERE]))


def limited(city: ModelCity, rows: Rows, sight: Sight, earlier: LinkedTable | None = None) -> LinkedTable:
    operation = begun(desk_of(city.workspace), Action.LINK)
    operation.sight = sight
    before = None if earlier is None else result_of(earlier)
    return link_table(city.workspace, operation, city.catalogue, table_of(rows), ASK, earlier=before, threads=1)


def test_an_address_with_a_bond_reads_like_one_that_does_not_exist(model_city: ModelCity, homes: list[Home]) -> None:
    own, other = homes[0], homes[3]
    rows = [own.row, own.but(huisletter="Q"), own.but(straat="Heel ander pad"), other.row]
    absent = [one if one is other.row else {**one, "huisnummer": "9999"} for one in rows]
    sight = Sight(areas=None, recused=frozenset({own.address_id}))
    told, nowhere = limited(model_city, rows, sight), limited(model_city, absent, sight)
    assert answers_of(told) == answers_of(nowhere)
    assert answers_of(told)[3]["address_id"] == other.address_id
    assert (told.rows(State.UNLINKED), told.tiers) == (3, nowhere.tiers)


def test_who_is_limited_to_an_area_links_to_the_addresses_in_it(model_city: ModelCity, homes: list[Home]) -> None:
    table = model_city.opened().addresses
    area = dict(zip(table["address_id"].to_pylist(), table["buurtcode"].to_pylist(), strict=True))
    wijk = str(area[homes[0].address_id])[:8]
    found = limited(model_city, [home.row for home in homes], Sight(areas=frozenset({wijk})))
    linked_to = {answer["address_id"] for answer in answers_of(found)} - {None}
    assert linked_to == {home.address_id for home in homes if str(area[home.address_id]).startswith(wijk)}
    assert len(linked_to) < len(homes)


def test_nobody_takes_over_the_answers_that_somebody_with_less_sight_got(
    model_city: ModelCity, homes: list[Home]
) -> None:
    rows, sight = [home.row for home in homes[:5]], Sight(areas=None, recused=frozenset({homes[0].address_id}))
    own = limited(model_city, rows, sight)
    whole = linked(model_city, rows, earlier=own)
    assert (whole.earlier, whole.rows(State.LINKED)) == (0, 5)
    again = limited(model_city, rows, sight, earlier=whole)
    assert (again.earlier, again.rows(State.LINKED)) == (0, 4)
    assert again.anew is not None
    assert "The addresses are not those" in again.anew.en
