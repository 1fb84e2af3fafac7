# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every line that a test here writes in the logs is held against their schema (S10)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.log_lines import Written, written


@pytest.fixture(autouse=True)
def log_lines() -> Iterator[Written]:
    """What the test writes in the logs; the test fails when a line is not as it must be."""
    with written() as kept:
        yield kept
    assert kept.faults() == []
