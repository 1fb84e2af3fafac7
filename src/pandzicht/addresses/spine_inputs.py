# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The deliveries that make the spine of a run, newest first, laid side by side as views of voorkomens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa

from pandzicht.addresses.spine_tables import SCHEMAS, SpineTables
from pandzicht.errors import NotAvailable
from pandzicht.store.engine import Engine, parquet_list
from pandzicht.store.publish import read_json


@dataclass(frozen=True, slots=True)
class SpineInput:
    """One delivery: where its tables are, its day, and whether it holds history."""

    tables: Mapping[str, Path | pa.Table]
    on: date
    sequence: int
    current_only: bool
    name: str

    @property
    def age(self) -> tuple[date, int, bool]:
        """What newer deliveries have more of; of one day and number the one with history tells most."""
        return self.on, self.sequence, not self.current_only


def stored_input(folder: Path) -> SpineInput:
    """Return a delivery of the spine from its published folder, with day and nature from `delivery.json`."""
    account = read_json(folder / "delivery.json")
    return SpineInput(
        tables={name: folder / f"{name}.parquet" for name in SCHEMAS},
        on=date.fromisoformat(account["date"]),
        sequence=int(account.get("sequence", 0)),
        current_only=bool(account.get("current_only", False)),
        name=f"{account.get('source', folder.parent.name)} of {account['date']}",
    )


def held_input(spine: SpineTables, on: date, name: str) -> SpineInput:
    """Return a spine that is in memory as an input."""
    return SpineInput(spine.tables(), spine.on or on, 0, current_only=spine.current_only, name=name)


def check_dates(inputs: Sequence[SpineInput], *, on: date, known: date, valid_for: timedelta) -> None:
    """Raise NotAvailable when a delivery of the current state only is asked for a day that it cannot speak of."""
    for item in inputs:
        if not item.current_only:
            continue
        if item.on > known:
            raise NotAvailable(f"{item.name} was not yet known on {known}; ask what was known by {item.on} or later")
        if not item.on <= on <= item.on + valid_for:
            until = f" to {item.on + valid_for}" if valid_for else ""
            raise NotAvailable(
                f"{item.name} holds only what was current then and cannot tell of {on}; "
                f"take {item.on}{until} as peildatum, or load a BAG extract, which has the history"
            )


def lay_side_by_side(engine: Engine, inputs: Sequence[SpineInput]) -> None:
    """Create the views `in_NAME` with all voorkomens and `delivery_rank`, 0 for the newest delivery."""
    ordered = sorted(inputs, key=lambda item: item.age, reverse=True)
    for name in SCHEMAS:
        parts = []
        for rank, item in enumerate(ordered):
            held = item.tables[name]
            if isinstance(held, Path):
                relation = parquet_list([held])
            else:
                relation = f"held_{name}_{rank}"
                engine.register(relation, held)
            parts.append(f"SELECT *, {rank} AS delivery_rank, {not item.current_only} AS has_history FROM {relation}")
        engine.run(f"CREATE OR REPLACE TEMP VIEW in_{name} AS " + " UNION ALL BY NAME ".join(parts))


def take_away(engine: Engine, inputs: Sequence[SpineInput]) -> None:
    """Drop what `lay_side_by_side` made."""
    for name in SCHEMAS:
        engine.run(f"DROP VIEW IF EXISTS in_{name}")
        for rank, item in enumerate(sorted(inputs, key=lambda item: item.age, reverse=True)):
            if not isinstance(item.tables[name], Path):
                engine.forget(f"held_{name}_{rank}")
