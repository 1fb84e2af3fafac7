# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A pattern's version changes with whatever decides its answer, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.pattern import Pattern, pattern_of
from tests.small_catalogue import bent, write_catalogue


def pattern(folder: Path, changes: dict[str, str | None] | None = None) -> Pattern:
    catalogue = read_catalogue(write_catalogue(folder, changes))
    return pattern_of(catalogue, catalogue.signals["overbewoning"])


def test_it_names_the_exact_fields(tmp_path: Path) -> None:
    assert pattern(tmp_path).fields == {"bag": {"oppervlakte_m2"}, "bewoning": {"van", "tot"}}


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("signals/overbewoning.yaml", "bewoners_aantal >= 4", "bewoners_aantal >= 5"),
        ("signals/overbewoning.yaml", "Een reden om te kijken", "Een andere reden"),
        ("indicators/bewoners_aantal.yaml", "geldig_op(:peildatum)", "geldig_op(:peildatum) and soort = 'woonadres'"),
        ("norms/norm_m2_per_persoon.yaml", "value: 18", "value: 17"),
    ],
)
def test_a_change_of_what_decides_is_another_version(tmp_path: Path, name: str, old: str, new: str) -> None:
    assert pattern(tmp_path / "new", bent(name, old, new)).version != pattern(tmp_path / "old").version


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("signals/overbewoning.yaml", "ends_on: 2026-12-31", "ends_on: 2027-12-31"),
        ("signals/overbewoning.yaml", "by: Commissie signalen", "by: Een ander"),
        ("signals/hinder.yaml", "hinder_aantal >= 2", "hinder_aantal >= 3"),
        ("indicators/hinder_aantal.yaml", "'P1Y'", "'P2Y'"),
    ],
)
def test_approving_it_again_or_changing_another_is_not(tmp_path: Path, name: str, old: str, new: str) -> None:
    assert pattern(tmp_path / "new", bent(name, old, new)).version == pattern(tmp_path / "old").version
