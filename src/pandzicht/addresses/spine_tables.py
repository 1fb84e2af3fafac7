# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A delivery of the spine as tables: what every reader of the BAG returns and what a run reads.

A row is one voorkomen (version) of one object. Besides `geldig_van` and `geldig_tot` it has what was known when:
`bekend_van` is the day it was registered. `bekend_tot` closes it: with `geldig_tot` filled it is the day on which that
end was registered (before it, the voorkomen was taken to go on); without, the day on which the voorkomen itself fell
away (inactief, or found not to be BAG). `in_force` is that rule.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from pandzicht.errors import Fault
from pandzicht.store.table_file import TableFile, write_table

DAY = pa.date32()
TEXT = pa.string()
IDS = pa.list_(pa.int64())

_DATES = [("geldig_van", DAY), ("geldig_tot", DAY), ("bekend_van", DAY), ("bekend_tot", DAY)]


class Soort(StrEnum):
    """The kinds of objects of the BAG."""

    VERBLIJFSOBJECT = "verblijfsobject"
    LIGPLAATS = "ligplaats"
    STANDPLAATS = "standplaats"
    NUMMERAANDUIDING = "nummeraanduiding"
    OPENBARE_RUIMTE = "openbare_ruimte"
    WOONPLAATS = "woonplaats"
    PAND = "pand"


ADRESSEERBAAR = (Soort.VERBLIJFSOBJECT, Soort.LIGPLAATS, Soort.STANDPLAATS)

OBJECTEN = pa.schema(
    [
        ("object_id", pa.int64()), ("voorkomen", pa.int32()), ("soort", TEXT), ("status", TEXT),
        ("gebruiksdoelen", TEXT), ("oppervlakte_m2", pa.int32()), ("oppervlakte_geleverd", pa.int32()),
        ("x_cm", pa.int32()), ("y_cm", pa.int32()), ("hoofdadres_id", pa.int64()), ("nevenadres_ids", IDS),
        ("pand_ids", IDS), ("geconstateerd", pa.bool_()), ("documentdatum", DAY), ("in_onderzoek", TEXT), *_DATES,
    ]
)  # fmt: skip
NUMMERAANDUIDINGEN = pa.schema(
    [
        ("nummeraanduiding_id", pa.int64()), ("voorkomen", pa.int32()), ("openbare_ruimte_id", pa.int64()),
        ("huisnummer", pa.int32()), ("huisletter", TEXT), ("huisnummertoevoeging", TEXT), ("postcode", TEXT),
        ("woonplaats_id", pa.int64()), ("status", TEXT), ("soort_object", TEXT), *_DATES,
    ]
)  # fmt: skip
OPENBARE_RUIMTEN = pa.schema(
    [
        ("openbare_ruimte_id", pa.int64()), ("voorkomen", pa.int32()), ("naam", TEXT), ("naam_kort", TEXT),
        ("soort", TEXT), ("status", TEXT), ("woonplaats_id", pa.int64()), *_DATES,
    ]
)  # fmt: skip
WOONPLAATSEN = pa.schema(
    [("woonplaats_id", pa.int64()), ("voorkomen", pa.int32()), ("naam", TEXT), ("status", TEXT), *_DATES]
)
PANDEN = pa.schema(
    [
        ("pand_id", pa.int64()), ("voorkomen", pa.int32()), ("bouwjaar", pa.int32()), ("status", TEXT),
        ("x_cm", pa.int32()), ("y_cm", pa.int32()), ("geconstateerd", pa.bool_()), ("documentdatum", DAY),
        ("in_onderzoek", TEXT), *_DATES,
    ]
)  # fmt: skip
IN_ONDERZOEK = pa.schema(
    [("soort", TEXT), ("id", pa.int64()), ("kenmerk", TEXT), ("in_onderzoek", pa.bool_()), *_DATES]
)
GEMEENTE_WOONPLAATSEN = pa.schema(
    [("woonplaats_id", pa.int64()), ("gemeente", TEXT), ("status", TEXT), ("geldig_van", DAY), ("geldig_tot", DAY)]
)

SCHEMAS: Mapping[str, pa.Schema] = {
    "objecten": OBJECTEN,
    "nummeraanduidingen": NUMMERAANDUIDINGEN,
    "openbare_ruimten": OPENBARE_RUIMTEN,
    "woonplaatsen": WOONPLAATSEN,
    "panden": PANDEN,
    "in_onderzoek": IN_ONDERZOEK,
    "gemeente_woonplaatsen": GEMEENTE_WOONPLAATSEN,
}

