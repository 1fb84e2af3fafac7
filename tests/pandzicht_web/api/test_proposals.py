# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A machine reads proposals; to approve one is for a person at a page."""

from __future__ import annotations

import shutil
from pathlib import Path

from pandzicht.cli.main import main
from pandzicht.store.workspace import open_workspace
from tests.calling import by_session, by_token, problem
from tests.model_city import ModelCity
from tests.office import office_in


def test_a_proposal_is_read_and_not_decided(model_city: ModelCity, tmp_path: Path) -> None:
    folder = tmp_path / "city"
    shutil.copytree(model_city.workspace.root, folder)
    assert main(["propose", "--because", "een ander punt", "--workspace", str(folder)]) == 0
    office = office_in(open_workspace(folder))
    machine = by_token(office, "anna", "")
    (listed,) = machine.get("proposals").json()["proposals"]
    told = machine.get(f"proposals/{listed['reference']}").json()
    assert told | listed == told
    assert (told["state"], told["approved_by"], told["reason"]) == ("proposed", [], "een ander punt")
    problem(by_session(office, "esra", "").send("POST", f"proposals/{listed['reference']}", {}), 405)
    problem(machine.get("proposals/00000000-1"), 404)
    problem(by_session(office, "chris").get("proposals"), 403)
