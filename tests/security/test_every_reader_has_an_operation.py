# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""No function of the core gives data of a workspace without an operation, and no command is without an act (S1)."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any, get_type_hints

import pytest

import pandzicht.cli
import pandzicht.maps
import pandzicht.runs
import pandzicht.searching
import pandzicht.sources
import pandzicht.worklist
from pandzicht.cli.verbs import VERBS, carried_out_by

PROOF = {"Operation", "OpenRun", "CheckOfRun", "EvidenceRows", "DossierMaker", "Explainer", "ListedCheck"}
"""What proves that an act was allowed and logged: an operation, or what can only be made with one."""
PLACES = {"Workspace", "RunPlan", "Delivery"}
"""What leads to data of a workspace."""
WITHOUT_CONTENT = {
    "what there is and of which day, and public facts of the BAG: needed to ask at the desk at all": {
        "runs.finding.active_checks",
        "runs.finding.runs_of",
        "runs.selecting.selections_of",
        "runs.finding.address_in",
        "runs.finding.areas_in_force",
        "runs.finding.date_of_run",
        "runs.finding.known_check",
        "runs.finding.named_run",
        "runs.finding.purposes_of",
        "runs.finding.run_before",
        "runs.judgements.judgements_known",
        "runs.judgements.kept_judgements",
        "runs.plan.plan_run",
        "runs.plan.plan_spine",
        "runs.public_account.asked_of_run",
        "runs.reproduction.plan_again",
        "runs.selecting.kept_selection",
        "sources.delivery.all_deliveries",
        "sources.delivery.deliveries_of",
        "sources.delivery.delivery_named",
        "sources.delivery.published_of",
        "sources.standing.deliveries_in_force",
        "sources.unsealing.subject_of_unsealing",
        "sources.standing.earlier_deliveries",
    },
    "hashes, names of files and counts, and nothing of what they are of": {
        "runs.manifest.manifest_of",
        "runs.proxy_gate.read_signatures",
        "runs.refusal.breaches",
        "runs.source_row.place_of",
        "runs.verify.verify_workspace",
        "sources.originals.original_of",
        "sources.originals.refuse_gone",
        "sources.order.loaded_before",
        "sources.order.order_of",
        "sources.originals.sweep_orphans",
        "sources.uploads.drop_upload",
        "sources.uploads.incoming",
        "sources.uploads.place_of",
        "sources.uploads.refuse_dropped",
        "sources.uploads.sweep_uploads",
    },
    "parts of one act, in the engine: what they make leaves through functions that take an operation": {
        "runs.judgements.keep_judgements",
        "runs.link_stage.link_rows",
        "runs.link_stage.make_links",
        "runs.link_stage.stand",
        "runs.run.compute",
        "runs.spine_stage.make_spine",
        "runs.spine_stage.names_of_towns",
        "runs.spine_stage.pointed_to",
        "runs.spine_stage.protecting",
        "runs.stages.stages_of",
        "sources.intake.sweep",
        "sources.row_intake.judged_rows",
        "sources.row_intake.take_in_rows",
        "sources.spine_intake.judged_spine",
        "sources.uploads.opened_upload",
        "sources.spine_intake.take_in_spine",
        "sources.standing.standing_rows",
    },
}
"""Functions that need no operation, by the reason: the written list of what goes unlogged."""


def functions() -> Iterator[tuple[str, str, Callable[..., Any]]]:
    """Every public function of the packages that read a workspace: module, name, function."""
    for package in (pandzicht.maps, pandzicht.runs, pandzicht.searching, pandzicht.sources, pandzicht.worklist):
        for found in pkgutil.iter_modules(package.__path__):
            module = importlib.import_module(f"{package.__name__}.{found.name}")
            for name, item in vars(module).items():
                if inspect.isfunction(item) and item.__module__ == module.__name__ and not name.startswith("_"):
                    yield module.__name__.removeprefix("pandzicht."), name, item


def types_of(function: Callable[..., Any]) -> set[str]:
    """The names of the types that a function takes."""
    hints = {name: kind for name, kind in inspect.get_annotations(function).items() if name != "return"}
    return {part for kind in hints.values() for part in str(kind).replace("|", " ").replace("[", " ").split()}


def unproven() -> set[str]:
    return {
        f"{module}.{name}"
        for module, name, item in functions()
        if types_of(item) & PLACES and not types_of(item) & PROOF
    }


def listed() -> set[str]:
    return {name for names in WITHOUT_CONTENT.values() for name in names}


def test_whoever_reads_a_workspace_has_an_operation_or_stands_on_the_list() -> None:
    assert unproven() - listed() == set()


def test_nothing_stands_on_the_list_that_is_not_there() -> None:
    assert listed() - unproven() == set()


def test_a_function_that_reads_and_has_no_operation_would_be_found() -> None:
    def leaking(workspace: Workspace) -> None: ...  # type: ignore[name-defined]  # noqa: F821

    assert types_of(leaking) & PLACES
    assert not types_of(leaking) & PROOF


NO_ACT = {
    "new": "makes an empty workspace",
    "new-state": "makes the empty tables of a state",
    "check": "reads the catalogue, which holds no data",
    "backtest": "reads a table of whoever asks, outside any workspace, and keeps nothing of it",
    "draft-source": "reads a file of whoever asks and shows its header",
    "work": "carries out what others asked for, each piece as an act of theirs",
    "serve": "opens the office, of which every page is an act of its own",
    "demo": "builds a made-up city; its own acts are logged",
}
"""Commands that are no act on data, and why."""


@pytest.mark.parametrize("verb", sorted(VERBS))
def test_every_command_comes_through_the_desk(verb: str) -> None:
    module = inspect.getmodule(carried_out_by(verb))
    assert module is not None
    text = inspect.getsource(module)
    assert ("desk_at(" in text and ".operation(" in text) or verb in NO_ACT or ".decide(" in text


def test_the_list_of_commands_without_an_act_has_no_others() -> None:
    assert set(NO_ACT) <= set(VERBS)


def test_hints_can_be_read() -> None:
    for _, _, item in functions():
        get_type_hints(item)
