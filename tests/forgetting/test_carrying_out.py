# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Exactly what a plan lists is destroyed, in whatever workspace; it is registered, and comes back from no backup."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import Catalogue
from pandzicht.errors import AccessDenied, Altered, Gone
from pandzicht.forgetting.carrying_out import ApprovedPlan, carry_out, plan_of
from pandzicht.forgetting.due import AGAIN, Kind, Plan
from pandzicht.forgetting.held import personal_files
from pandzicht.governance.desk import Desk
from pandzicht.governance.destroyed import Destroyed, register_of_destroyed, registered_numbers
from pandzicht.governance.handover import handovers_of
from pandzicht.runs.finding import named_run
from pandzicht.runs.judgements import kept_judgements
from pandzicht.runs.selecting import kept_selection
from pandzicht.runs.verify import verify_workspace
from pandzicht.sources.delivery import deliveries_of
from pandzicht.store.state_database import StateDatabase
from pandzicht.store.workspace import Workspace
from tests.desk import desk_in, desk_of
from tests.forgetting.filled_workspace import CANARY, decoded, fill, put_judgements, put_run
from tests.log_watch import passing_folder
from tests.sources.making import a_workspace, files_under

OLD, NEW = date(2020, 1, 15), date(2090, 1, 15)
ON = date(2030, 6, 1)
NAMES = ("delivery", "original", "run", "selection", "judgements", "key", "state")
LATER = datetime(2030, 6, 2, 9, 0, tzinfo=UTC)


def planned(space: Workspace, desk: Desk, catalogue: Catalogue, on: date = ON) -> Plan:
    return plan_of(space, catalogue, desk.state, desk.keys, on)


def carried(space: Workspace, desk: Desk, catalogue: Catalogue, plan: Plan, by: str = "els") -> tuple[Destroyed, ...]:
    with desk.operation(Action.DESTROY) as operation:
        return carry_out(space, catalogue, operation, plan, ApprovedPlan(plan.hash, by))


