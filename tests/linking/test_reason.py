# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every tier has its reason in words, and who asks for none reads no definitions."""

from __future__ import annotations

import subprocess
import sys

from pandzicht.linking.reason import reason_of
from pandzicht.linking.tier import MEANINGS


def test_reasons_are_told_once_and_in_both_languages() -> None:
    for language in ("nl", "en"):
        reasons = [getattr(reason_of(meaning), language) for meaning in MEANINGS.values()]
        assert all(reasons)
        assert len(set(reasons)) == len(reasons)


def test_linking_parties_reads_no_definitions() -> None:
    told = "import sys, pandzicht.parties.link; print('pandzicht.definitions.words' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"
