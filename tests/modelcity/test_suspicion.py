# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What looks wrong draws the rows of a register towards it."""

from __future__ import annotations

import numpy as np
import pytest

from pandzicht.modelcity.arrays import stream
from pandzicht.modelcity.suspicion import drawn, looks_of, pull
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import Check, Truth


def test_a_pull_gets_its_share_and_the_rest_is_background(town: Town, truth: Truth) -> None:
    item = pull(Check.ADRESKWALITEIT, 0.5, "vertrokken")
    ground = town.objects.dwelling * 1.0
    at = drawn(stream(1, "x"), town, truth, background=ground, pulls=[item], count=10_000)
    looks = truth.of(Check.ADRESKWALITEIT).looks("vertrokken")
    assert len(at) == 10_000
    assert looks[at].mean() == pytest.approx(0.5 + 0.5 * looks[town.objects.dwelling].mean(), abs=0.02)


def test_without_anything_that_looks_so_all_is_background(town: Town, truth: Truth) -> None:
    nothing = np.zeros(len(town.objects))
    nothing[7] = 1.0
    at = drawn(stream(1, "x"), town, truth, background=nothing, pulls=[], count=20)
    assert set(at.tolist()) == {7}


def test_a_pand_shares_its_looks_among_its_objects(town: Town, truth: Truth) -> None:
    weight = looks_of(town, truth, pull(Check.ACHTERSTALLIG_ONDERHOUD, 1.0))
    verdicts = truth.of(Check.ACHTERSTALLIG_ONDERHOUD)
    per_pand = np.bincount(town.objects.pand[town.objects.pand >= 0], weights=weight[town.objects.pand >= 0])
    shown = np.flatnonzero(verdicts.looks())
    assert (per_pand[shown] > 0.99).all()
    assert (weight[town.objects.pand < 0] == 0).all()
