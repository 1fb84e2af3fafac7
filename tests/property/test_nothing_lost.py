# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever a register delivers: every row ends somewhere, and a lost addition never empties a dwelling.

Towns are drawn with the traps that real ones have: bare numbers beside letters and additions, the same street in two
towns, one number under two postcodes, withdrawn objects with the name of a new one, former names, protected objects.
Rows name one of its addresses and lose or change parts of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from pandzicht.linking import link
from pandzicht.linking.link import link_sources
from pandzicht.linking.names import NAME_STEPS
from pandzicht.linking.step import Step
from pandzicht.linking.tier import State
from tests.linking.town import (
    Home,
    Row,
    Town,
    found_doubts,
    found_links,
    linked_apart,
    number_of,
    object_of,
    pand_of,
    row_of,
)

BUILDINGS = (
    Home(1, straat="kerkstraat", postcode="2511CA", woonplaats="duinrijk", pand=0),
    Home(2, straat="kerkstraat", postcode="2511CA", woonplaats="duinrijk", pand=1),
    Home(2, straat="kerkstraat", postcode="2511CB", woonplaats="duinrijk", pand=1),
    Home(1, straat="kerkstraat", postcode="2600AA", woonplaats="duinoord", pand=2),
    Home(1, straat="marktweg", postcode="2511CA", woonplaats="duinrijk", pand=3),
    Home(1, straat="marktwag", postcode="2512AA", woonplaats="duinrijk", pand=4),
)
LETTERS = (None, "A", "B")
MANY = 24
"""Rows per town: a town costs more than a row."""
most = settings(max_examples=max(12, settings.default.max_examples // MANY))
few = settings(max_examples=max(5, settings.default.max_examples // MANY))
ADDITIONS = (None, "1", "2", "12", "A", "HS", "BIS1")


@dataclass(frozen=True, slots=True)
class Told:
    """A row beside what it speaks of, and whether what is left of it must still lead there."""

    row: Row
    truth: int
    is_altered: bool


homes = st.builds(
    replace,
    st.sampled_from(BUILDINGS),
    huisletter=st.sampled_from(LETTERS),
    toevoeging=st.sampled_from(ADDITIONS),
    levensfase=st.sampled_from(("bestaand", "bestaand", "bestaand", "bestaand", "ingetrokken", "toekomstig")),
)


@st.composite
def towns(draw: st.DrawFn) -> list[Home]:
    listed = draw(st.lists(homes, min_size=1, max_size=16))
    renamed = draw(st.sets(st.integers(0, len(listed) - 1), max_size=2))
    return [
        replace(home, also=(home.named(straat="oude" + str(home.straat), former=True),)) if place in renamed else home
        for place, home in enumerate(listed)
    ]


@st.composite
def told(draw: st.DrawFn, town: list[Home]) -> Told:
    """A row about one of the homes: ids kept or lost, parts lost, the unit lost in part, or changed."""
    truth = draw(st.integers(0, len(town) - 1))
    home = town[truth]
    row = row_of(home)
    if draw(st.booleans()):
        row = replace(row, object_id=object_of(truth))
    if draw(st.integers(0, 3)) == 0:
        row = replace(row, nummeraanduiding_id=number_of(truth))
    if draw(st.integers(0, 3)) == 0 and home.pand is not None:
        row = replace(row, pand_id=pand_of(home.pand))
    for part in draw(st.sets(st.sampled_from(["straat", "postcode", "woonplaats", "huisletter", "toevoeging"]))):
        row = replace(row, **{part: None})
    if draw(st.integers(0, 4)) == 0:
        row = replace(row, huisnummer=draw(st.sampled_from([None, 1, 2, 9])))
    is_altered = draw(st.integers(0, 3)) == 0
    if is_altered:
        row = replace(row, huisletter=draw(st.sampled_from(LETTERS)), toevoeging=draw(st.sampled_from(ADDITIONS)))
    return Told(row, truth, is_altered)


@st.composite
def deliveries(draw: st.DrawFn) -> tuple[list[Home], list[Told]]:
    town = draw(towns())
    return town, draw(st.lists(told(town), min_size=MANY // 2, max_size=MANY))


def survives(home: Home, one: Told) -> bool:
    """Whether enough is left of a row to lead to its address: an id, the pand, or a building with its number."""
    row = one.row
    number = row.huisnummer == home.huisnummer
    building = number and (row.postcode == home.postcode or row.straat == home.straat)
    return building or row.object_id is not None or row.pand_id is not None


def unit(letter: str | None, addition: str | None) -> str:
    return (letter or "") + (addition or "")


def names_another(town: list[Home], one: Told) -> bool:
    """Whether a changed unit is, letter by letter, the name of another home: then the source says something else."""
    row = one.row
    return one.is_altered and any(
        row.huisnummer == home.huisnummer
        and unit(row.huisletter, row.toevoeging) == unit(home.huisletter, home.toevoeging)
        and (row.postcode == home.postcode or row.straat == home.straat)
        for place, home in enumerate(town)
        if place != one.truth
    )


@most
@given(deliveries())
def test_a_row_leads_to_its_address_or_leaves_it_in_doubt(delivery: tuple[list[Home], list[Told]]) -> None:
    homes, tales = delivery
    outcomes = linked_apart(Town(homes), [one.row for one in tales])
    for one, (outcome, doubted) in zip(tales, outcomes, strict=True):
        if not survives(homes[one.truth], one) or (one.row.object_id is None and names_another(homes, one)):
            continue
        event(f"{outcome.state} {outcome.tier}")
        assert outcome.address_no == one.truth or one.truth in doubted, (one, outcome, doubted)


@most
@given(deliveries(), st.data())
def test_rows_that_could_not_count_change_no_link_and_hide_no_doubt_of_those_that_could(
    delivery: tuple[list[Home], list[Told]], data: st.DataObject
) -> None:
    homes, tales = delivery
    ended = data.draw(st.sets(st.integers(0, len(tales) - 1)))
    rows = [replace(one.row, sleutel="ended" if place in ended else None) for place, one in enumerate(tales)]
    town = Town(homes)
    source = town.deliver("brp", rows)
    link_sources(town.engine, [source])
    links, doubted = found_links(town.engine), found_doubts(town.engine, "brp")
    link_sources(town.engine, [replace(source, may_count="sleutel <> 'ended'")])
    left = found_doubts(town.engine, "brp")
    assert found_links(town.engine) == links
    assert left <= doubted
    for place, one in enumerate(tales):
        if place in ended or not survives(homes[one.truth], one):
            continue
        if one.row.object_id is None and names_another(homes, one):
            continue
        assert links["brp", place].address_no == one.truth or one.truth in left, (one, links["brp", place], left)


@few
@given(deliveries())
def test_a_row_that_ties_with_another_address_is_never_tied_by_its_text(
    delivery: tuple[list[Home], list[Told]],
) -> None:
    homes, tales = delivery
    twins = [replace(home, pand=9) for home in homes]
    town = Town([*homes, *twins])
    rows = [replace(one.row, object_id=None, nummeraanduiding_id=None) for one in tales]
    link_sources(town.engine, [town.deliver("kvk", rows)])
    tied = [found for found in found_links(town.engine).values() if found.state == "linked"]
    assert [found for found in tied if found.address_no is not None] == []


@few
@given(deliveries(), st.lists(homes, max_size=2))
def test_rows_in_are_rows_linked_doubtful_unlinked_or_protected(
    delivery: tuple[list[Home], list[Told]], shelters: list[Home]
) -> None:
    homes, tales = delivery
    town = Town(homes, shelters)
    rows = [one.row for one in tales]
    sources = [town.deliver("brp", rows), town.deliver("kvk", rows[1:]), town.deliver("leeg", [])]
    result = link_sources(town.engine, sources)
    for source, count in (("brp", len(rows)), ("kvk", len(rows) - 1), ("leeg", 0)):
        assert result.rows(source) == count == sum(result.rows(source, state) for state in State)
    listed = town.engine.rows("SELECT source::VARCHAR, delivery_no, row_no FROM links")
    assert len(listed) == len(set(listed)) == 2 * len(rows) - 1
    misfits = town.engine.rows(
        "SELECT * FROM links WHERE (state = 'linked') <> (probability IS NOT NULL) OR probability >= 1 OR gap < 0 "
        "OR (state = 'linked') <> (coalesce(address_no, pand_no) IS NOT NULL) OR address_no = runner_up "
        "OR (state = 'doubtful') > (runner_up IS NOT NULL) "
        "OR state = 'protected' AND coalesce(address_no, pand_no, runner_up) IS NOT NULL"
    )
    assert misfits == []


@few
@given(deliveries())
def test_the_first_look_settles_nothing_otherwise_than_the_long_way(
    delivery: tuple[list[Home], list[Told]],
) -> None:
    homes, tales = delivery
    town = Town(homes)
    source = town.deliver("brp", [one.row for one in tales])
    link_sources(town.engine, [source])
    at_once, doubted = found_links(town.engine), found_doubts(town.engine, "brp")
    blind = tuple(
        Step(step.name, f"SELECT * FROM ({step.query}) WHERE FALSE")
        if step.name in {"link_named_ids", "link_alone"}
        else step
        for step in NAME_STEPS
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link, "NAME_STEPS", blind)
        link_sources(town.engine, [source])
    assert found_links(town.engine) == at_once
    assert found_doubts(town.engine, "brp") == doubted


@few
@given(deliveries())
def test_an_order_of_rows_or_a_number_of_threads_changes_nothing(delivery: tuple[list[Home], list[Told]]) -> None:
    homes, tales = delivery
    rows = [one.row for one in tales]
    town = Town(homes)
    link_sources(town.engine, [town.deliver("brp", rows)])
    links, doubted = found_links(town.engine), found_doubts(town.engine, "brp")
    town.engine.run("SET threads = 1")
    link_sources(town.engine, [town.deliver("brp", rows[::-1])])
    turned = {("brp", len(rows) - 1 - row_no): found for (_, row_no), found in found_links(town.engine).items()}
    assert turned == links
    assert found_doubts(town.engine, "brp") == doubted


@few
@given(deliveries(), st.data())
def test_a_protected_address_takes_its_rows_along_and_is_never_a_candidate(
    delivery: tuple[list[Home], list[Told]], data: st.DataObject
) -> None:
    homes, tales = delivery
    hidden = tales[0].truth
    shelter = replace(homes[hidden], also=())
    others = [home for place, home in enumerate(homes) if place != hidden]
    town = Town(others, [shelter])
    named = row_of(shelter)
    if data.draw(st.booleans()):
        named = replace(named, postcode=None)
    town.engine.run(f"UPDATE protected_names SET object_id = {object_of(99)}")
    rows = [named, replace(named, huisletter="Z", toevoeging="Z9"), Row(object_id=object_of(99))]
    result = link_sources(town.engine, [town.deliver("brp", rows)])
    assert {found.state for found in found_links(town.engine).values()} == {"protected"}
    assert result.examples == ()