def test_everything_old_goes_and_nothing_of_it_is_left(state: StateDatabase, tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_in(space.state, state=state, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    assert CANARY in decoded(space.state)
    plan = planned(space, desk, catalogue)
    assert {item.kind for item in plan.due} == set(Kind) - {Kind.ROWS}
    lines = carried(space, desk, catalogue, plan)
    assert [(line.kind, line.name) for line in lines] == [(item.kind.value, item.name) for item in plan.due]
    state.close()
    for path in space.state.glob("state.sqlite*"):
        assert CANARY.encode() not in path.read_bytes() or "postgresql" in state.place
    for folder in (path for path in space.state.iterdir() if path.is_dir()):
        assert CANARY not in decoded(folder), folder.name
    assert planned(space, desk, catalogue).due == ()


@given(
    st.fixed_dictionaries({name: st.sampled_from([OLD, date(2029, 5, 31), date(2029, 6, 2), NEW]) for name in NAMES})
)
@settings(max_examples=25)
def test_what_the_dry_run_lists_is_what_is_gone(days: dict[str, date]) -> None:
    with passing_folder() as folder:
        space = a_workspace(folder)
        desk = desk_of(space, now=LATER)
        catalogue = fill(space, desk, days)
        plan = planned(space, desk, catalogue)
        before = {name: text for name, text in files_under(space.state).items() if "sqlite" not in name}
        assert plan == planned(space, desk, catalogue), "a dry run changes nothing"
        carried(space, desk, catalogue, plan)
        after = files_under(space.state)
        gone = {name for name in before if name not in after}
        assert gone == {name for item in plan.due for name in _files(item.kind, item.name, before)}
        told = {f"{part}/{item.name}" for item in plan.due for part in ("selections", "judgements")}
        for name in set(before) - gone:
            assert after[name] == before[name] or any(name.startswith(place) for place in told), name
        with desk.state.transaction(reads=True) as transaction:
            left = {
                Kind.NECESSITY: transaction.rows("SELECT 1 FROM necessity"),
                Kind.BOND: transaction.rows("SELECT 1 FROM recusal"),
                Kind.DISPUTE: transaction.rows("SELECT 1 FROM dispute"),
                Kind.ACCOUNT: transaction.rows("SELECT 1 FROM account WHERE name <> ''"),
            }
        for kind, rows in left.items():
            assert bool(rows) is (kind not in {item.kind for item in plan.due}), kind


_ACCOUNTS = ("delivery.json", "manifest.json", "definitions.json", "selection.json", "judgements.json")


def _files(kind: Kind, name: str, before: dict[str, bytes]) -> set[str]:
    """The files of the state folder that go with a thing in a plan: all of a folder but its account."""
    short = name.rpartition("/")[2]
    places = {
        Kind.ORIGINAL: (f"originals/{short}", f"keys/{short}"),
        Kind.DELIVERY: (f"deliveries/{name}/",),
        Kind.RUN: (f"runs/{name}/",),
        Kind.SELECTION: (f"selections/{name}/",),
        Kind.PROXY_TEST: (f"proxy_tests/{name}/r",),
        Kind.JUDGEMENTS: (f"judgements/{name}/",),
        Kind.SUBJECT_KEY: (f"keys/subjects-{name}.key",),
        Kind.EXPORT: (f"exports/{name}/",),
        Kind.UNFINISHED: (f"staging/{name}/",),
    }
    return {file for file in before if file.startswith(places.get(kind, ("-",))) and not file.endswith(_ACCOUNTS)}


def test_without_an_approval_of_this_plan_by_somebody_else_nothing_goes(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    plan = planned(space, desk, catalogue)
    before = decoded(space.deliveries)
    with desk.operation(Action.DESTROY) as operation:
        for approved, fault in (
            (None, "need the approval of somebody else"),
            (ApprovedPlan("ab" * 32, "els"), "it changed since"),
            (ApprovedPlan(plan.hash, "tester"), "nobody approves the destruction that they carry out themselves"),
        ):
            with pytest.raises(AccessDenied, match=fault):
                carry_out(space, catalogue, operation, plan, approved)
    with desk.operation(Action.VERIFY) as operation, pytest.raises(AccessDenied, match="what was asked and logged"):
        carry_out(space, catalogue, operation, plan, ApprovedPlan(plan.hash, "els"))
    assert decoded(space.deliveries) == before
    with desk.state.transaction(reads=True) as transaction:
        assert register_of_destroyed(transaction) == ()


def test_the_routine_part_needs_no_approval_and_leaves_the_rest(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    plan = planned(space, desk, catalogue)
    with desk.operation(Action.DESTROY) as operation:
        lines = carry_out(space, catalogue, operation, plan.routine)
    assert {line.approved_by for line in lines} == {None}
    assert planned(space, desk, catalogue).due == tuple(item for item in plan.waiting)
    assert planned(space, desk, catalogue).hash == plan.hash


def test_a_plan_of_what_is_there_no_longer_is_refused_whole(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    plan = planned(space, desk, catalogue)
    shutil.rmtree(next(space.runs.iterdir()))
    with pytest.raises(Altered, match="1 things are no longer as they were listed"):
        carried(space, desk, catalogue, plan)
    assert CANARY in decoded(space.selections)


def test_what_was_destroyed_is_told_as_that_and_what_is_gone_without_a_stone_is_wrong(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    (judged,) = kept_judgements(space)
    carried(space, desk, catalogue, planned(space, desk, catalogue))
    with desk.state.transaction(reads=True) as transaction:
        register = registered_numbers(transaction)
    by_name = {verdict.thing.en: verdict for verdict in verify_workspace(space, register)}
    for thing, rule in ((f"judgements {judged.id}", "oordelen P1Y"), ("delivery register", "register.retention P1Y")):
        (verdict,) = [verdict for name, verdict in by_name.items() if name.startswith(thing)]
        assert verdict.sound
        assert verdict.finding is not None
        assert verdict.finding.en == f"destroyed under {rule} on 2030-06-02"
    assert not any(verdict.sound for verdict in verify_workspace(space, {}) if verdict.thing.en.startswith("judgem"))
    (judged.folder / "tombstone.json").unlink()
    (verdict,) = [item for item in verify_workspace(space, register) if item.thing.en == f"judgements {judged.id}"]
    assert (verdict.sound, str(verdict.finding)) == (False, "veranderd of weg: judgements.parquet")


def test_a_stone_of_another_thing_excuses_nothing(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    carried(space, desk, catalogue, planned(space, desk, catalogue))
    (stone,) = space.judgements.glob("*/tombstone.json")
    put_judgements(space, NEW)
    (kept,) = kept_judgements(space)
    shutil.copy(stone, kept.folder)
    (kept.folder / "judgements.parquet").unlink()
    with desk.state.transaction(reads=True) as transaction:
        register = registered_numbers(transaction)
    verdicts = {item.thing.en: item for item in verify_workspace(space, register)}
    assert str(verdicts[f"judgements {kept.id}"].finding) == "veranderd of weg: tombstone.json"


def test_an_old_copy_that_is_put_back_goes_again(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    copied = ("deliveries", "runs", "selections", "judgements", "originals", "keys")
    for name in copied:
        shutil.copytree(space.state / name, tmp_path / "backup" / name)
    carried(space, desk, catalogue, planned(space, desk, catalogue))
    for name in copied:
        shutil.rmtree(space.state / name)
        shutil.copytree(tmp_path / "backup" / name, space.state / name)
    assert CANARY in decoded(space.runs)
    early = planned(space, desk, catalogue, date(2020, 1, 16))
    assert {item.kind for item in early.due} >= {
        Kind.DELIVERY,
        Kind.RUN,
        Kind.SELECTION,
        Kind.JUDGEMENTS,
        Kind.ORIGINAL,
    }
    assert {item.rule for item in early.due if item.kind is not Kind.ORIGINAL} == {AGAIN}
    assert early.waiting == ()
    with desk.operation(Action.DESTROY) as operation:
        carry_out(space, catalogue, operation, early)
    assert CANARY not in "".join(decoded(space.state / name) for name in copied)


def test_what_is_destroyed_is_used_no_more_and_says_so(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    run, selection = next(space.runs.iterdir()).name, next(space.selections.iterdir()).name
    carried(space, desk, catalogue, planned(space, desk, catalogue))
    with pytest.raises(Gone, match=r"was destroyed under runs P1Y \(Bewaarbesluit art. 1\) on 2030-06-02"):
        named_run(space, run)
    with pytest.raises(Gone, match="was destroyed under selecties P1Y"):
        kept_selection(space, selection)
    assert deliveries_of(space, "register") == ()
    assert kept_judgements(space) == ()


def test_what_was_written_with_a_list_goes_with_the_list(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    selection = next(space.selections.iterdir()).name
    row = {"selection_id": "", "check_name": "wonen", "purpose": "wonen", "account": "els", "handed_at": "2020-01-02"}
    ended = {"withdrawn_by": "els", "withdrawn_at": "2020-01-03", "withdrawn_because": CANARY}
    with desk.state.transaction() as transaction:
        transaction.insert("handover", row | {"selection_id": selection, "handover_id": "1", "note": CANARY} | ended)
        transaction.insert("handover", row | {"selection_id": selection, "handover_id": "2", "note": CANARY})
        transaction.insert("handover", row | {"selection_id": "other", "handover_id": "3", "note": "een week"})
    carried(space, desk, catalogue, planned(space, desk, catalogue))
    with desk.state.transaction(reads=True) as transaction:
        closed, taken = sorted(handovers_of(transaction, selection), key=lambda item: item.handover_id)
        (other,) = handovers_of(transaction, "other")
    assert (closed.note, closed.withdrawn_because, closed.withdrawn_at) == ("", "", "2020-01-03")
    assert (taken.note, taken.withdrawn_because, taken.withdrawn_by, taken.is_open) == ("", "", "tester", False)
    assert (other.note, other.is_open) == ("een week", True)


def test_a_destruction_that_was_cut_off_is_finished_next_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    plan = planned(space, desk, catalogue)
    monkeypatch.setattr(Path, "unlink", _no_power)
    with pytest.raises(OSError, match="no power"):
        carried(space, desk, catalogue, plan)
    monkeypatch.undo()
    with desk.operation(Action.DESTROY) as operation:
        left = planned(space, desk, catalogue)
        carry_out(space, catalogue, operation, left, ApprovedPlan(left.hash, "els"))
    run = next(space.runs.iterdir())
    assert personal_files(run, Kind.RUN) == ()
    assert planned(space, desk, catalogue).due == ()


def _no_power(_path: Path, missing_ok: bool = False) -> None:
    del missing_ok
    raise OSError("no power")


def test_a_run_that_is_newer_stays(tmp_path: Path) -> None:
    space = a_workspace(tmp_path)
    desk = desk_of(space, now=LATER)
    catalogue = fill(space, desk, dict.fromkeys(NAMES, OLD))
    kept = put_run(space, NEW)
    carried(space, desk, catalogue, planned(space, desk, catalogue))
    assert named_run(space, kept) == kept
