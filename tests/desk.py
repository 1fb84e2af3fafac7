# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A desk in a test: a state of its own, one account that may do everything, and a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue, read_approvals
from pandzicht.definitions.check import Check
from pandzicht.definitions.role import Role
from pandzicht.definitions.source import Sensitivity, Source
from pandzicht.definitions.words import Text
from pandzicht.governance.actor import Actor, Grant
from pandzicht.governance.desk import Desk, Operation
from pandzicht.governance.purpose import Purpose, purpose_of
from pandzicht.governance.subject import WORKSPACE, Kind, Subject
from pandzicht.governance.subject_key import SubjectKeys
from pandzicht.ranking.signature import Signature
from pandzicht.runs.area_figures import PURPOSE as PROXIES
from pandzicht.runs.finding import named_run
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.runs.plan import RunPlan
from pandzicht.runs.proxy_gate import sign
from pandzicht.runs.proxy_testing import KeptProxyTest, carry_out_proxy_test
from pandzicht.runs.run import Progress, RunOutcome, carry_out_run
from pandzicht.runs.shelf import Shelf
from pandzicht.sources.delivery import Delivery
from pandzicht.sources.intake import load_delivery
from pandzicht.store.publish import read_json
from pandzicht.store.state_database import StateDatabase, open_state
from pandzicht.store.workspace import Workspace
from tests.log_watch import WATCH


def silent(_label: str, _part: float) -> None:
    """Show no progress."""


NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ALL = Role(
    role="alles",
    label=Text(nl="Alles"),
    may=tuple(Action),
    purposes="all",
    sees=(Sensitivity.OBJECT, Sensitivity.PERSON),
)
APPROVALS = read_approvals(Path(__file__).resolve().parents[1] / "catalogue")
ANYBODY = Actor("tester", "tester", (Grant("alles"),))


def state_in(folder: Path) -> StateDatabase:
    """The state database in a folder, as SQLite."""
    return open_state(folder / "state.sqlite", now=NOW)


def desk_in(
    folder: Path,
    *,
    actor: Actor = ANYBODY,
    roles: Mapping[str, Role] | None = None,
    state: StateDatabase | None = None,
    now: datetime = NOW,
) -> Desk:
    """A desk whose state and keys are in a folder; by default for one account that may do everything."""
    return Desk(
        state=state or state_in(folder),
        actor=actor,
        roles={"alles": ALL, **(roles or {})},
        keys=SubjectKeys(folder / "keys"),
        clock=lambda: now,
        origin="test",
        demo=True,
        approvals=APPROVALS,
    )


def desk_of(space: Workspace, **how: object) -> Desk:
    """A desk at the state of a workspace."""
    return desk_in(space.state, **how)  # type: ignore[arg-type]


def purposes_in(catalogue: Catalogue) -> tuple[Purpose, ...]:
    """The purposes of all checks of a catalogue."""
    return tuple(sorted({purpose_of(check) for check in catalogue.checks.values()}))


def begun(desk: Desk, action: Action, subject: Subject = WORKSPACE, purposes: Sequence[Purpose] = ()) -> Operation:
    """An operation that was allowed and logged, and whose end nobody waits for."""
    with desk.operation(action, subject, purposes) as operation:
        operation.is_ended = True
    operation.is_ended = False
    WATCH.unended.add(operation.act.operation_id)
    return operation


def opened(
    space: Workspace,
    run_id: str | None = None,
    action: Action = Action.SELECT,
    desk: Desk | None = None,
    shelf: Shelf | None = None,
) -> OpenRun:
    """A run opened for an act on behalf of somebody who may do everything, for the purposes of all its checks."""
    name = named_run(space, run_id)
    definitions = read_json(space.runs / name / "definitions.json")
    purposes = {purpose_of(Check.model_validate(item)) for item in definitions["checks"].values()} | {PROXIES}
    operation = begun(desk or desk_of(space), action, Subject(Kind.RUN, name), tuple(sorted(purposes)))
    return open_run(space, operation, name, shelf)


def reopened(run: OpenRun, action: Action) -> OpenRun:
    """The same run, opened for another act."""
    return opened(run.workspace, run.run_id, action, run.operation.desk)


@contextmanager
def operating(
    space: Workspace, action: Action, subject: Subject = WORKSPACE, purposes: Sequence[Purpose] = ()
) -> Iterator[Operation]:
    """An act of somebody who may do everything in a workspace."""
    with desk_of(space).operation(action, subject, purposes) as operation:
        yield operation


def proxies_tested(run: OpenRun, *, threads: int = 2) -> KeptProxyTest:
    """The proxy test of a run, made by somebody who may do everything."""
    return carry_out_proxy_test(reopened(run, Action.TEST_PROXIES), threads=threads)


def signed(run: OpenRun, signatures: Sequence[Signature]) -> None:
    """Sign for findings of a proxy test, as somebody who may do everything."""
    sign(reopened(run, Action.SIGN_PROXY), signatures)


def loaded(space: Workspace, source: Source, files: Sequence[Path], **how: Any) -> Delivery:
    """A delivery taken in by somebody who may do everything."""
    with operating(space, Action.LOAD, Subject(Kind.SOURCE, source.source)) as operation:
        return load_delivery(space, operation, source, files, **how)


def ran(plan: RunPlan, *, threads: int = 2, progress: Progress = silent, in_force: bool = False) -> RunOutcome:
    """A run carried out by somebody who may do everything."""
    with operating(plan.workspace, Action.RUN, Subject(Kind.RUN, plan.run_id), plan.purposes) as operation:
        return carry_out_run(plan, operation, threads=threads, progress=progress, in_force=in_force)


__all__ = [
    "ALL",
    "ANYBODY",
    "APPROVALS",
    "NOW",
    "begun",
    "desk_in",
    "desk_of",
    "loaded",
    "opened",
    "operating",
    "proxies_tested",
    "purposes_in",
    "ran",
    "reopened",
    "signed",
    "silent",
    "state_in",
]
