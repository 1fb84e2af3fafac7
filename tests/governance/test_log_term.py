# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A log that would forget whom it concerned within half a year is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pandzicht.errors import WorkspaceFault
from pandzicht.governance.log_term import term_of_log
from pandzicht.store.workspace import Workspace

TODAY = date(2026, 3, 1)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(root=tmp_path, name="Duinrijk", demo=True, spine="bag", catalogue=tmp_path)


@pytest.mark.parametrize("text", ["P6M", "P3Y", "P184D"])
def test_half_a_year_and_longer_is_kept(workspace: Workspace, text: str) -> None:
    assert str(term_of_log(replace(workspace, log_keeps=text), TODAY)) == text


@pytest.mark.parametrize("text", ["P5M", "P30D", "", "3 jaar"])
def test_less_or_no_period_is_refused_by_name(workspace: Workspace, text: str) -> None:
    with pytest.raises(WorkspaceFault, match=r"pandzicht.toml: \[log\] keeps .* is not a period of at least P6M"):
        term_of_log(replace(workspace, log_keeps=text), TODAY)
