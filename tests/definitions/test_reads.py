# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which signals of a check read what may stand in for a refused trait."""

from __future__ import annotations

from pathlib import Path

from pandzicht.definitions.catalogue import read_catalogue
from pandzicht.definitions.reads import indicators_of_signal, signals_with_stand_ins
from tests.small_catalogue import write_catalogue


def test_it_is_each_signal_that_reads_an_indicator_with_a_written_reason_and_no_other(tmp_path: Path) -> None:
    catalogue = read_catalogue(write_catalogue(tmp_path))
    check = catalogue.checks["wonen"]
    found = signals_with_stand_ins(catalogue, check)
    assert 0 < len(found) < len(check.signals)
    for name in check.signals:
        reads = set(indicators_of_signal(catalogue.signals[name]))
        assert (name in found) is bool(reads & set(catalogue.proxies))
