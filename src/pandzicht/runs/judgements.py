# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people judged of links, as it is kept: one folder per filled-in queue, published whole, never altered.

A judgement counts from the day on which it was given, so a run that looks back does not know of it. Of one person the
last word holds: by day, and within a day in the order of taking in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.errors import WorkspaceFault
from pandzicht.linking.judgement import Judgement, Said
from pandzicht.store.content import content_hash
from pandzicht.store.publish import fresh_folder, publish_folder, read_json, write_json
from pandzicht.store.table_file import write_table
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.store.workspace import Workspace

ROWS, ACCOUNT = "judgements.parquet", "judgements.json"
_KEY = ("source", "row_id", "address_id")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said of a row and an address, and what was remarked beside it."""

    source: str
    row_id: str
    address_id: str
    said: Said
    remark: str = ""

    @property
    def question(self) -> tuple[str, str, str]:
        """What was asked: this row, this address."""
        return self.source, self.row_id, self.address_id


@dataclass(frozen=True, slots=True)
class Judgements:
    """The answers that one person gave on one day; `sequence` counts them in the order in which they were taken in."""

    id: str
    on: date
    by: str
    sequence: int
    content: str
    sha256: str
    folder: Path

    @property
    def name(self) -> str:
        """What the day, the number and the content call it: the name of its folder."""
        return _name(self.on, self.sequence, self.content)

    def answers(self) -> tuple[Answer, ...]:
        """Return the answers, by source, row and address."""
        columns = pq.read_table(self.folder / ROWS).to_pydict()
        names = (*_KEY, "said", "remark")
        return tuple(
            Answer(source, row_id, address_id, Said(said), remark)
            for source, row_id, address_id, said, remark in zip(*(columns[name] for name in names), strict=True)
        )


def kept_judgements(workspace: Workspace) -> tuple[Judgements, ...]:
    """Return what was taken in and is still there, in that order.

    Raises WorkspaceFault when an account is missing or damaged.
    """
    return tuple(each for each in _taken_in(workspace) if whole_tombstone(each.folder) is None)


def _taken_in(workspace: Workspace) -> tuple[Judgements, ...]:
    home = workspace.judgements
    folders = [path for path in home.iterdir() if path.is_dir()] if home.is_dir() else []
    return tuple(sorted((read_judgements(folder) for folder in folders), key=lambda each: each.sequence))


def judgements_known(workspace: Workspace, known: date) -> tuple[Judgements, ...]:
    """Return what was taken in of answers that were given by a day."""
    return tuple(each for each in kept_judgements(workspace) if each.on <= known)


def replayable(kept: Iterable[Judgements]) -> tuple[Judgement, ...]:
    """Return the judgements as linking replays them: of each person the last word on a row and an address."""
    last: dict[tuple[str, ...], Judgement] = {}
    for each in sorted(kept, key=lambda judgements: (judgements.on, judgements.sequence)):
        for answer in each.answers():
            last[*answer.question, each.by] = Judgement(*answer.question, answer.said, each.on, each.by)
    return tuple(last.values())


def keep_judgements(workspace: Workspace, answers: Sequence[Answer], *, by: str, on: date) -> tuple[Judgements, bool]:
    """Publish answers and return them as they are kept, and whether they are new.

    The same answers as this person gave last are kept once. Whoever calls holds the workspace for writing.
    """
    table = _table(answers)
    content = content_hash(table)
    before = kept_judgements(workspace)
    own = [each for each in before if each.by == by]
    if own and own[-1].content == content:
        return own[-1], False
    sequence = 1 + max((each.sequence for each in _taken_in(workspace)), default=0)
    name = _name(on, sequence, content)
    staging = fresh_folder(workspace.staging / f"judgements-{name}")
    written = write_table(table, staging / ROWS, by=_KEY)
    account = {
        "id": name,
        "on": on.isoformat(),
        "by": by,
        "sequence": sequence,
        "counts": {said.value: sum(answer.said is said for answer in answers) for said in Said},
        "content": written.content,
        "sha256": written.sha256,
    }
    write_json(staging / ACCOUNT, account)
    publish_folder(staging, workspace.judgements / name)
    return read_judgements(workspace.judgements / name), True


def _name(on: date, sequence: int, content: str) -> str:
    return f"{on.isoformat()}-{sequence:04d}-{content[:12]}"


def _table(answers: Sequence[Answer]) -> pa.Table:
    ordered = sorted(answers, key=lambda answer: answer.question)
    names = (*_KEY, "said", "remark")
    columns = zip(*((*answer.question, answer.said.value, answer.remark) for answer in ordered), strict=True)
    return pa.table({name: pa.array(column, pa.string()) for name, column in zip(names, columns, strict=True)})


def read_judgements(folder: Path) -> Judgements:
    """Return what is kept in a folder; raise WorkspaceFault when its account is missing or damaged."""
    try:
        account: dict[str, Any] = read_json(folder / ACCOUNT)
        return Judgements(
            id=account["id"],
            on=date.fromisoformat(account["on"]),
            by=account["by"],
            sequence=account["sequence"],
            content=account["content"],
            sha256=account["sha256"],
            folder=folder,
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorkspaceFault(
            f"{folder / ACCOUNT}: cannot be read ({error!r}); restore the folder {folder.name} from a backup"
        ) from error
