# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Draws a selection from a published run and keeps it: what was proposed, from which frame, how probable."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.definitions.action import Action
from pandzicht.definitions.check import Check
from pandzicht.errors import Gone, NotAvailable, NotFound, PandzichtError
from pandzicht.governance.handover import open_handover
from pandzicht.governance.purpose import purpose_of
from pandzicht.governance.stops import stop_of
from pandzicht.ranking.second_visits import second_visits
from pandzicht.ranking.selection import Against, Ask, Selection, draw_selection, unknown_unit
from pandzicht.ranking.slots import Slot
from pandzicht.runs.channel_mark import refuse_after_term
from pandzicht.runs.kept_slots import kept_slots, list_hash, lot_of, slot_counts, write_slots
from pandzicht.runs.manifest import empty_frame
from pandzicht.runs.neighbours import Neighbours
from pandzicht.runs.opened import OpenRun
from pandzicht.runs.proxy_gate import proxy_state, refuse_unsigned
from pandzicht.store.content import file_sha256
from pandzicht.store.engine import Engine, literal, quoted
from pandzicht.store.publish import fresh_folder, publish_folder, read_json, write_json
from pandzicht.store.tombstone import whole_tombstone
from pandzicht.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class KeptSelection:
    """A selection as it is kept in the workspace."""

    selection_id: str
    folder: Path
    account: dict[str, Any]

    @property
    def units(self) -> pa.Table:
        """The proposed units in order of rank."""
        return pq.read_table(self.folder / "selection.parquet")

    @property
    def frame(self) -> pa.Table:
        """Every unit of the frame with its inclusion probability."""
        return pq.read_table(self.folder / "frame.parquet")

    @property
    def second_visits(self) -> frozenset[str]:
        """The units to which a second inspector goes too; none of a list from before that was drawn."""
        share = self.account.get("second_visit", 0.0)
        return second_visits(self.units["unit_id"].to_pylist(), self.selection_id, share)

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slots in which the order was held against a list of people; none where it was not."""
        return kept_slots(self.folder)


def select(run: OpenRun, check_name: str, ask: Ask) -> KeptSelection:
    """Draw and keep a selection; the same question on the same run gives the selection that stands there.

    The addresses that it proposes are logged before it is given. Of a check that was stopped all units are drawn at
    random, without its points, and the account says so. Raises SelectionBlocked, outside a demo, without a proxy test
    or while a proxy of the check is not signed for.
    """
    run.operation.allows(Action.SELECT)
    check = active_check(run, check_name)
    run.operation.serves(purpose_of(check))
    refuse_after_term(run.manifest, run.today)
    _refuse_withheld(run, check, ask)
    return _kept(run, check, ask)


def _refuse_withheld(run: OpenRun, check: Check, ask: Ask) -> None:
    """Raise NotFound, as for a unit that does not exist, when one is added by hand that whoever asks may not see."""
    neighbours = Neighbours(run)
    by_hand = [item.unit_id for item in (*ask.manual, *(ask.against.units if ask.against else ()))]
    withheld = {neighbours.unit_name(check, number) for number in run.withheld} if by_hand else set()
    named = sorted(withheld & set(by_hand))
    if named:
        raise NotFound(unknown_unit(", ".join(named)))
    twice = sorted({unit for unit in by_hand if by_hand.count(unit) > 1})
    if ask.against and twice:
        raise PandzichtError(f"{', '.join(twice)}: added by hand twice, or also in the list; name every unit once")


def _written(staging: Path, account: dict[str, Any], drawn: Selection, against: Against | None) -> dict[str, Any]:
    """Write the tables of a selection and its account, with their hashes; return the account."""
    pq.write_table(drawn.units, staging / "selection.parquet", compression="zstd")
    pq.write_table(drawn.frame, staging / "frame.parquet", compression="zstd")
    tables = ["selection.parquet", "frame.parquet"]
    tables += write_slots(staging, against.units, drawn.slots) if against else ()
    files = {name: file_sha256(staging / name) for name in tables}
    write_json(staging / "selection.json", account | {"files": files})
    return account | {"files": files}


def _log(run: OpenRun, check: Check, units: pa.Table) -> None:
    run.concerned(map(run.find, units["address_id"].to_pylist()), check.check)


def shown_units(run: OpenRun, kept: KeptSelection) -> list[dict[str, Any]]:
    """Return the proposed units that whoever asks may see, in order of rank."""
    twice = kept.second_visits
    shown = (unit for unit in kept.units.to_pylist() if run.find(unit["address_id"]) not in run.withheld)
    return [unit | {"second_visit": unit["unit_id"] in twice} for unit in shown]


def _kept(run: OpenRun, check: Check, ask: Ask) -> KeptSelection:
    stop = stop_of(run.operation, check.check)
    state = proxy_state(run, check.check) if stop else refuse_unsigned(run, check.check)
    asked: dict[str, Any] = {
        "run": run.run_id,
        "check": check.check,
        "size": ask.size,
        "seed": ask.seed,
        "manual": [{"unit_id": item.unit_id, "reason": item.reason} for item in ask.manual],
        **_disputes(run, check),
    }
    if ask.against:
        asked["against"] = {"slots": ask.against.slots, "list": list_hash(ask.against.units)}
    if stop:
        ask = replace(ask, without_model=True)
        asked["stopped"] = {"stop": stop.stop_id, "at": stop.stopped_at, "because": stop.reason}
    name = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()[:8]
    selection_id = f"{check.check}-{run.on.isoformat()}-{name}"
    folder = run.workspace.selections / selection_id
    if folder.is_dir():
        kept = kept_selection(run.workspace, selection_id)
        _log(run, check, kept.units)
        return kept
    if ask.against:
        ask = replace(ask, against=replace(ask.against, lot=lot_of(selection_id, ask.seed)))
    with run.workspace.writing():
        drawn = _drawn(run, check, ask)
        staging = fresh_folder(run.workspace.staging / f"selection-{selection_id}")
        try:
            told = {"selection": selection_id, **asked, **_account(run, check, drawn), "proxies": state.document()}
            account = _written(staging, told, drawn, ask.against)
            _log(run, check, drawn.units)
            publish_folder(staging, folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    return KeptSelection(selection_id, folder, account)


def _disputes(run: OpenRun, check: Check) -> dict[str, list[str]]:
    """Return which disputes a draw goes by: the same question after another dispute is another selection."""
    points = {*check.points, *(check.challenger.points if check.challenger else ())}
    found = sorted(item.dispute_id for item in run.disputes if item.signal in points)
    return {"disputes": found} if found else {}


def active_check(run: OpenRun, name: str) -> Check:
    """Return a check from which may be drawn; raise NotFound for one that did not run, NotAvailable without a frame."""
    active = run.manifest["active"]["checks"]
    if name not in active:
        reason = run.idle.get(name)
        why = f"is not active: {reason.en}" if reason else f"is not in run {run.run_id}; it has {', '.join(active)}"
        raise NotFound(f"check '{name}' {why}")
    nobody = empty_frame(run.manifest, name)
    if nobody:
        raise NotAvailable(f"{nobody.en}; there is nothing to draw from")
    return run.catalogue.checks[name]


def _drawn(run: OpenRun, check: Check, ask: Ask) -> Selection:
    anew = {"signals": run.counted, "ranking": run.ranking} if run.disputed else {}
    with engine_on(run, anew) as engine:
        return draw_selection(engine, check, run.context, ask)


@contextmanager
def engine_on(run: OpenRun, anew: Mapping[str, pa.Table]) -> Iterator[Engine]:
    """Give an engine with the tables of a run from which a selection is drawn, some of them made anew."""
    with Engine(threads=2, memory_mib=1_500) as engine:
        for table, content in anew.items():
            engine.register(table, content)
        for table in sorted({"addresses", "indicators", "signals", "ranking"} - set(anew)):
            path = literal(run.path(table).as_posix())
            engine.run(f"CREATE VIEW {quoted(table)} AS SELECT * FROM read_parquet({path})")
        yield engine


def _account(run: OpenRun, check: Check, drawn: Selection) -> dict[str, Any]:
    """Return what an outsider needs beside the drawn units to recompute a yield."""
    return {
        "on": run.on.isoformat(),
        "unit": check.unit,
        "strata": dict(drawn.strata),
        "second_visit": check.strata.second_visit,
        "frame_size": drawn.frame.num_rows,
        "could_pass_cut_off": drawn.could_pass,
        **({"slots": slot_counts(drawn.slots)} if drawn.slots else {}),
        "purpose": check.purpose,
        "legal_basis": [basis.article for basis in check.legal_basis],
        "unverified_legal_basis": not all(basis.is_verified for basis in check.legal_basis),
        "run_inputs_hash": run.manifest["inputs_hash"],
        **({"channel": run.manifest["channel"]} if run.manifest.get("channel") else {}),
    }


def selections_of(workspace: Workspace) -> tuple[KeptSelection, ...]:
    """Return the selections that are kept, the newest peildatum first; without those whose lists were destroyed."""
    there = sorted(workspace.selections.iterdir()) if workspace.selections.is_dir() else []
    kept = (path for path in there if (path / "selection.json").is_file() and whole_tombstone(path) is None)
    found = [kept_selection(workspace, path.name) for path in kept]
    return tuple(sorted(found, key=lambda item: (item.account["on"], item.selection_id), reverse=True))


def listed_units(run: OpenRun, kept: KeptSelection) -> list[dict[str, Any]]:
    """Return the units of a kept selection that whoever asks may see, in order of rank; they are logged first.

    To who may export the facts of it only, nothing is told of how it was drawn: its units stand as one walks past.
    Raises NotFound, as for one that does not exist, to an inspector who does not have it.
    """
    run.operation.allows(Action.EXPORT_SELECTION, Action.EXPORT_FACTS, Action.SEE_HANDED)
    _refuse_not_handed(run, kept)
    check = run.catalogue.checks[kept.account["check"]]
    run.operation.serves(purpose_of(check))
    units = shown_units(run, kept)
    run.concerned((run.find(unit["address_id"]) for unit in units), check.check)
    if run.operation.act.action is Action.EXPORT_SELECTION:
        return units
    bare = ({name: unit[name] for name in ("unit_id", "address_id", "adres", "second_visit")} for unit in units)
    return sorted(bare, key=lambda unit: (unit["adres"] or "", unit["address_id"]))


def _refuse_not_handed(run: OpenRun, kept: KeptSelection) -> None:
    """Raise NotFound to who sees what was handed over, for a selection that was not."""
    if run.operation.act.action is not Action.SEE_HANDED:
        return
    with run.operation.state.transaction(reads=True) as transaction:
        if open_handover(transaction, kept.selection_id) is None:
            raise NotFound(f"selection '{kept.selection_id}' was not handed over; ask who hands selections over")


def kept_selection(workspace: Workspace, selection_id: str) -> KeptSelection:
    """Return a kept selection, whose account names its run and check.

    Raises NotFound, naming those there are; Gone when its lists were destroyed under a rule.
    """
    folder = workspace.selections / selection_id
    if not (folder / "selection.json").is_file():
        there = sorted(path.name for path in workspace.selections.iterdir()) if workspace.selections.is_dir() else []
        raise NotFound(f"selection '{selection_id}' does not exist; known are {', '.join(there) or 'none'}")
    stone = whole_tombstone(folder)
    if stone is not None:
        raise Gone(
            f"selection '{selection_id}' was destroyed under {stone.rule} ({stone.basis}) on {stone.on}; what it was "
            "drawn from, and the hashes of its lists, remain in its selection.json"
        )
    return KeptSelection(selection_id, folder, read_json(folder / "selection.json"))
