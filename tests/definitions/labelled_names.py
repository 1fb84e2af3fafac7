# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of columns with what a person said of each: must be refused, may stand in for that, or harmless.

`held_out_N.csv` were written or looked up before the lists were held against them, in that order; what they showed
was corrected afterwards, except in `held_out_8.csv` and from `held_out_10.csv` on: their harmless names are never taken
up by name, so that they keep telling how the gate does on registers that it never met. From `held_out_10.csv` on,
`met` marks a name that an earlier set has. `drawn_for_12.csv` and `drawn_for_13.csv` have the registers of
`held_out_12.csv` and `held_out_13.csv` in the order of the lot, and why others were left out. `met.csv` has the columns
of the register files and of the catalogue, by which the lists were made. `says_who.csv` has single words that say who
somebody is.
"""

from __future__ import annotations

import csv
from pathlib import Path

FOLDER = Path(__file__).parent / "names"
HELD_OUT = tuple(sorted(path.name for path in FOLDER.glob("held_out_*.csv")))


def names(file: str, label: str) -> list[str]:
    """Return the names of one file with one label."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        return [row["name"] for row in csv.DictReader(lines) if row["label"] == label]
