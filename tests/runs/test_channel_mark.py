# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a run of a partnership says of itself, until when it is drawn from, and until when it is opened."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pandzicht.definitions.channel import Channel
from pandzicht.definitions.yaml_file import yaml_data
from pandzicht.errors import NotAvailable
from pandzicht.runs.channel_mark import channel_caveat, channel_of, refuse_after_term, refuse_destroyed
from tests.partnership import CHANNEL

SHARED = Channel.model_validate(yaml_data(CHANNEL))
RUN: dict[str, Any] = {"run": "2026-03-01-aa", "channel": SHARED.model_dump(mode="json", by_alias=True)}


def test_the_manifest_gives_the_channel_back_as_it_was() -> None:
    assert channel_of(RUN) == SHARED
    assert channel_of({"run": "2026-03-01-bb"}) is None


def test_the_mark_names_covenant_basis_partners_and_destruction() -> None:
    caveat = channel_caveat(SHARED)
    assert caveat.mark == "KANAAL samen, convenant CONV-2026-1, vernietigen op 31-12-2026"
    for part in ("CONV-2026-1; WGS (Stb. 2024 380)", "alleen voor Gemeente Duinrijk, Belastingdienst", "EN: "):
        assert part in caveat.sentence


@pytest.mark.parametrize(
    ("day", "is_drawn", "is_opened"),
    [
        (date(2026, 6, 30), True, True),
        (date(2026, 7, 1), False, True),
        (date(2026, 12, 30), False, True),
        (date(2026, 12, 31), False, False),
        (None, False, False),
    ],
)
def test_it_is_drawn_from_in_its_term_and_opened_until_destruction(
    day: date | None, is_drawn: bool, is_opened: bool
) -> None:
    for refuse, is_allowed in ((refuse_after_term, is_drawn), (refuse_destroyed, is_opened)):
        refuse({"run": "of the municipality"}, day)
        if is_allowed:
            refuse(RUN, day)
        else:
            with pytest.raises(NotAvailable, match=r"channel 'samen' \(covenant CONV-2026-1\)"):
                refuse(RUN, day)
