# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One complete comparison: stage after stage, published by one rename and one pointer, never altered afterwards."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.errors import Gone
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.governance.catalogue_in_force import is_approved
from pandzicht.governance.desk import Operation
from pandzicht.runs.manifest import manifest_of
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.stage import carry_out, published_folder
from pandzicht.runs.stages import stages_of
from pandzicht.sources.persons import persons_in
from pandzicht.store.engine import Engine
from pandzicht.store.publish import publish_folder, read_json, write_json, write_pointer
from pandzicht.store.tombstone import whole_tombstone

Progress = Callable[[str, float], None]
"""Told what is being done and which part of the whole is behind us (0 to 1)."""

MEMORY_MIB = 2_000


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """A published run: its name, folder and manifest; `computed` is false when it stood there already."""

    run_id: str
    folder: Path
    manifest: dict[str, Any]
    computed: bool
    in_force: str
    """The run that people work from: this one, or a later one that it was kept beside."""
    approved: bool
    """Whether its definitions are those that two persons saw; only in a demo they need not be."""
    resumed: tuple[str, ...] = ()


def carry_out_run(
    plan: RunPlan, operation: Operation, *, threads: int, progress: Progress, in_force: bool = False
) -> RunOutcome:
    """Compute and publish a run, or take the one that these same inputs already gave.

    Every person whose rows are compared is logged before anything is published. It becomes the run in force unless
    the run in force has a later date; `in_force` makes it so in any case. Raises NotApproved, outside a demo, for
    definitions that four eyes did not see, Gone for a run that was destroyed.
    """
    operation.allows(Action.RUN)
    for purpose in plan.purposes:
        operation.serves(purpose)
    approved = is_approved(operation, plan.catalogue)
    with plan.workspace.writing():
        target = plan.workspace.runs / plan.run_id
        staging = plan.workspace.staging / f"run-{plan.hash[:16]}"
        if target.is_dir():
            _refuse_destroyed(target)
            current = _put_in_force(plan, always=in_force)
            # who was stopped just after it was published could not clear up
            shutil.rmtree(staging, ignore_errors=True)
            return RunOutcome(plan.run_id, target, _manifest_in(target), False, current, approved)
        staging.mkdir(parents=True, exist_ok=True)
        resumed = compute(plan, staging, threads, progress)
        log_comparison(plan, operation)
        publish_folder(published_folder(staging), target)
        current = _put_in_force(plan, always=in_force)
        shutil.rmtree(staging)
        progress("done", 1.0)
        return RunOutcome(plan.run_id, target, _manifest_in(target), True, current, approved, resumed)


def log_comparison(plan: RunPlan, operation: Operation) -> int:
    """Log every person whose rows a plan reads, each once; return how many they are."""
    concerned: set[bytes] = set()
    for name, deliveries in plan.deliveries.items():
        concerned |= persons_in(plan.catalogue.sources[name], [item.rows for item in deliveries if item.rows.is_file()])
    return operation.concerns(
        concerned, activity=activity_of_comparison(plan.catalogue), sources=sorted(plan.deliveries), run=plan.run_id
    )


def _put_in_force(plan: RunPlan, *, always: bool) -> str:
    """Make a run the one in force unless that has a later peildatum or knows of a later day; return what is in force.

    A backtest looks back; what people work from may not go back with it.
    """
    pointer = plan.workspace.runs / "current"
    current = pointer.read_text(encoding="utf-8").strip() if pointer.is_file() else ""
    before = plan.workspace.runs / current
    if not always and current and (before / "manifest.json").is_file() and whole_tombstone(before) is None:
        inputs = _manifest_in(before)["inputs"]
        if any(plan.inputs[name] < inputs[name] for name in ("date", "known")):
            return current
    write_pointer(pointer, plan.run_id)
    return plan.run_id


def compute(plan: RunPlan, staging: Path, threads: int, progress: Progress) -> tuple[str, ...]:
    """Compute a run in staging, manifest included; return the stages that an earlier attempt had finished."""
    begun, seconds = {}, {}
    with (
        ThreadPoolExecutor(max_workers=1) as beside,
        Engine(threads=threads, memory_mib=MEMORY_MIB, spill=staging / "spill") as engine,
    ):
        stages = stages_of(plan, engine)
        for number, stage in enumerate(stages):
            progress(stage.label, number / len(stages))
            since = time.perf_counter()
            begun[stage.name] = carry_out(stage, engine, staging, beside)
            seconds[stage.name] = round(time.perf_counter() - since, 3)
    outcomes = {name: stage.result() for name, stage in begun.items()}
    folder = published_folder(staging)
    write_json(folder / "definitions.json", plan.catalogue.document())
    write_json(folder / "timings.json", {"seconds": seconds, "threads": threads})
    write_json(folder / "manifest.json", manifest_of(plan, outcomes))
    return tuple(name for name, outcome in outcomes.items() if outcome.resumed)


def _refuse_destroyed(folder: Path) -> None:
    stone = whole_tombstone(folder)
    if stone is not None:
        raise Gone(
            f"run '{folder.name}' stood here and was destroyed under {stone.rule} ({stone.basis}) on {stone.on}; what "
            "went under a rule is not made again; compare for another day"
        )


def _manifest_in(folder: Path) -> dict[str, Any]:
    return read_json(folder / "manifest.json")
