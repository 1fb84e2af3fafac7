# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where the registers of the model city put their files, and the truth about every row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pandzicht.modelcity.arrays import Array
from pandzicht.modelcity.mess import MessyRows
from pandzicht.modelcity.texts import on_day
from pandzicht.modelcity.town import Town
from pandzicht.modelcity.write_csv import PLAIN, CsvForm, write_csv


@dataclass(frozen=True, slots=True)
class Entry:
    """One delivery: its source, files (relative to `deliveries/`), date and wave."""

    source: str
    files: tuple[str, ...]
    date: date
    wave: int
    rows: int | None
    """None where what was delivered before is delivered again: nobody counted."""


@dataclass(slots=True)
class Outbox:
    """The folders of one model city while it is written."""

    folder: Path
    town: Town
    entries: list[Entry] = field(default_factory=list)
    wave: int = 1
    day: date = field(init=False)
    _links: dict[str, list[pa.Table]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.day = self.town.on

    @property
    def today(self) -> int:
        """The date of this wave as a day number."""
        return on_day(self.day)

    def path(self, source: str, name: str) -> Path:
        """Return where a file of a source goes; `{D}`, `{DMY}` and `{Y}` stand for the date."""
        text = (
            name.replace("{DMY}", f"{self.day:%d%m%Y}")
            .replace("{D}", f"{self.day:%Y%m%d}")
            .replace("{Y}", f"{self.day:%Y}")
        )
        path = self.folder / "deliveries" / source / text
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def delivered(self, source: str, files: Sequence[Path], rows: int | None) -> None:
        """Note a finished delivery."""
        root = self.folder / "deliveries"
        names = tuple(path.relative_to(root).as_posix() for path in files)
        self.entries.append(Entry(source, names, self.day, self.wave, rows))

    def send_csv(
        self, source: str, name: str, columns: Mapping[str, pa.Array], rows: MessyRows, form: CsvForm = PLAIN
    ) -> None:
        """Write a delivery of one delimited file, with the true address of every row."""
        path = self.path(source, name)
        write_csv(path, pa.table(dict(columns)), form)
        self.delivered(source, [path], len(rows))
        self.true_addresses(source, rows)

    def true_addresses(self, source: str, rows: MessyRows, *, file_no: int = 0, first_record: int = 1) -> None:
        """Note the true address of every row of a file."""
        self.true_objects(source, rows.true, rows.flaw_names(), file_no=file_no, first_record=first_record)

    def true_objects(
        self,
        source: str,
        at: Array,
        flaws: pa.Array,
        *,
        file_no: int = 0,
        first_record: int = 1,
        panden: Array | None = None,
    ) -> None:
        """Note the true object of every row of a file, -1 for none; `panden` where a row names a pand only."""
        objects = self.town.objects
        pand = np.where(at < 0, -1, self.town.pand_ids(objects.pand)[at])
        if panden is not None:
            pand = np.where(panden < 0, pand, self.town.pand_ids(panden))
        table = pa.table(
            {
                "file_no": pa.array(np.full(len(at), file_no, dtype=np.int16)),
                "record_no": pa.array(np.arange(first_record, first_record + len(at), dtype=np.int32)),
                "object_id": pa.array(np.where(at < 0, 0, objects.ids[at]), mask=at < 0),
                "pand_id": pa.array(pand, mask=pand < 0),
                "fouten": flaws,
            }
        )
        name = source if self.wave == 1 else f"{source}_{self.day:%Y%m%d}"
        self._links.setdefault(name, []).append(table)

    def close(self) -> None:
        """Write the list of deliveries and the true addresses."""
        folder = self.folder / "truth" / "links"
        folder.mkdir(parents=True, exist_ok=True)
        for source, tables in self._links.items():
            pq.write_table(pa.concat_tables(tables), folder / f"{source}.parquet", compression="zstd")
        listed = [
            {"source": e.source, "files": list(e.files), "date": e.date.isoformat(), "wave": e.wave}
            for e in self.entries
        ]
        path = self.folder / "deliveries" / "deliveries.json"
        path.write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")
