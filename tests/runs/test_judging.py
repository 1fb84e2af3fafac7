# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What contradicts what, and which rows can be judged at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pandzicht.definitions.action import Action
from pandzicht.errors import NotAvailable, PandzichtError
from pandzicht.exports.csv_file import write_csv
from pandzicht.exports.described import About
from pandzicht.exports.questions import described_questions
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.recusal import Bond, Recusal, declare
from pandzicht.language import Language
from pandzicht.linking.judgement import Judgement, Said
from pandzicht.linking.question import Question
from pandzicht.linking.tier import Tier
from pandzicht.runs.answer_file import JudgementFaults
from pandzicht.runs.judgements import Answer, kept_judgements
from pandzicht.runs.judging import LONGEST_NAME, Taken, contradictions, take_judgements
from pandzicht.store.publish import write_json, write_pointer
from pandzicht.store.state_database import moment
from pandzicht.store.workspace import Workspace
from tests.desk import NOW, desk_of, operating
from tests.sources.making import a_source, a_workspace, address_rows, csv_file, load, rows_in

DAY, LATER = date(2026, 3, 1), date(2026, 3, 2)
HERE, THERE = "9999010000000001", "9999010000000002"


def answer(said: Said, address: str = HERE) -> Answer:
    return Answer("kvk", "aa", address, said)


def earlier(said: Said, address: str = HERE, *, by: str = "Jan", on: date = DAY) -> Judgement:
    return Judgement("kvk", "aa", address, said, on, by)


@pytest.mark.parametrize(
    ("given", "before", "contradict"),
    [
        (answer(Said.SAME), earlier(Said.DIFFERENT), True),
        (answer(Said.DIFFERENT), earlier(Said.SAME), True),
        (answer(Said.SAME), earlier(Said.SAME, THERE), True),
        (answer(Said.SAME), earlier(Said.SAME), False),
        (answer(Said.SAME), earlier(Said.DIFFERENT, THERE), False),
        (answer(Said.DIFFERENT), earlier(Said.DIFFERENT, THERE), False),
        (answer(Said.UNSURE), earlier(Said.SAME), False),
        (answer(Said.DIFFERENT), earlier(Said.UNSURE), False),
        (answer(Said.SAME), earlier(Said.DIFFERENT, by="Els"), False),
        (answer(Said.SAME), earlier(Said.SAME, THERE, by="Els"), True),
    ],
)
def test_what_cannot_both_be_true(given: Answer, before: Judgement, contradict: bool) -> None:
    assert bool(contradictions([given], [before], by="Els")) is contradict


def test_what_somebody_took_back_contradicts_nobody() -> None:
    before = [earlier(Said.SAME, on=LATER), earlier(Said.DIFFERENT, on=DAY)]
    assert contradictions([answer(Said.SAME)], before, by="Els") == ()
    assert contradictions([Answer("kvk", "bb", HERE, Said.DIFFERENT)], before, by="Els") == ()


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """A workspace with one delivery of the source `register`."""
    workspace = a_workspace(tmp_path / "w")
    load(workspace, a_source(), csv_file(tmp_path / "in.csv", address_rows(20)))
    return workspace


def take(space: Workspace, path: Path, *, by: str, on: date) -> Taken:
    with operating(space, Action.JUDGE) as operation:
        return take_judgements(space, operation, path, by=by, on=on)


def queue(
    path: Path, space: Workspace, *answers: str, row_id: str = "", source: str = "register", address: str = HERE
) -> Path:
    """A queue about the first rows, filled in; the last of them has another name when that is given."""
    rows = rows_in(next(space.deliveries.glob("*/*/rows.parquet")))[: len(answers)]
    ids = [f"{row['row_id']:016x}" for row in rows]
    ids[-1] = row_id or ids[-1]
    asked = [Question(source, name, "x", address, "Hier 1", None, Tier.UNIT_PART, 1) for name in ids]
    described = described_questions(asked, About("x", "", DAY, DAY), Language.NL)
    table = described.table.set_column(8, "oordeel", [list(answers)])
    write_csv(type(described)(table, described.notes, described.about), path)
    return path


def test_answers_are_kept_and_what_is_empty_is_counted(space: Workspace, tmp_path: Path) -> None:
    path = queue(tmp_path / "q.csv", space, "zelfde", "", "anders", "onbekend")
    taken = take(space, path, by="  Els  de Boer ", on=DAY)
    assert [taken.rows(said) for said in Said] == [1, 1, 1]
    assert (taken.empty, taken.is_new, taken.kept.by, taken.contradictions) == (1, True, "Els de Boer", ())
    again = take(space, path, by="Els de Boer", on=LATER)
    assert (again.is_new, kept_judgements(space)) == (False, (taken.kept,))


