# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Published deliveries of the spine and the tables of a run made of them, as tests look at them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from pandzicht.addresses.bag_extract import read_bag_extract
from pandzicht.addresses.spine import SpineAccount, SpineOptions, build_spine
from pandzicht.addresses.spine_tables import SpineTables, write_spine
from pandzicht.store.engine import Engine
from tests.addresses.bag_xml import PRACTICE, stand_file, written


def extract(folder: Path, *objects: str, day: str = "2026-03-01") -> SpineTables:
    """The tables of a BAG extract of these objects."""
    folder.mkdir(parents=True, exist_ok=True)
    return read_bag_extract(written(folder, stand=stand_file(*objects, day=day)), dummies=PRACTICE)


def published(folder: Path, spine: SpineTables, *, day: str = "2026-03-01", sequence: int = 1) -> Path:
    """A delivery as the intake leaves it."""
    write_spine(spine, folder)
    account = {"source": folder.name, "date": day, "sequence": sequence, "current_only": spine.current_only}
    (folder / "delivery.json").write_text(json.dumps(account), encoding="utf-8")
    return folder


class Built:
    """The tables of a run, held while a test looks at them."""

    def __init__(self, *folders: Path, on: str = "2026-03-01", known: str | None = None, **options: Any) -> None:
        self.engine = Engine(threads=1, memory_mib=256)
        self.account: SpineAccount = build_spine(
            self.engine,
            folders,
            on=date.fromisoformat(on),
            known=date.fromisoformat(known or on),
            options=SpineOptions(**options) if options else None,
        )

    def rows(self, table: str, order: str = "ALL") -> list[dict[str, Any]]:
        """The rows of a table in order."""
        found: list[dict[str, Any]] = self.engine.table(f"SELECT * FROM {table} ORDER BY {order}").to_pylist()
        return found

    def addresses(self) -> dict[str, dict[str, Any]]:
        """The addresses by their id."""
        return {row["address_id"]: row for row in self.rows("addresses", "address_no")}

    def names(self, address_id: str) -> set[tuple[str | None, int | None, str, str]]:
        """The names of an address: street, number, unit, kind."""
        number = self.addresses()[address_id]["address_no"]
        return {
            (row["straat_norm"], row["huisnummer"], (row["huisletter"] or "") + (row["toevoeging"] or ""), row["soort"])
            for row in self.rows("address_names")
            if row["address_no"] == number
        }
