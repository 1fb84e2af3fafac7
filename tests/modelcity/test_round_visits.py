# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The record of a round: what is written is read back, and half a record is none."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pandzicht.modelcity.round_visits import RoundVisits, read_round, together, write_round

TWO = RoundVisits(*(np.array([column, column + 10]) for column in range(len(RoundVisits.__slots__))))


def test_a_round_is_read_back_as_it_was_kept(tmp_path: Path) -> None:
    write_round(tmp_path / "01", TWO)
    found = read_round(tmp_path / "01")
    assert all((getattr(found, name) == getattr(TWO, name)).all() for name in RoundVisits.__slots__)
    assert [path.name for path in (tmp_path / "01").iterdir()] == ["visits.parquet"]


def test_rounds_stand_one_behind_the_other_and_none_is_none() -> None:
    assert together([TWO, TWO]).number.tolist() == [0, 10, 0, 10]
    assert len(together([])) == 0


def test_a_round_in_which_nobody_went_is_not_read_as_empty(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_round(tmp_path / "02")
