# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Handles a dispute about a signal of an address: raised, settled, and what the signal was used for (lawful.md 27)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.errors import NotFound
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.governance.concerned import address
from pandzicht.governance.dispute import Dispute, Standing, disputes_of, raise_dispute, reasoned, settle
from pandzicht.runs.opened import OpenRun
from pandzicht.store.publish import read_json
from pandzicht.store.state_database import moment
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Use:
    """A run that gave an answer about the address, or a selection that was drawn from such a run."""

    run: str
    selection: str
    """Empty for the run itself."""
    check: str
    answer: str
    """What the run says: yes or unknown."""
    proposed: bool
    """Whether the selection proposed the address, or the pand that it lies in."""


@dataclass(frozen=True, slots=True)
class Handled:
    """The disputes about an address as they stand, and what a disputed signal was used for."""

    disputes: tuple[Dispute, ...]
    uses: tuple[Use, ...]


def dispute_signal(run: OpenRun, address_id: str, signal: str, because: str) -> Handled:
    """Keep that a signal of an address is disputed; from now on it counts zero, and where it was used is told.

    Raises NotFound for an address or a signal outside the run, PandzichtError without a reason or when it is disputed
    already.
    """
    _allowed(run, address_id, signal)
    desk, reason = run.operation.desk, reasoned(because)
    with run.operation.change() as transaction:
        number = run.operation.act.operation_id
        account = desk.actor.account
        raise_dispute(transaction, Dispute(number, address_id, signal, reason, account, moment(desk.clock())))
    return _handled(run, address_id, signal)


def settle_dispute(run: OpenRun, address_id: str, signal: str, standing: Standing, because: str) -> Handled:
    """Settle a dispute: upheld keeps the signal out until the source is corrected, the other outcomes let it count.

    Raises NotFound when none is in effect, PandzichtError without a reason or for an outcome that cannot follow.
    """
    _allowed(run, address_id, signal)
    desk, reason = run.operation.desk, reasoned(because)
    with run.operation.change() as transaction:
        at, by = moment(desk.clock()), desk.actor.account
        settle(transaction, address_id, signal, standing, because=reason, by=by, at=at)
    return _handled(run, address_id, signal)


def disputes_about(run: OpenRun, address_id: str) -> Handled:
    """Return all disputes about an address."""
    _allowed(run, address_id)
    return _handled(run, address_id, "")


def uses_of(run: OpenRun, address_id: str, signal: str) -> tuple[Use, ...]:
    """Return what a signal of an address was used for: who was told otherwise may have to be told again."""
    _allowed(run, address_id, signal)
    return tuple(_uses(run.workspace, address_id, signal))


def _allowed(run: OpenRun, address_id: str, signal: str = "") -> None:
    run.operation.allows(Action.DISPUTE)
    run.refuse_withheld(run.find(address_id))
    known = run.manifest["active"]["signals"]
    if signal and signal not in known:
        raise NotFound(f"signal '{signal}' is not in run {run.run_id}; it has {', '.join(known)}")
    run.operation.concerns([address(address_id)], activity=activity_of_comparison(run.catalogue), run=run.run_id)


def _handled(run: OpenRun, address_id: str, signal: str) -> Handled:
    with run.operation.state.transaction(reads=True) as transaction:
        found = disputes_of(transaction, address_id)
    return Handled(found, tuple(_uses(run.workspace, address_id, signal)) if signal else ())


def _uses(workspace: Workspace, address_id: str, signal: str) -> Iterator[Use]:
    """Yield every run that still stands and says yes or unknown, and after each the selections drawn from it."""
    kept = [read_json(path) for path in sorted(workspace.selections.glob("*/selection.json"))]
    for folder in sorted(path.parent for path in workspace.runs.glob("*/manifest.json")):
        answer, units = _said(folder, address_id, signal)
        if answer in ("yes", "unknown"):
            yield Use(folder.name, "", "", answer, proposed=False)
            points = read_json(folder / "definitions.json")["checks"]
            for account in kept:
                if account["run"] == folder.name and signal in _points(points[account["check"]]):
                    proposed = bool(units & _proposed(workspace.selections / account["selection"]))
                    yield Use(folder.name, account["selection"], account["check"], answer, proposed)


def _points(check: dict[str, Any]) -> set[str]:
    return {*check["points"], *check.get("challenger", {}).get("points", {})}


def _said(folder: Path, address_id: str, signal: str) -> tuple[str, set[str]]:
    """Return what a run says of an address, and the names that its unit may have; empty when it says nothing."""
    if whole_tombstone(folder) or signal not in pq.read_schema(folder / "signals.parquet").names:
        return "", set()
    addresses = pq.read_table(folder / "addresses.parquet", columns=["address_id", "pand_id"])
    number = pc.index(addresses["address_id"], address_id).as_py()
    if number < 0:
        return "", set()
    pand = addresses["pand_id"][number].as_py()
    units = {address_id} | ({f"{pand:016d}"} if pand is not None else set())
    return str(pq.read_table(folder / "signals.parquet", columns=[signal])[signal][number]), units


def _proposed(folder: Path) -> set[str]:
    if whole_tombstone(folder):
        return set()
    return set(pq.read_table(folder / "selection.parquet", columns=["unit_id"])["unit_id"].to_pylist())