TABLE_OF: Mapping[Soort, str] = {
    **dict.fromkeys(ADRESSEERBAAR, "objecten"),
    Soort.NUMMERAANDUIDING: "nummeraanduidingen",
    Soort.OPENBARE_RUIMTE: "openbare_ruimten",
    Soort.WOONPLAATS: "woonplaatsen",
    Soort.PAND: "panden",
}


@dataclass(frozen=True, slots=True)
class SpineTables:
    """A delivery of the spine: voorkomens in tables with the schemas above, what was counted, and what was wrong.

    `faults` are of single voorkomens: those that could not be read were set aside (`counts["set_aside"]`), those with
    a bad geometry are kept without a place. A file that is wrong as a whole never becomes a SpineTables.
    """

    objecten: pa.Table
    nummeraanduidingen: pa.Table
    openbare_ruimten: pa.Table
    woonplaatsen: pa.Table
    panden: pa.Table
    in_onderzoek: pa.Table = field(default_factory=IN_ONDERZOEK.empty_table)
    gemeente_woonplaatsen: pa.Table = field(default_factory=GEMEENTE_WOONPLAATSEN.empty_table)
    current_only: bool = False
    """Only what held on the day of the delivery: no history, so no other peildatum."""
    on: date | None = None
    """The day of the delivery as its files say."""
    counts: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    def tables(self) -> dict[str, pa.Table]:
        """Return the tables by name."""
        return {name: getattr(self, name) for name in SCHEMAS}

    def with_tables(self, **tables: pa.Table) -> SpineTables:
        """Return the same delivery with other rows, counted anew."""
        changed = replace(self, **tables)
        return replace(changed, counts={**self.counts, **spine_counts(changed)})


def spine_counts(spine: SpineTables) -> dict[str, int]:
    """Return how many voorkomens and objects there are of each kind (`pand.voorkomens`, `pand.objecten`)."""
    counts: dict[str, int] = {}
    for soort, name in TABLE_OF.items():
        table: pa.Table = getattr(spine, name)
        if name == "objecten":
            table = table.filter(pc.equal(table["soort"], soort.value))
        counts[f"{soort}.voorkomens"] = table.num_rows
        counts[f"{soort}.objecten"] = pc.count_distinct(table[0]).as_py()
    counts["in_onderzoek"] = spine.in_onderzoek.num_rows
    counts["gemeente_woonplaatsen"] = spine.gemeente_woonplaatsen.num_rows
    return counts


def write_spine(spine: SpineTables, folder: Path) -> dict[str, TableFile]:
    """Write the tables as `NAME.parquet`, rows by id, voorkomen and all the rest; return what is kept of each."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for name, table in spine.tables().items():
        by = [field.name for field in SCHEMAS[name] if not pa.types.is_list(field.type)]
        rows = table.cast(SCHEMAS[name]).sort_by([(column, "ascending") for column in by])
        written[f"{name}.parquet"] = write_table(rows, folder / f"{name}.parquet", by=by)
    return written


def stored_spine(folder: Path) -> SpineTables:
    """Return the tables that `write_spine` left in a folder."""
    spine = SpineTables(**{name: pq.read_table(folder / f"{name}.parquet", schema=s) for name, s in SCHEMAS.items()})
    return replace(spine, counts=spine_counts(spine))


def in_force(on: str, known: str, prefix: str = "") -> str:
    """Return the SQL condition that a voorkomen held on a date as it was known by the end of a date.

    Both dates are SQL expressions. A date that was not delivered (current state only) does not exclude.

    >>> in_force("d", "k", "o.")[:31]
    '(coalesce(o.geldig_van <= d, TR'
    """
    van, tot, bekend, dicht = (f"{prefix}{name}" for name, _ in _DATES)
    return (
        f"(coalesce({van} <= {on}, TRUE) AND coalesce({bekend} <= {known}, TRUE) AND CASE "
        f"WHEN {dicht} > {known} THEN TRUE "
        f"WHEN {tot} IS NOT NULL THEN {tot} > {on} "
        f"ELSE {dicht} IS NULL END)"
    )
