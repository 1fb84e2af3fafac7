# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Judgements outlive a new delivery of the same rows, in whatever order and among whatever others they come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.governance.purpose import Purpose
from pandzicht.linking.judgement import Judgement, Said
from pandzicht.linking.link import LinkResult, LinkSource, link_sources
from pandzicht.sources.standing import standing_rows
from pandzicht.store.engine import Engine
from pandzicht.store.workspace import Workspace
from tests.linking.town import Home, Town
from tests.log_watch import passing_folder
from tests.sources.making import ON, TODAY, a_source, a_workspace, csv_file, load

SOURCE = a_source(expect={"repeated": {"max": 1}, "change": {"max": 10}})
PURPOSE = (Purpose(name="wonen", article="art. 1", check="proef"),)
HOMES = [Home(number, letter, pand=number) for number in (1, 2, 3) for letter in (None, "A")]

Line = dict[str, str]

lines = st.builds(
    lambda straat, huisnummer, huisletter, postcode: {
        "object_id": "",
        "straat": straat,
        "huisnummer": huisnummer,
        "huisletter": huisletter,
        "postcode": postcode,
    },
    st.sampled_from(["Kerkstraat", "Kerkstr", "Elders"]),
    st.sampled_from(["1", "2", "3", "9"]),
    st.sampled_from(["", "A", "Q"]),
    st.sampled_from(["2511CA", ""]),
)


@dataclass(frozen=True)
class Told:
    """Rows as first delivered, as delivered again among others, and what is said of the first ones."""

    first: list[Line]
    again: list[Line]
    said: list[tuple[Said, int]]


@st.composite
def deliveries(draw: st.DrawFn) -> Told:
    first = draw(st.lists(lines, min_size=1, max_size=8))
    again = draw(st.permutations([*first, *draw(st.lists(lines, max_size=4))]))
    said = st.tuples(st.sampled_from(list(Said)), st.integers(0, len(HOMES) - 1))
    return Told(first, list(again), draw(st.lists(said, min_size=len(first), max_size=len(first))))


def linked(
    workspace: Workspace, on: date, judgements: list[Judgement]
) -> tuple[dict[str, tuple[str, int | None]], LinkResult]:
    """What became of every row that stands on a day, by its row_id, and the account of it."""
    with Engine(threads=1) as engine:
        Town(HOMES, engine=engine)
        standing_rows(engine, workspace, SOURCE, on=on, known=on, purposes=PURPOSE)
        result = link_sources(engine, [LinkSource("register", "source_register")], judgements=judgements)
        found = engine.rows("SELECT lower(printf('%016x', row_id)), tier::VARCHAR, address_no FROM links")
        return {row_id: (tier, address_no) for row_id, tier, address_no in found}, result


@settings(max_examples=max(6, settings.default.max_examples // 16))
@given(deliveries())
def test_what_was_judged_holds_after_a_new_delivery_of_the_same_rows(told: Told) -> None:
    later = ON + timedelta(7)
    with passing_folder() as folder:
        workspace = a_workspace(folder / "w")
        load(workspace, SOURCE, csv_file(folder / "a.csv", told.first), today=TODAY)
        rows = sorted(linked(workspace, ON, [])[0])
        judgements = [
            Judgement("register", row_id, f"999901{address_no:010}", said, ON, "Els")
            for row_id, (said, address_no) in zip(rows, told.said, strict=True)
        ]
        before, _ = linked(workspace, ON, judgements)
        load(workspace, SOURCE, csv_file(folder / "b.csv", told.again), on=later, today=TODAY)
        after, result = linked(workspace, later, judgements)
    assert (result.judgements.lost, result.judgements.rows) == (0, len(rows))
    for row_id, (said, address_no) in zip(rows, told.said, strict=True):
        if said is Said.SAME:
            assert before[row_id] == after[row_id] == ("judged", address_no)
        if said is Said.DIFFERENT:
            assert address_no not in {before[row_id][1], after[row_id][1]}
        if said is Said.UNSURE:
            assert before[row_id] == after[row_id] == ("judged_unsure", None)
