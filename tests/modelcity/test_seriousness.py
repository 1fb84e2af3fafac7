# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How serious a violation is follows from its kind and its place, and from nothing else."""

from __future__ import annotations

import numpy as np

from pandzicht.modelcity.seriousness import SERIOUSNESS, seriousness_at
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.truth import KINDS, Check

HEMP = Check.HENNEP


def test_a_laboratory_is_mostly_very_serious_and_never_minor(town: Town) -> None:
    at = np.arange(len(town.objects))
    lab = np.full(len(at), 1 + KINDS[HEMP].index("lab"))
    shares = np.bincount(seriousness_at(town, HEMP, at, lab), minlength=len(SERIOUSNESS)) / len(at)
    assert shares[0] == 0
    assert 0.8 < shares[2] < 0.9


def test_a_false_finding_is_minor_and_every_kind_has_its_seriousness(town: Town) -> None:
    at = np.arange(len(town.objects))
    for check, kinds in KINDS.items():
        assert not seriousness_at(town, check, at, np.zeros(len(at), dtype=np.int64)).any()
        for kind in range(1, len(kinds) + 1):
            assert np.unique(seriousness_at(town, check, at, np.full(len(at), kind))).max() < len(SERIOUSNESS)


def test_a_place_is_as_serious_whenever_and_beside_whatever_it_is_looked_at(town: Town) -> None:
    at = np.arange(500)
    really = 1 + at % len(KINDS[HEMP])
    every = seriousness_at(town, HEMP, at, really)
    assert (seriousness_at(town, HEMP, at[::-3], really[::-3]) == every[::-3]).all()
