# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A changed definition is held against its examples once it can be read, and its examples tell what they answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import Catalogue, read_catalogue
from pandzicht.definitions.edit import Edit
from pandzicht.definitions.rules import RULES
from pandzicht.signals.edit_check import CheckedEdit, checked_edit


@pytest.fixture(scope="module")
def base(root: Path) -> Catalogue:
    """The catalogue that comes with Pandzicht."""
    return read_catalogue(root / "catalogue")


def changed(base: Catalogue, root: Path, place: str, old: str, new: str) -> CheckedEdit:
    text = (root / "catalogue" / f"{place}.yaml").read_text(encoding="utf-8")
    assert old in text
    folder, name = place.split("/")
    return checked_edit(base, Edit(folder, name, text.replace(old, new)), RULES)


def test_a_sound_change_runs_its_examples(base: Catalogue, root: Path) -> None:
    found = changed(base, root, "signals/overbewoning", "motive:", "motive: ")
    assert found.is_sound
    assert [one.answer for one in found.tried] == ["yes", "no", "no", "unknown", "yes"]


def test_an_example_that_answers_otherwise_is_a_fault_at_its_line(base: Catalogue, root: Path) -> None:
    found = changed(base, root, "signals/overbewoning", "gebruiksoppervlakte_m2 <", "gebruiksoppervlakte_m2 <=")
    (fault,) = found.edited.faults
    assert (fault.place, found.is_sound) == ("line 29", False)
    assert "answers 'yes', expected 'no'" in fault.found
    assert [one.is_met for one in found.tried] == [True, False, True, True, True]


def test_an_example_that_cannot_be_run_says_why(base: Catalogue, root: Path) -> None:
    found = changed(
        base, root, "signals/overbewoning", "bewoners_aantal: 6, gebruiksoppervlakte_m2: 70", "bewoners_aantal: zes"
    )
    assert "scenario cannot be run" in found.edited.faults[0].found
    assert (found.tried[0].answer, found.tried[0].is_met) == ("", False)


def test_what_cannot_be_read_is_not_tried(base: Catalogue, root: Path) -> None:
    found = changed(base, root, "signals/overbewoning", "when: >-", "waneer: >-")
    assert (found.tried, found.is_sound) == ((), False)


def test_a_norm_runs_the_examples_of_the_signals_that_name_it(base: Catalogue, root: Path) -> None:
    found = changed(base, root, "norms/norm_m2_per_persoon", "value: 12", "value: 14")
    assert {one.signal for one in found.tried} == {"inschrijving_over_norm", "overbewoning", "wijziging_over_norm"}
    assert not found.is_sound
