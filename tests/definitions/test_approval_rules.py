# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A catalogue leaves no matter out, and no day."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.approval_rules import approval_faults
from pandzicht.definitions.catalogue import read_catalogue
from tests.small_catalogue import FILES, write_catalogue

NAME = "approvals/vernietiging.yaml"


def told(folder: Path, text: str | None) -> list[tuple[str, str]]:
    catalogue = read_catalogue(write_catalogue(folder, {NAME: text}))
    return [(fault.file, fault.found) for fault in approval_faults(catalogue)]


def test_a_matter_of_which_nothing_was_decided_is_a_fault(tmp_path: Path) -> None:
    assert told(tmp_path / "whole", FILES[NAME]) == []
    ((file, found),) = told(tmp_path / "part", None)
    assert (file, "nothing says how many persons approve 'vernietiging'" in found) == (NAME, True)


def test_a_catalogue_without_roles_decides_nothing_because_nobody_proposes(tmp_path: Path) -> None:
    assert [*approval_faults(read_catalogue(write_catalogue(tmp_path, {"roles/alles.yaml": None, NAME: None})))] == []


@pytest.mark.parametrize(
    ("terms", "ends"),
    [
        ("2020-01-01, to: 2026-06-30", ["2026-06-30"]),
        ("2020-01-01, to: 2026-06-30, article: Besluit}\n  - {from: 2026-07-01", []),
        ("2020-01-01, to: 2026-06-30, article: Besluit}\n  - {from: 2026-07-02", ["2026-06-30"]),
        (
            "2026-07-02, to: 2026-12-31, article: Besluit}\n  - {from: 2020-01-01, to: 2026-06-30",
            ["2026-06-30", "2026-12-31"],
        ),
    ],
)
def test_a_day_for_which_nothing_was_decided_is_a_fault(tmp_path: Path, terms: str, ends: list[str]) -> None:
    found = told(tmp_path, FILES[NAME].replace("from: 2020-01-01", f"from: {terms}"))
    assert [text.partition(",")[0] for _, text in found] == [f"ends on {day}" for day in ends]
