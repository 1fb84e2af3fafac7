# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What differs between two catalogues is told per definition and per key, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.difference import Change, KeyChange, differences
from tests.small_catalogue import bent, write_catalogue

CHECK = "checks/wonen.yaml"


def found(folder: Path, changes: dict[str, str | None]) -> list[tuple[str, Change, tuple[KeyChange, ...]]]:
    before = read_catalogue(write_catalogue(folder / "before")).whole()
    after = read_catalogue(write_catalogue(folder / "after", changes)).whole()
    return [(item.place, item.change, item.keys) for item in differences(before, after)]


def test_a_comment_and_another_layout_are_no_difference(tmp_path: Path) -> None:
    assert found(tmp_path, bent(CHECK, "unit: object\n", "unit:  'object'  # what is counted\n\n")) == []


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        ("overbewoning: 3", "overbewoning: 4", (KeyChange("points.overbewoning", 3, 4),)),
        ("label: {nl: Wonen}", "label: {nl: Huizen}", (KeyChange("label.nl", "Wonen", "Huizen"),)),
        (", hinder: 1}", "}", (KeyChange("points.hinder", 1, None),)),
        (
            "unit: object\n",
            "unit: object\nseverity: {hinder: licht}\n",
            (KeyChange("severity", None, {"hinder": "licht"}),),
        ),
        ("by: Hoofd toezicht", "by: Directeur", (KeyChange("approved.by", "Hoofd toezicht", "Directeur"),)),
        (
            "facts: [bewoners_aantal, oppervlakte_m2]",
            "facts: [bewoners_aantal]",
            (KeyChange("facts", ["bewoners_aantal", "oppervlakte_m2"], ["bewoners_aantal"]),),
        ),
    ],
)
def test_a_key_is_told_with_old_and_new(tmp_path: Path, old: str, new: str, keys: tuple[KeyChange, ...]) -> None:
    assert found(tmp_path, bent(CHECK, old, new)) == [(CHECK.removesuffix(".yaml"), Change.CHANGED, keys)]


def test_a_role_that_may_more_is_a_difference_and_a_definition_can_come_and_go(tmp_path: Path) -> None:
    changes = bent("roles/alles.yaml", "verify,", "verify, approve,") | {
        "signals/hinder.yaml": None,
        "norms/norm_uren.yaml": "norm: norm_uren\nlabel: {nl: Uren}\n"
        "values: [{value: 8, unit: uren, from: 2024-01-01, article: APV art. 1}]\n",
    }
    told = [(place, change) for place, change, _ in found(tmp_path, changes)]
    assert told == [
        ("norms/norm_uren", Change.ADDED),
        ("roles/alles", Change.CHANGED),
        ("signals/hinder", Change.REMOVED),
    ]
