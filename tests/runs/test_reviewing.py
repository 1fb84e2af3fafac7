# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The queue of a city: the same seed asks the same, nothing is asked twice, nothing protected is asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pandzicht.cli.demonstrating import PEILDATUM
from pandzicht.definitions.action import Action
from pandzicht.errors import ExportRefused
from pandzicht.governance.access import Sight
from pandzicht.language import Language
from pandzicht.linking.judgement import Said
from pandzicht.runs.answer_file import read_answers
from pandzicht.runs.judgements import Answer, keep_judgements, kept_judgements
from pandzicht.runs.plan import Dates, RunPlan, plan_run
from pandzicht.runs.reviewing import Queue, refuse_queue_at, review_queue, write_queue
from tests.desk import operating
from tests.model_city import ModelCity, silent
from tests.sources.making import a_workspace

MANY = 200


def planned(city: ModelCity) -> RunPlan:
    return plan_run(city.workspace, city.catalogue, Dates(PEILDATUM, PEILDATUM), 1)


def asked_of(plan: RunPlan, threads: int = 1) -> Queue:
    with operating(plan.workspace, Action.REVIEW, purposes=plan.purposes) as operation:
        return review_queue(plan, operation, questions=MANY, threads=threads, progress=silent)


@pytest.fixture(scope="module")
def queue(model_city: ModelCity) -> Queue:
    return asked_of(planned(model_city))


def test_the_same_seed_asks_the_same_and_no_more_than_asked(model_city: ModelCity, queue: Queue) -> None:
    assert len(queue.questions) == MANY
    assert asked_of(planned(model_city)).questions == queue.questions
    changes = [question.changes for question in queue.questions]
    assert changes == sorted(changes, reverse=True)


def test_what_is_asked_is_what_the_run_says_of_the_row(model_city: ModelCity, queue: Queue) -> None:
    links = pq.read_table(model_city.outcome.folder / "links.parquet", columns=["source", "row_id", "tier"]).to_pylist()
    tiers = {(link["source"], f"{link['row_id']:016x}"): link["tier"] for link in links}
    assert all(tiers[question.source, question.row_id] != "protected" for question in queue.questions)
    addresses = set(pq.read_table(model_city.outcome.folder / "addresses.parquet")["address_id"].to_pylist())
    assert {question.address_id for question in queue.questions} <= addresses


def test_what_somebody_answered_is_not_asked_again(model_city: ModelCity, queue: Queue, tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    said = [Answer(each.source, each.row_id, each.address_id, Said.UNSURE) for each in queue.questions[:20]]
    keep_judgements(space, said, by="Els", on=PEILDATUM)
    plan = replace(planned(model_city), judgements=kept_judgements(space))
    again = asked_of(plan, threads=2)
    asked = {(each.source, each.row_id) for each in again.questions}
    assert asked.isdisjoint({(each.source, each.row_id) for each in said})
    assert len(asked) > MANY // 2


@pytest.mark.parametrize("name", ["vragen.xlsx", "vragen.csv"])
def test_a_queue_comes_back_untouched(queue: Queue, tmp_path: Path, name: str) -> None:
    write_queue(queue, tmp_path / name, language=Language.EN)
    assert (read_answers(tmp_path / name).lines, read_answers(tmp_path / name).empty) == ((), MANY)
    first = (tmp_path / name).read_bytes()
    write_queue(queue, tmp_path / name, language=Language.EN)
    assert (tmp_path / name).read_bytes() == first


def test_a_queue_is_not_written_over_another_or_in_another_form(tmp_path: Path) -> None:
    (tmp_path / "q.csv").touch()
    with pytest.raises(ExportRefused, match="--force"):
        refuse_queue_at(tmp_path / "q.csv", force=False)
    refuse_queue_at(tmp_path / "q.csv", force=True)
    with pytest.raises(ExportRefused, match=r"\.xlsx, \.csv"):
        refuse_queue_at(tmp_path / "q.parquet", force=False)


def asked_within(city: ModelCity, sight: Sight) -> Queue:
    plan = planned(city)
    with operating(plan.workspace, Action.REVIEW, purposes=plan.purposes) as operation:
        operation.sight = sight
        return review_queue(plan, operation, questions=MANY, threads=1, progress=silent)


def test_nobody_is_asked_about_an_address_outside_their_areas(model_city: ModelCity, queue: Queue) -> None:
    table = pq.read_table(model_city.outcome.folder / "addresses.parquet", columns=["address_id", "adres", "buurtcode"])
    area = {row["address_id"]: row["buurtcode"] for row in table.to_pylist()}
    by_line = {row["adres"]: row["buurtcode"] for row in table.to_pylist()}
    wijk = area[queue.questions[0].address_id][:8]
    found = asked_within(model_city, Sight(areas=frozenset({wijk}))).questions
    assert found
    assert all(area[each.address_id].startswith(wijk) for each in found)
    assert all(by_line[each.other].startswith(wijk) for each in found if each.other)
    assert not all(area[each.address_id].startswith(wijk) for each in queue.questions)


def test_nobody_is_asked_about_an_address_with_which_they_have_a_bond(model_city: ModelCity, queue: Queue) -> None:
    own = queue.questions[0].address_id
    found = asked_within(model_city, Sight(areas=None, recused=frozenset({own}))).questions
    assert len(found) == MANY
    assert own not in {each.address_id for each in found}
    assert queue.questions[0].address not in {each.other for each in found}
