# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The map shows what the list has, counts it once, hides what may not be seen, and logs whom it tells about."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from pandzicht.addresses.tile import Tile
from pandzicht.addresses.web_mercator import LEVELS
from pandzicht.definitions.action import Action
from pandzicht.errors import AccessDenied, PurposeMissing
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Desk
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.governance.stops import stop
from pandzicht.governance.subject import Kind, Subject
from pandzicht.language import Language
from pandzicht.maps.points import FEWEST
from pandzicht.maps.tiles import map_areas, map_tile, plain_tile
from pandzicht.runs.finding import named_run
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.points import points_of
from pandzicht.runs.shelf import Shelf
from pandzicht.worklist.criteria import Criteria, CriteriaFaults, asked_in
from pandzicht.worklist.listing import worklist
from pandzicht.worklist.view import view_of
from tests.desk import ANYBODY, begun, desk_in, opened
from tests.exports.read_tile import Feature, Layer, read_tile
from tests.maps.logged import last_concerned, processings
from tests.model_city import ModelCity

CHECK = "onrechtmatig_wonen"
EVERYTHING = Criteria()
SHELF = Shelf()
QUERIES = (
    "",
    "signal=geen_bewoner_ingeschreven:yes",
    "drawn=4.05 52.1,4.15 52.1,4.15 52.16,4.1 52.12",
    "drawn=4.05 52.1,4.15 52.1,4.1 52.16&signal=geen_bewoner_ingeschreven:yes&not_visited=12",
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return desk_in(tmp_path)


def listing(city: ModelCity, desk: Desk, action: Action = Action.LIST) -> OpenRun:
    return opened(city.workspace, action=action, desk=desk, shelf=SHELF)


def seeing(folder: Path, *areas: str) -> Desk:
    """The desk of somebody who sees some areas only."""
    return desk_in(folder, actor=Actor("els", "els", (Grant("alles", areas=frozenset(areas)),)))


def tiles(run: OpenRun, zoom: int) -> Iterator[Tile]:
    """All tiles of a zoom in which the run has an address."""
    points = run.tables.once(points_of)
    places = zip((points.columns >> LEVELS - zoom).tolist(), (points.rows >> LEVELS - zoom).tolist(), strict=True)
    return (Tile(zoom, *place) for place in sorted(set(places)))


def layers(run: OpenRun, criteria: Criteria, zoom: int) -> Iterator[dict[str, Layer]]:
    for tile in tiles(run, zoom):
        yield read_tile(gzip.decompress(map_tile(run, CHECK, criteria, tile)))


def features(run: OpenRun, criteria: Criteria, zoom: int, layer: str) -> list[Feature]:
    return [one for found in layers(run, criteria, zoom) if layer in found for one in found[layer].features]


def listed(run: OpenRun, query: str) -> dict[str, tuple[int, int]]:
    """What the list says of each address: signals that are yes, and unknown."""
    found: dict[str, tuple[int, int]] = {}
    for page in range(1, 99):
        asked = view_of(f"{query}&size=200&page={page}")
        answer = worklist(run, CHECK, asked, Language.NL)
        found |= {row.address_id: (row.yes, row.unknown) for row in answer.rows}
        if page == answer.pages:
            break
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_the_map_has_the_addresses_of_the_list_with_its_numbers(model_city: ModelCity, desk: Desk, query: str) -> None:
    run, criteria = listing(model_city, desk), asked_in(query, Criteria)
    expected = listed(run, query)
    near = features(run, criteria, 15, "addresses")
    assert {one.tags["id"]: (one.tags["yes"], one.tags["unknown"]) for one in near} == expected
    assert len(near) == len(expected) > 0
    lines = dict(zip(run.addresses["address_id"].to_pylist(), run.addresses["adres"].to_pylist(), strict=True))
    assert all(one.tags["label"] == lines[one.tags["id"]] for one in near)
    assert {tuple(one.tags) for one in near} == {("id", "label", "yes", "unknown")}, "no points, no place"
    for zoom in (10, 13):
        cells = features(run, criteria, zoom, "cells")
        assert sum(one.tags["count"] for one in cells) == len(expected)
        assert sum(one.tags["yes"] for one in cells) == sum(yes > 0 for yes, _ in expected.values())
    areas = map_areas(run, CHECK, criteria)
    assert sum(area.count for area in areas) == len(expected)


def test_areas_are_drawn_with_the_numbers_of_the_list_beside_the_map(model_city: ModelCity, desk: Desk) -> None:
    run = listing(model_city, desk)
    beside = {area.code: (area.name, area.count, area.yes) for area in map_areas(run, CHECK, EVERYTHING)}
    drawn = features(run, EVERYTHING, 11, "areas")
    assert {one.tags["code"] for one in drawn} == set(beside)
    assert all((one.tags["name"], one.tags["count"], one.tags["yes"]) == beside[one.tags["code"]] for one in drawn)
    assert list(beside.values()) == sorted(beside.values(), key=lambda told: told[0])


def test_what_may_not_be_seen_is_in_no_tile_and_no_number(model_city: ModelCity, tmp_path: Path) -> None:
    codes = model_city.opened().addresses["buurtcode"].to_pylist()
    area = max(set(codes), key=codes.count)
    everybody, somebody = desk_in(tmp_path / "all"), seeing(tmp_path / "some", area)
    whole = {one.tags["id"] for one in features(listing(model_city, everybody), EVERYTHING, 15, "addresses")}
    run = listing(model_city, somebody)
    part = {one.tags["id"] for one in features(run, EVERYTHING, 15, "addresses")}
    here = dict(zip(run.addresses["address_id"].to_pylist(), codes, strict=True))
    assert part == {address for address in whole if here[address] == area}
    assert sum(one.tags["count"] for one in features(run, EVERYTHING, 12, "cells")) == len(part)
    assert [one.code for one in map_areas(run, CHECK, EVERYTHING) if one.count] == [area]
    assert {one.tags["id"] for found in plain(run, somebody) for one in found} <= {
        address for address, code in here.items() if code == area
    }


def plain(run: OpenRun, desk: Desk) -> Iterator[list[Feature]]:
    searching = opened(run.workspace, action=Action.SEARCH, desk=desk, shelf=SHELF)
    for tile in tiles(run, 15):
        found = read_tile(gzip.decompress(plain_tile(searching, tile)))
        yield found["addresses"].features if "addresses" in found else []


def test_an_address_with_a_bond_is_not_drawn_for_who_has_it(model_city: ModelCity, desk: Desk) -> None:
    run = listing(model_city, desk)
    before = {one.tags["id"] for one in features(run, EVERYTHING, 15, "addresses")}
    own = min(before)
    with desk.state.transaction() as transaction:
        declare(transaction, Recusal("r1", ANYBODY.person, own, Bond.OWN, "2026-03-01T00:00:00.000000Z"))
    after = {one.tags["id"] for one in features(listing(model_city, desk), EVERYTHING, 15, "addresses")}
    assert before - after == {own}


def test_points_and_small_cells_are_logged_address_by_address_each_time_they_go_out(
    model_city: ModelCity, desk: Desk
) -> None:
    run = listing(model_city, desk)
    for zoom in (13, 15):
        for tile in list(tiles(run, zoom))[:4]:
            for _ in range(2):
                lines = processings(desk)
                found = read_tile(gzip.decompress(map_tile(run, CHECK, EVERYTHING, tile)))
                assert processings(desk) == lines + 1
                if "addresses" in found:
                    assert {one.tags["id"] for one in found["addresses"].features} <= last_concerned(desk)
                else:
                    counts = [one.tags["count"] for one in found.get("cells", Layer(2, 0, [])).features]
                    assert len(last_concerned(desk)) >= sum(count for count in counts if count < FEWEST)


def test_large_cells_tell_of_nobody(model_city: ModelCity, desk: Desk) -> None:
    run = listing(model_city, desk)
    (tile,) = {Tile(7, at.column >> 8, at.row >> 8) for at in tiles(run, 15)}
    counts = [
        one.tags["count"]
        for one in read_tile(gzip.decompress(map_tile(run, CHECK, EVERYTHING, tile)))["cells"].features
    ]
    assert sum(count >= FEWEST for count in counts) > 0
    assert len(last_concerned(desk)) < sum(counts)


def test_a_stopped_check_shows_the_addresses_without_what_its_signals_say(model_city: ModelCity, desk: Desk) -> None:
    subject = Subject(Kind.CHECK, CHECK)
    stop(begun(desk, Action.STOP, subject), subject, "de punten kloppen niet")
    run = listing(model_city, desk)
    assert {tuple(one.tags) for one in features(run, EVERYTHING, 15, "addresses")} == {("id", "label")}
    assert {tuple(one.tags) for one in features(run, EVERYTHING, 12, "cells")} == {("count",)}
    assert {area.yes for area in map_areas(run, CHECK, EVERYTHING)} == {None}
    with pytest.raises(CriteriaFaults, match="stopped"):
        map_tile(run, CHECK, asked_in(QUERIES[1], Criteria), Tile(0, 0, 0))


def test_the_plain_map_says_of_no_address_what_is_known_there(model_city: ModelCity, desk: Desk) -> None:
    run = listing(model_city, desk, Action.SEARCH)
    lines = processings(desk)
    found = [one for features_there in plain(run, desk) for one in features_there]
    located = run.tables.once(points_of).numbers
    assert sorted(one.id for one in found) == sorted(located.tolist())
    assert {tuple(one.tags) for one in found} == {("id", "label")}
    assert processings(desk) == lines


def test_a_map_of_a_list_takes_the_act_and_the_purpose_of_the_list(model_city: ModelCity, desk: Desk) -> None:
    tile = Tile(0, 0, 0)
    searching, run_id = listing(model_city, desk, Action.SEARCH), named_run(model_city.workspace)
    with pytest.raises(AccessDenied):
        map_tile(searching, CHECK, EVERYTHING, tile)
    with pytest.raises(AccessDenied):
        plain_tile(listing(model_city, desk), tile)
    other = [purpose for purpose in searching.operation.purposes if purpose.check == "hennep"]
    operation = begun(desk, Action.LIST, Subject(Kind.CHECK, CHECK), other)
    with pytest.raises(PurposeMissing):
        map_tile(open_run(model_city.workspace, operation, run_id, SHELF), CHECK, EVERYTHING, tile)


def test_what_others_may_not_see_is_not_kept_for_them(model_city: ModelCity, tmp_path: Path) -> None:
    codes = model_city.opened().addresses["buurtcode"].to_pylist()
    here, there = sorted(set(codes))[:2]
    one, other = (listing(model_city, seeing(tmp_path / code, code)) for code in (here, there))
    for tile in tiles(one, 12):
        drawn = [read_tile(gzip.decompress(map_tile(run, CHECK, EVERYTHING, tile))) for run in (one, other, one)]
        assert drawn[0] == drawn[2]
        for found, code in zip(drawn, (here, there, here), strict=True):
            assert {area.tags["code"] for area in found["areas"].features if area.tags["count"]} <= {code}
