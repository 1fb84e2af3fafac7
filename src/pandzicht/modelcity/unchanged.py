# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Registers that are delivered whole again after some months: with what they held, in a year in which they changed not.

Without them what they tell would expire, and by the middle of a year most of what a check asks would be unknown.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from pandzicht.modelcity.outbox import Outbox

EVERY_MONTHS = {
    "brk": 1,
    "energie": 1,
    "handhaving": 1,
    "kvk": 1,
    "toeristische_verhuur": 1,
    "wkpb": 1,
    "beschermd": 2,
    "containers": 2,
    "corporatie": 2,
    "ep_online": 2,
    "verhuur_nachten": 3,
    "winkelleegstand": 6,
}
"""Source -> after how many months it is delivered again; the others stand for a year or tell what happened since."""


def write_unchanged(box: Outbox, first: Path, month: int) -> None:
    """Write the sources whose turn it is in a month (from 2), from the folder of the first deliveries of a city."""
    listed = json.loads((first / "deliveries.json").read_text(encoding="utf-8"))
    for item in listed:
        every = EVERY_MONTHS.get(item["source"])
        if item["wave"] == 1 and every is not None and (month - 1) % every == 0:
            files = [first / name for name in item["files"]]
            box.delivered(item["source"], _copied(box, item["source"], files, date.fromisoformat(item["date"])), None)


def _copied(box: Outbox, source: str, files: Sequence[Path], day: date) -> list[Path]:
    """Write the files of a delivery of a day once more, under the date of the outbox."""
    copies = [box.path(source, _dated(path.name, day)) for path in files]
    for path, copy in zip(files, copies, strict=True):
        shutil.copyfile(path, copy)
    return copies


def _dated(name: str, day: date) -> str:
    """Return the name of a file with a place where its date stood.

    >>> _dated("kvk_20260301.csv", date(2026, 3, 1))
    'kvk_{D}.csv'
    """
    return name.replace(f"{day:%Y%m%d}", "{D}").replace(f"{day:%d%m%Y}", "{DMY}")
