# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The floor of FEBRL 3 and 4: no two persons are taken for one, and no fewer are found than before."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.linking.febrl import folder_of_febrl, score_between, score_within


@pytest.fixture
def folder() -> Path:
    found = folder_of_febrl()
    assert found is not None, "install the files of FEBRL: requirements/febrl.txt, as the Makefile does"
    return found


@pytest.mark.parametrize(("with_number", "recall"), [(True, 0.905), (False, 0.710)])
def test_persons_of_one_file_are_found_in_another(folder: Path, with_number: bool, recall: float) -> None:
    found = score_between(folder, with_number=with_number)
    assert (found.true, found.precision) == (5_000, 1.0)
    assert found.recall >= recall


@pytest.mark.parametrize(("with_number", "recall"), [(True, 0.734), (False, 0.593)])
def test_rows_of_one_person_are_joined_within_a_file(folder: Path, with_number: bool, recall: float) -> None:
    found = score_within(folder, with_number=with_number)
    assert (found.true, found.precision) == (6_538, 1.0)
    assert found.recall >= recall
