# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Loads a made-up city and runs, in a process that can be killed: python -m tests.crash.worker DIR."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from pandzicht.cli.demonstrating import PEILDATUM, load_city
from pandzicht.definitions.rules import sound_catalogue
from pandzicht.runs.plan import Dates, plan_run
from pandzicht.sources.known_readers import known_readers
from pandzicht.store.workspace import open_workspace
from tests.desk import desk_of, ran

SECOND = date.fromordinal(PEILDATUM.toordinal() + 7)


def main(folder: Path) -> None:
    """Load the first wave, run, load the second wave, run again; say when the work begins and ends."""
    workspace = open_workspace(folder)
    catalogue = sound_catalogue(workspace.catalogue, readers=known_readers())
    sys.stdout.write("begun\n")
    sys.stdout.flush()
    for wave, day in ((1, PEILDATUM), (2, SECOND)):
        load_city(desk_of(workspace), workspace, catalogue, lambda _label, _part: None, wave=wave, today=SECOND)
        plan = plan_run(workspace, catalogue, Dates(day, day), seed=1)
        ran(plan, threads=2, progress=lambda _label, _part: None)
    sys.stdout.write("done\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