def test_what_contradicts_an_earlier_answer_is_taken_in_and_told(space: Workspace, tmp_path: Path) -> None:
    take(space, queue(tmp_path / "a.csv", space, "zelfde", "zelfde"), by="Els", on=DAY)
    taken = take(space, queue(tmp_path / "b.csv", space, "anders", "zelfde"), by="Jan", on=DAY)
    assert [(each.answer.said, each.earlier.said, each.earlier.by) for each in taken.contradictions] == [
        (Said.DIFFERENT, Said.SAME, "Els")
    ]


@pytest.mark.parametrize(("row_id", "source"), [("00000000000000aa", "register"), ("", "elders")])
def test_a_row_that_is_not_there_is_told_and_nothing_is_kept(
    space: Workspace, tmp_path: Path, row_id: str, source: str
) -> None:
    path = queue(tmp_path / "q.csv", space, "zelfde", row_id=row_id, source=source)
    with pytest.raises(JudgementFaults, match=f"line 2, column rij: source '{source}' has no row"):
        take(space, path, by="Els", on=DAY)
    assert kept_judgements(space) == ()


def test_a_queue_without_answers_is_told(space: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotAvailable, match="no line has an answer"):
        take(space, queue(tmp_path / "q.csv", space, ""), by="Els", on=DAY)


@pytest.mark.parametrize("by", ["", "  ", "x" * (LONGEST_NAME + 1)])
def test_somebody_must_have_judged(space: Workspace, tmp_path: Path, by: str) -> None:
    with pytest.raises(PandzichtError, match="say who judged"):
        take(space, tmp_path / "weg.csv", by=by, on=DAY)


LIMITED = Actor("tester", "tester", (Grant("alles", areas=frozenset({"BU0518"})),))


def test_nobody_judges_an_address_with_which_they_have_a_bond(space: Workspace, tmp_path: Path) -> None:
    with desk_of(space).state.transaction() as transaction:
        declare(transaction, Recusal("1", "tester", HERE, Bond.OWN, moment(NOW)))
    path = queue(tmp_path / "q.csv", space, "zelfde")
    with pytest.raises(JudgementFaults, match=r"line 2, column address_id: .* or you declared a bond with it"):
        take(space, path, by="Els", on=DAY)
    assert kept_judgements(space) == ()


def test_an_earlier_answer_about_an_address_with_a_bond_is_not_told(space: Workspace, tmp_path: Path) -> None:
    take(space, queue(tmp_path / "a.csv", space, "zelfde"), by="Jan", on=DAY)
    with desk_of(space).state.transaction() as transaction:
        declare(transaction, Recusal("1", "tester", HERE, Bond.OWN, moment(NOW)))
    taken = take(space, queue(tmp_path / "b.csv", space, "zelfde", address=THERE), by="Els", on=DAY)
    assert taken.contradictions == ()


def test_who_is_limited_to_an_area_judges_nothing_of_which_the_area_is_not_known(
    space: Workspace, tmp_path: Path
) -> None:
    path = queue(tmp_path / "q.csv", space, "zelfde")
    with (
        pytest.raises(JudgementFaults, match="outside your areas"),
        desk_of(space, actor=LIMITED).operation(Action.JUDGE) as operation,
    ):
        take_judgements(space, operation, path, by="Els", on=DAY)


def test_who_is_limited_to_an_area_judges_the_addresses_in_it(space: Workspace, tmp_path: Path) -> None:
    folder = space.runs / "2026-03-01-abcdefabcdef"
    folder.mkdir(parents=True)
    write_json(folder / "manifest.json", {})
    table = pa.table({"address_id": [HERE, THERE], "buurtcode": ["BU05180101", "BU0999"]})
    pq.write_table(table, folder / "addresses.parquet")
    write_pointer(space.runs / "current", folder.name)

    def taken(address: str) -> int:
        path = queue(tmp_path / f"{address}.csv", space, "zelfde", address=address)
        with desk_of(space, actor=LIMITED).operation(Action.JUDGE) as operation:
            return len(take_judgements(space, operation, path, by="Els", on=DAY).answers)

    assert taken(HERE) == 1
    with pytest.raises(JudgementFaults, match="outside your areas"):
        taken(THERE)
