# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""`pandzicht propose --dry-run`: what the catalogue in the folder would do to the lists of the run in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from pandzicht.cli.output import Output
from pandzicht.cli.page import Page
from pandzicht.definitions.action import Action
from pandzicht.definitions.catalogue import COMPARED, Catalogue
from pandzicht.definitions.difference import Change, Difference, differences
from pandzicht.definitions.edit import EDITED, Edit, Edited
from pandzicht.governance.activity import activity_of_comparison
from pandzicht.governance.catalogue_in_force import CATALOGUE
from pandzicht.governance.desk import Desk
from pandzicht.runs.finding import active_checks, named_run, purposes_of
from pandzicht.runs.opened import OpenRun, open_run
from pandzicht.store.workspace import Workspace
from pandzicht.worklist.trial import TURNS, Trial, trial


def try_out(desk: Desk, space: Workspace, output: Output, catalogue: Catalogue) -> None:
    """Say what each changed signal, norm and check would do to the answers and lists of the run in force."""
    run_id = named_run(space)
    checks = active_checks(space, run_id)
    with desk.operation(Action.TRY_OUT, CATALOGUE, purposes_of(space, run_id, checks)) as operation:
        run = open_run(space, operation, run_id)
        changed = _changed(run, catalogue)
        trials = dict(_trials(run, catalogue, changed, output))
        if not trials:
            operation.concerns((), activity=activity_of_comparison(run.catalogue), run=run_id)
    document = {
        "run": run_id,
        "changed": [one.place for one in changed],
        "trials": {place: asdict(found) for place, found in trials.items()},
    }
    output.answer(document, lambda to: _show(to, run_id, changed, trials))


def _changed(run: OpenRun, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Return in what the folder differs from the definitions of the run."""
    before, after = run.catalogue.document(), catalogue.document()
    return differences({name: before[name] for name in COMPARED}, {name: after[name] for name in COMPARED})


def _trials(
    run: OpenRun, catalogue: Catalogue, changed: tuple[Difference, ...], output: Output
) -> Iterator[tuple[str, Trial]]:
    checks = [name for name in run.manifest["active"]["checks"] if name in catalogue.checks]
    for one in changed:
        if one.folder in EDITED and one.change is Change.CHANGED:
            edited = Edited(Edit(one.folder, one.name, ""), catalogue, (), is_readable=True)
            yield one.place, trial(run, edited, checks, output.page.language)


def _show(page: Page, run_id: str, changed: tuple[Difference, ...], trials: Mapping[str, Trial]) -> None:
    say = page.say
    page.line(say("Tried on run {run}; nothing was proposed or kept.", run=run_id))
    if not changed:
        page.line(say("The folder says what that run was compared with."))
    for one in changed:
        page.line(f"{one.place}:", hang=2)
        if one.place not in trials:
            page.line(say("what it does shows only after a comparison"), indent=2)
            continue
        for line in _lines(page, trials[one.place]):
            page.line(line, indent=2, hang=2)


def _lines(page: Page, found: Trial) -> Iterator[str]:
    """Yield what a change does in words: per signal how answers turn, per check who comes and leaves."""
    for signal in found.signals:
        turned = ", ".join(f"{page.say(TURNS[turn])}: {count}" for turn, count in signal.counts.items() if count)
        yield f"{signal.signal}: {turned or page.say('no answer changes')}"
    for listed in found.lists:
        yield page.say(
            "list {check}: {before} now, {after} with this change; {came} come on it, {left} leave it",
            check=listed.check,
            before=listed.before,
            after=listed.after,
            came=listed.came_count,
            left=listed.left_count,
        )
