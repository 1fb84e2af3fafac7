# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

import pytest

from pandzicht.errors import DeliveryFaults
from pandzicht.readers.findings import SHOWN, Findings


def test_nothing_found_raises_nothing() -> None:
    Findings("a.csv").raise_if_any()


def test_faults_above_the_cap_are_counted() -> None:
    findings = Findings("a.csv")
    for number in range(SHOWN + 7):
        findings.add(f"line {number}", "wrong")
    assert len(findings) == SHOWN + 7
    assert len(findings.faults) == SHOWN + 1
    with pytest.raises(DeliveryFaults, match="7 more faults that are not listed"):
        findings.raise_if_any()


def test_a_stop_carries_what_was_found_before() -> None:
    findings = Findings("a.csv")
    findings.add("line 1", "first")
    stop = findings.stop("line 2", "last", "do something")
    assert [fault.found for fault in stop.faults] == ["first", "last"]


def test_a_file_within_an_archive_is_named_from_the_delivered_file_inwards() -> None:
    fault = Findings("a.zip/b.zip/c.csv").stop("", "the file is empty").faults[0]
    assert (fault.file, fault.place) == ("a.zip", "b.zip/c.csv")
