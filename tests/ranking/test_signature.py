# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A signature is under one finding: of this check, this feature, this group and these definitions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from pandzicht.ranking.signature import Finding, Signature, unsigned_breaches

FOUND = Finding("wonen", "signal", "hinder", "cbs.ouderen", "ab" * 32)
SIGNED = Signature(FOUND.id, "M. de Vries", date(2026, 3, 2), "De verordening vraagt erom.")


def test_a_signature_closes_its_own_finding_and_no_other() -> None:
    other = replace(FOUND, group="cbs.huurders")
    assert unsigned_breaches([FOUND, other], [SIGNED], "wonen") == (other,)
    assert unsigned_breaches([FOUND, other], [], "hennep") == ()


@pytest.mark.parametrize("change", ["check", "kind", "feature", "group", "definitions"])
def test_whatever_changes_asks_for_a_new_signature(change: str) -> None:
    changed = replace(FOUND, **{change: "iets anders"})
    assert changed.id != FOUND.id
    assert unsigned_breaches([changed], [SIGNED], changed.check) == (changed,)
