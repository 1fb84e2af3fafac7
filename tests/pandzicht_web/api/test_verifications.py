# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine has everything recomputed, and is told what is not as it was published."""

from __future__ import annotations

import shutil
from pathlib import Path

from pandzicht.store.workspace import open_workspace
from tests.calling import by_session, by_token, problem
from tests.model_city import ModelCity
from tests.office import office_in


def test_what_was_altered_is_told_first(model_city: ModelCity, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    shutil.copytree(model_city.workspace.root, folder)
    office = office_in(open_workspace(folder))
    machine = by_token(office, "anna", "")
    assert machine.send("POST", "verifications").json()["wrong"] == 0
    table = next(folder.glob("state/runs/*/signals.parquet"))
    table.write_bytes(table.read_bytes() + b"x")
    told = machine.send("POST", "verifications").json()
    assert told["wrong"] == 1
    assert (told["verdicts"][0]["sound"], bool(told["verdicts"][0]["finding"])) == (False, True)
    problem(by_session(office, "chris").send("POST", "verifications"), 403)
