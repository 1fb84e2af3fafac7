# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One box finds addresses, streets, postcodes, panden, owners, runs and selections, and nothing that is hidden."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.action import Action
from pandzicht.definitions.source import Sensitivity
from pandzicht.errors import AccessDenied
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Desk
from pandzicht.governance.purpose import Purpose
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.language import Language
from pandzicht.runs.finding import purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.shelf import Shelf
from pandzicht.searching.found import Found, Kind
from pandzicht.searching.search import MOST, search
from tests.desk import ALL, ANYBODY, begun, desk_in, opened
from tests.maps.logged import processings
from tests.model_city import ModelCity
from tests.runs.published_city import drawn, publish_city

SHELF = Shelf()
OPENS_NAMES = "achterstallig_onderhoud"
"""A check whose closed list holds the names of owners."""
KEEPS_NAMES_SHUT = "onrechtmatig_wonen"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def opened_for(city: ModelCity, desk: Desk, *checks: str) -> OpenRun:
    purposes: Sequence[Purpose] = purposes_of(city.workspace, city.outcome.run_id, checks)
    operation = begun(desk, Action.SEARCH, purposes=purposes)
    return open_run(city.workspace, operation, city.outcome.run_id, SHELF)


def of(found: Sequence[Found], kind: Kind) -> list[Found]:
    return [one for one in found if one.kind is kind]


@pytest.fixture
def run(model_city: ModelCity, desk: Desk) -> OpenRun:
    return opened_for(model_city, desk)


def row(run: OpenRun, number: int = 0) -> dict[str, object]:
    return dict(run.addresses.slice(number, 1).to_pylist()[0])


def test_an_address_is_told_with_postcode_town_and_id(run: OpenRun) -> None:
    one = row(run)
    found = search(run, str(one["adres"]))[0]
    line, end = str(one["adres"]).split(", ")
    assert found == Found(Kind.ADDRESS, line, end, str(one["address_id"]))


def test_what_is_not_there_any_more_says_so(run: OpenRun) -> None:
    phases = run.addresses["levensfase"].to_pylist()
    gone = row(run, phases.index("ingetrokken"))
    for language, said in ((Language.NL, "staat er niet meer"), (Language.EN, "no longer there")):
        (found,) = (one for one in search(run, str(gone["adres"]), language) if one.target == gone["address_id"])
        assert found.sublabel.endswith(said)


def test_a_street_is_found_while_it_is_typed_with_its_addresses_when_it_stands_alone(run: OpenRun) -> None:
    street = str(row(run)["straat"])
    found = search(run, street[:-2])
    assert found[0].kind is Kind.STREET
    assert street in {one.label for one in of(found, Kind.STREET)}
    count = run.addresses["straat"].to_pylist().count(street)
    alone = search(run, street)
    assert f"{count} adressen" in alone[0].sublabel
    assert len(of(alone, Kind.STREET)) > 1 or len(of(alone, Kind.ADDRESS)) == min(count, MOST - 1)


def test_a_postcode_is_found_while_it_is_typed(run: OpenRun) -> None:
    postcode = str(row(run)["postcode"])
    for typed in (postcode, postcode.lower(), f"{postcode[:4]} {postcode[4:]}", postcode[:5]):
        assert postcode in {one.target for one in of(search(run, typed), Kind.POSTCODE)}
    count = run.addresses["postcode"].to_pylist().count(postcode)
    assert str(count) in of(search(run, postcode), Kind.POSTCODE)[0].sublabel


def test_ids_of_objects_and_panden_are_found_by_their_first_digits_too(run: OpenRun) -> None:
    numbers = {"address_id": str(row(run)["address_id"]), "pand_id": f"{row(run)['pand_id']:016}"}
    kinds = {"address_id": Kind.ADDRESS, "pand_id": Kind.PAND}
    for name, number in numbers.items():
        for typed in (number, f"{number[:4]} {number[4:]}", number[:15]):
            assert number in {one.target for one in of(search(run, typed), kinds[name])}
        assert search(run, number)[0].kind is kinds[name]
        assert search(run, number[:9]) == ()


def test_a_place_without_an_address_is_found_by_its_line_and_its_name(run: OpenRun) -> None:
    place = row(run, run.addresses["soort"].to_pylist().index("plaats"))
    for typed in (str(place["address_id"]), str(place["adres"])):
        assert search(run, typed)[0].target == place["address_id"]


def test_runs_and_selections_are_found_by_the_beginning_of_their_names(tmp_path: Path) -> None:
    city = publish_city(tmp_path / "city")
    selection = drawn(city)[1].selection_id
    run = opened(city, action=Action.SEARCH)
    assert search(run, run.run_id[:9]) == (Found(Kind.RUN, run.run_id, "vergelijking", run.run_id),)
    assert search(run, selection[:8].upper())[0] == Found(Kind.SELECTION, selection, "selectie", selection)


def owner(run: OpenRun) -> tuple[str, str]:
    """Key and name of a legal person that owns something, straight from the register."""
    (path,) = (run.workspace.deliveries / "brk").glob("*/rows.parquet")
    rows = pq.read_table(path, columns=["eigenaar_rsin", "statutaire_naam"]).to_pylist()
    owned = set(pq.read_table(run.path("owners"))["owner_key"].to_pylist())
    found = next(one for one in rows if one["eigenaar_rsin"] in owned)
    return str(found["eigenaar_rsin"]), str(found["statutaire_naam"])


