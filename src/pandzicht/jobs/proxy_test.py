# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work of testing a run for what stands in for groups of people."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pandzicht.definitions.action import Action
from pandzicht.governance.desk import Operation
from pandzicht.governance.subject import Kind, Subject
from pandzicht.jobs.work import ActOf, Tell, Work
from pandzicht.language import message
from pandzicht.runs.area_figures import PURPOSE
from pandzicht.runs.finding import named_run
from pandzicht.runs.opened import open_run
from pandzicht.runs.proxy_testing import carry_out_proxy_test
from pandzicht.store.workspace import Workspace


class ProxyTest(Work):
    """Test one run, by default the one in force."""

    label = message("proxy test")
    writes = True

    run: str = ""

    def act(self, workspace: Workspace) -> ActOf:
        """Return the testing of this run."""
        return ActOf(Action.TEST_PROXIES, Subject(Kind.RUN, named_run(workspace, self.run or None)), (PURPOSE,))

    def carry_out(self, workspace: Workspace, operation: Operation, place: Path, tell: Tell) -> Mapping[str, Any]:
        """Test it; return the name of the test and how many pairs came to which verdict."""
        del place
        tell(self.label, 0.0)
        kept = carry_out_proxy_test(open_run(workspace, operation, operation.act.subject.name))
        tell(self.label, 1.0)
        run, name = operation.act.subject.name, kept.account["proxy_test"]
        return {"run": run, "proxy_test": name, "verdicts": kept.result["verdicts"]}
