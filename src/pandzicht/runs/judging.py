# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A filled-in queue becomes judgements: held against the rows that there are and against what was said before."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pandzicht.definitions.action import Action
from pandzicht.errors import Fault, NotAvailable, PandzichtError
from pandzicht.governance.access import Sight
from pandzicht.governance.desk import Operation
from pandzicht.linking.judgement import Judgement, Said
from pandzicht.runs.answer_file import AnsweredLine, AnswerFile, JudgementFaults, read_answers
from pandzicht.runs.finding import areas_in_force
from pandzicht.runs.judgements import Answer, Judgements, keep_judgements, kept_judgements, replayable
from pandzicht.sources.delivery import deliveries_of
from pandzicht.store.engine import Engine, parquet_list
from pandzicht.store.workspace import Workspace

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Contradiction:
    """An answer that cannot be true together with one that was given before."""

    answer: Answer
    earlier: Judgement


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a filled-in queue; `is_new` is false when these answers were kept already."""

    kept: Judgements
    answers: tuple[Answer, ...]
    empty: int
    contradictions: tuple[Contradiction, ...]
    is_new: bool

    def rows(self, said: Said) -> int:
        """Return how many answers say so."""
        return sum(answer.said is said for answer in self.answers)


def take_judgements(workspace: Workspace, operation: Operation, path: Path, *, by: str, on: date) -> Taken:
    """Read a filled-in queue and keep its answers, as given by somebody on a day.

    Nobody judges an address outside their areas, or with which they have a bond, nor is told what was said of one.
    Raises JudgementFaults with all that is wrong with the file, NotAvailable when nothing is filled in; then nothing
    is kept.
    """
    operation.allows(Action.JUDGE)
    name = _name(by)
    file = read_answers(path)
    if not file.lines:
        raise NotAvailable(f"{path}: no line has an answer; fill in the column oordeel")
    return take_answers(workspace, operation, file, by=name, on=on)


def take_answers(workspace: Workspace, operation: Operation, file: AnswerFile, *, by: str, on: date) -> Taken:
    """Keep answers, as given by somebody on a day: whole or not at all, as those of a filled-in queue.

    Raises JudgementFaults for rows that are not there, and for addresses that whoever judges may not see.
    """
    operation.allows(Action.JUDGE)
    name = _name(by)
    seen = _seen(workspace, operation.sight, {line.answer.address_id for line in file.lines})
    faults = [*_unknown_rows(workspace, file), *_outside(file, seen)]
    if faults:
        raise JudgementFaults(file.name, faults)
    answers = tuple(line.answer for line in file.lines)
    with workspace.writing():
        earlier = replayable(kept_judgements(workspace))
        kept, is_new = keep_judgements(workspace, answers, by=name, on=on)
    found = contradictions(answers, earlier, by=name)
    told = _seen(workspace, operation.sight, {each.earlier.address_id for each in found})
    return Taken(kept, answers, file.empty, tuple(each for each in found if each.earlier.address_id in told), is_new)


def _seen(workspace: Workspace, sight: Sight, addresses: Collection[str]) -> frozenset[str]:
    """Return the addresses that may be seen; the area of one is that of the run in force."""
    areas = {} if sight.areas is None else areas_in_force(workspace)
    return frozenset(name for name in addresses if sight.shows_address(name, areas.get(name)))


def _outside(file: AnswerFile, seen: Collection[str]) -> Iterator[Fault]:
    for line in file.lines:
        if line.answer.address_id not in seen:
            found = "this address lies outside your areas, or you declared a bond with it (Awb art. 2:4)"
            yield Fault(file.name, f"line {line.line}, column address_id", found, "leave the line to a colleague")


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name or len(name) > LONGEST_NAME:
        raise PandzichtError(f"--by '{by}' is no name; say who judged, in at most {LONGEST_NAME} signs")
    return name


def contradictions(answers: Sequence[Answer], earlier: Sequence[Judgement], *, by: str) -> tuple[Contradiction, ...]:
    """Return what cannot be true together with what was said before; who answers anew takes back the own word."""
    newest: dict[tuple[str, str, str, str], Judgement] = {}
    for each in sorted(earlier, key=lambda judgement: judgement.on):
        newest[each.source, each.row_id, each.address_id, each.by] = each
    anew = {answer.question for answer in answers}
    of_row: dict[tuple[str, str], list[Judgement]] = {}
    for (source, row_id, address_id, name), judgement in newest.items():
        if name != by or (source, row_id, address_id) not in anew:
            of_row.setdefault((source, row_id), []).append(judgement)
    return tuple(
        Contradiction(answer, judgement)
        for answer in answers
        for judgement in of_row.get((answer.source, answer.row_id), ())
        if _contradict(answer, judgement)
    )


def _contradict(answer: Answer, earlier: Judgement) -> bool:
    """Tell whether a row cannot be both: this address and not this address, or this address and another."""
    said = {answer.said, earlier.said}
    if answer.address_id == earlier.address_id:
        return said == {Said.SAME, Said.DIFFERENT}
    return said == {Said.SAME}


def _unknown_rows(workspace: Workspace, file: AnswerFile) -> Iterator[Fault]:
    """Yield the lines of which the row is in no delivery of its source."""
    by_source: dict[str, list[AnsweredLine]] = {}
    for line in file.lines:
        by_source.setdefault(line.answer.source, []).append(line)
    there = _rows_there(workspace, {name: [line.answer.row_id for line in own] for name, own in by_source.items()})
    for line in file.lines:
        source, row_id = line.answer.source, line.answer.row_id
        if row_id not in there[source]:
            found = f"source '{source}' has no row '{row_id}' in this workspace"
            remedy = "is this the workspace that the queue is of? else leave the line out"
            yield Fault(file.name, f"line {line.line}, column rij", found, remedy)


def _rows_there(workspace: Workspace, asked: Mapping[str, Sequence[str]]) -> dict[str, frozenset[str]]:
    found = {}
    with Engine(threads=1) as engine:
        for source, row_ids in asked.items():
            homes = dict.fromkeys((workspace, workspace.within(None)))
            deliveries = [delivery for home in homes for delivery in deliveries_of(home, source)]
            paths = [delivery.rows for delivery in deliveries if delivery.rows.is_file()]
            numbers = [int(row_id, 16) for row_id in row_ids]
            rows = f"SELECT DISTINCT row_id FROM {parquet_list(paths)} WHERE row_id IN (SELECT unnest(?::UBIGINT[]))"
            known = engine.rows(rows, [numbers]) if paths else []
            found[source] = frozenset(f"{number:016x}" for (number,) in known)
    return found
