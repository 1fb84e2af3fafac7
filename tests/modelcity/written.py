# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the files of a model city back, as plainly as possible and without Pandzicht's own readers."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.modelcity.city import CitySummary

ON = date(2026, 3, 2)
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Written:
    """A model city on disk."""

    folder: Path
    summary: CitySummary

    @cached_property
    def listed(self) -> list[dict[str, Any]]:
        """The entries of deliveries.json."""
        found: list[dict[str, Any]] = json.loads((self.folder / "deliveries" / "deliveries.json").read_text())
        return found

    def files(self, source: str, wave: int = 1) -> list[Path]:
        """The files of one delivery."""
        names = next(item["files"] for item in self.listed if item["source"] == source and item["wave"] == wave)
        return [self.folder / "deliveries" / name for name in names]

    def rows(
        self, source: str, *, delimiter: str = ";", encoding: str = "utf-8-sig", skip: int = 0, file: int = 0
    ) -> list[Row]:
        """The lines of a delimited file."""
        with self.files(source)[file].open(encoding=encoding, newline="") as stream:
            for _ in range(skip):
                next(stream)
            return list(csv.DictReader(stream, delimiter=delimiter))

    def cases(self) -> list[Row]:
        """The zaken of all pages."""
        return [case for path in self.files("vergunningen") for case in json.loads(path.read_text())["results"]]

    def links(self, source: str) -> list[Row]:
        """The true addresses of the rows of a source."""
        found: list[Row] = pq.read_table(self.folder / "truth" / "links" / f"{source}.parquet").to_pylist()
        return found

    @cached_property
    def checks(self) -> pa.Table:
        """The truth per check."""
        return pq.read_table(self.folder / "truth" / "checks.parquet")

    def units(self, check: str) -> dict[str, Row]:
        """The units of a check by id, places left out."""
        return {
            row["id"]: row for row in self.checks.to_pylist() if row["controle"] == check and row["eenheid"] != "plaats"
        }