def test_a_legal_person_is_found_only_for_a_purpose_that_opens_names_of_owners(
    model_city: ModelCity, desk: Desk
) -> None:
    shut = [opened_for(model_city, desk), opened_for(model_city, desk, KEEPS_NAMES_SHUT)]
    run = opened_for(model_city, desk, OPENS_NAMES)
    key, name = owner(run)
    assert [of(search(one, name), Kind.OWNER) for one in shut] == [[], []]
    before = processings(desk)
    found = of(search(run, name.lower()), Kind.OWNER)
    assert (found[0].label, found[0].target) == (name, key)
    assert processings(desk) == before + 1
    assert of(search(run, key), Kind.OWNER) == found
    search(run, "Geen Enkele Naam")
    assert processings(desk) == before + 2, "an answer without owners is about nobody"


def test_who_may_not_see_the_fields_finds_no_owner(model_city: ModelCity, tmp_path: Path) -> None:
    hides = ALL.model_copy(update={"role": "dicht", "hidden": ("brk.statutaire_naam",)})
    blind = ALL.model_copy(update={"role": "blind", "sees": (Sensitivity.PERSON,)})
    name = owner(opened_for(model_city, desk_in(tmp_path), OPENS_NAMES))[1]
    for role in (hides, blind):
        desk = desk_in(tmp_path / role.role, actor=Actor("els", "els", (Grant(role.role),)), roles={role.role: role})
        assert of(search(opened_for(model_city, desk, OPENS_NAMES), name), Kind.OWNER) == []


def test_nothing_of_what_may_not_be_seen_is_found_or_counted(model_city: ModelCity, tmp_path: Path) -> None:
    everybody = opened_for(model_city, desk_in(tmp_path / "all"), OPENS_NAMES)
    table = everybody.addresses
    area = str(table["buurtcode"][0])
    nobody = desk_in(tmp_path / "none", actor=Actor("els", "els", (Grant("alles", areas=frozenset({"BU0000"})),)))
    some = desk_in(tmp_path / "some", actor=Actor("els", "els", (Grant("alles", areas=frozenset({area})),)))
    blind, part = opened_for(model_city, nobody, OPENS_NAMES), opened_for(model_city, some, OPENS_NAMES)
    one = row(everybody)
    asked = [one["adres"], one["straat"], one["postcode"], one["address_id"], f"{one['pand_id']:016}", owner(part)[1]]
    for text in map(str, asked):
        assert [found for found in search(blind, text) if found.kind not in (Kind.RUN, Kind.SELECTION)] == []
    here = {row["address_id"] for row in table.to_pylist() if row["buurtcode"] == area}
    for text in map(str, asked):
        assert {found.target for found in of(search(part, text), Kind.ADDRESS)} <= here
    street = [row for row in table.to_pylist() if row["straat"] == one["straat"] and row["address_id"] in here]
    assert f"{len(street)} adres" in of(search(part, str(one["straat"])), Kind.STREET)[0].sublabel


def test_an_address_with_a_bond_is_found_no_more_than_one_that_is_not_there(model_city: ModelCity, desk: Desk) -> None:
    own = row(opened_for(model_city, desk))
    with desk.state.transaction() as transaction:
        made = Recusal("r1", ANYBODY.person, str(own["address_id"]), Bond.OWN, "2026-03-01T00:00:00.000000Z")
        declare(transaction, made)
    run = opened_for(model_city, desk)
    for text in (str(own["adres"]), str(own["address_id"])):
        assert own["address_id"] not in {found.target for found in search(run, text)}


def test_that_somebody_searched_is_logged_and_what_was_typed_is_not(model_city: ModelCity, desk: Desk) -> None:
    typed = "Voornaam Achternaam 12"
    with desk.operation(Action.SEARCH) as operation:
        search(open_run(model_city.workspace, operation, model_city.outcome.run_id, SHELF), typed)
    with desk.state.transaction(reads=True) as transaction:
        lines = transaction.column("SELECT line FROM audit_entry ORDER BY entry_no")
    assert [json.loads(line)["action"] for line in lines] == ["search", "search"]
    assert not any("naam" in line.lower() for line in lines)
    assert processings(desk) == 0


def test_another_act_searches_nothing_and_too_short_a_text_finds_nothing(model_city: ModelCity, desk: Desk) -> None:
    operation = begun(desk, Action.SUBJECT_ACCESS)
    with pytest.raises(AccessDenied):
        search(open_run(model_city.workspace, operation, model_city.outcome.run_id, SHELF), "Dorpsstraat")
    run = opened_for(model_city, desk)
    assert search(run, "") == search(run, " a ") == ()


@pytest.mark.parametrize(
    "text", ["'", "%", "\\", "(((", "\x00\x00", "straat" * 90, "1 2 3 4 5 6 7 8 9", "🏠 12", "-- ;"]
)
def test_whatever_is_typed_is_answered(run: OpenRun, text: str) -> None:
    assert len(search(run, text)) <= MOST
