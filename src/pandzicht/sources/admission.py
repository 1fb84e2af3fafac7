# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which rows of a delivery are admitted, which are set aside and which are protected, and the tables of each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from pandzicht.definitions.household import RELATION
from pandzicht.definitions.source import Source
from pandzicht.readers.delivered import PLACE_COLUMNS
from pandzicht.sources.audit import Audited
from pandzicht.sources.binding import Binding
from pandzicht.sources.columns import Reading
from pandzicht.sources.contradiction import set_aside_contradictions
from pandzicht.sources.delivery import PROTECTED, ROWS, SET_ASIDE, WITHDRAWN
from pandzicht.sources.household import HOUSEHOLD, derive_household
from pandzicht.sources.identity import REPEATS, find_repeats
from pandzicht.sources.layout import ROW_GROUP, SORT, VALIDITY_TYPES, field_types
from pandzicht.sources.link_columns import POINTED_TO
from pandzicht.sources.links import Links, malformed_counts, spell_links
from pandzicht.sources.looked_by import looked_by_column
from pandzicht.sources.protection import NOT_HIDDEN, SHIELDED, find_shielded, period_columns
from pandzicht.sources.typed import typing_of
from pandzicht.sources.typed_table import DELIVERED, ROW, SET_ASIDE_ROWS, TYPED
from pandzicht.sources.withdrawal import WITHDRAWN_IDS, withdraw
from pandzicht.store.engine import Engine, quoted
from pandzicht.store.table_file import write_table

ADMITTED = "admitted"
PROTECTED_ROWS = "protected_rows"
_BAD = "bad_rows"


@dataclass(frozen=True, slots=True)
class Admission:
    """How many rows went where; `malformed` is, per field with a role, (texts that are not its kind, texts given)."""

    delivered: int
    admitted: int
    set_aside: int
    protected: int
    repeated: int
    malformed: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def counts(self) -> dict[str, int]:
        """The counts of `delivery.json`."""
        return {
            "delivered": self.delivered,
            "admitted": self.admitted,
            "set_aside": self.set_aside,
            "protected": self.protected,
            "repeated": self.repeated,
        }


def type_rows(engine: Engine, source: Source, audited: Audited, reading: Reading, *, on: date) -> tuple[int, int]:
    """Make the tables `typed`, `shielded` and `set_aside_rows` of an audited delivery, which is then no longer needed.

    Returns how many rows are set aside and how many protected. A protected row is never set aside with its text,
    however bad it is.
    """
    typing = typing_of(audited, source, reading, on=on)
    typing.run(engine, audited.table)
    protected = find_shielded(engine, source, audited.transient)
    engine.run(f"CREATE TEMP TABLE {_BAD} AS SELECT {ROW} FROM {TYPED} WHERE is_bad AND {NOT_HIDDEN}")
    set_aside = typing.tell(engine, _BAD)
    engine.forget(DELIVERED)
    return set_aside + set_aside_contradictions(engine, source), protected


def admit_rows(
    engine: Engine, source: Source, reading: Reading, *, told: tuple[int, int], inner: Collection[str], on: date
) -> Admission:
    """Make the tables `admitted`, `protected_rows` and `withdrawn_ids` of the typed rows, which are then dropped.

    `told` is what `type_rows` returned; `inner` names the delivered fields that are no fields: they serve protection,
    household and who looked.
    """
    fields = field_types(source)
    delivered = int(engine.value(f"SELECT count(*) FROM {TYPED}"))
    derive_household(engine, source, inner, on=on)
    repeated = find_repeats(engine, {name: kind for name, kind in fields.items() if name != RELATION})
    links = spell_links(engine, source)
    malformed = malformed_counts(engine, source)
    beside = [looked_by_column(name, reading) for name in inner if name == source.looked_by]
    _admit(engine, source, links, fields, reading.binding, beside=beside, has_repeats=repeated > 0)
    _protect(engine, source, links)
    withdraw(engine, source, reading)
    engine.run(f"DROP TABLE {TYPED}")
    return Admission(
        delivered=delivered,
        admitted=int(engine.value(f"SELECT count(*) FROM {ADMITTED}")),
        set_aside=told[0],
        protected=told[1],
        repeated=repeated,
        malformed=malformed,
    )


def write_tables(engine: Engine, folder: Path) -> dict[str, str]:
    """Write the tables into a folder and return the content hash of each; where rows stood is no content."""
    hashes = {}
    for table, (name, by) in _FILES.items():
        rows = engine.ordered(table, ", ".join(by) or "ALL")
        if rows.num_rows or table != WITHDRAWN_IDS:
            kept = write_table(rows, folder / name, by=by, without=PLACE_COLUMNS, row_group_size=ROW_GROUP)
            hashes[name] = kept.content
    return hashes


_FILES: Mapping[str, tuple[str, Sequence[str]]] = {
    ADMITTED: (ROWS, SORT),
    SET_ASIDE_ROWS: (SET_ASIDE, ("field", "found", "reason", *PLACE_COLUMNS)),
    PROTECTED_ROWS: (PROTECTED, ()),
    WITHDRAWN_IDS: (WITHDRAWN, ()),
}
"""Each table of a delivery: its file, and the columns by which its rows are ordered; none is all."""


def _admit(
    engine: Engine, source: Source, links: Links, fields: Mapping[str, str], binding: Binding, *,
    beside: Sequence[str], has_repeats: bool,
) -> None:  # fmt: skip
    """Make the table `admitted`; `beside` are columns of it that are no fields."""
    joins = [links.joins]
    identity = "t.row_id"
    if has_repeats:
        joins.append(f"LEFT JOIN {REPEATS} AS again ON again.{ROW} = t.{ROW}")
        identity = "coalesce(again.row_id, t.row_id)"
    if source.household:
        joins.append(f"LEFT JOIN {HOUSEHOLD} AS home ON home.{ROW} = t.{ROW}")
    columns = [f"{identity} AS row_id", "t.file_no", "t.record_no", *_named(links.columns)]
    columns += [
        f"CAST({'home' if name == RELATION else 't'}.{quoted(name)} AS {kind}) AS {quoted(name)}"
        for name, kind in fields.items()
    ]
    statement = (
        f"CREATE TEMP TABLE {ADMITTED} AS SELECT {', '.join([*columns, *beside])} FROM "
        f"(SELECT * FROM {TYPED} WHERE NOT is_bad AND {NOT_HIDDEN}) AS t {' '.join(joins)}"
    )
    engine.run(statement, binding.used_in(statement))


def _protect(engine: Engine, source: Source, links: Links) -> None:
    period = dict(zip(VALIDITY_TYPES, period_columns(source), strict=True))
    columns = ", ".join(_named({**{name: links.columns[name] for name in POINTED_TO}, **period}))
    engine.run(
        f"CREATE TEMP TABLE {PROTECTED_ROWS} AS SELECT {columns} FROM "
        f"(SELECT * FROM {TYPED} SEMI JOIN {SHIELDED} USING ({ROW})) AS t {links.joins}"
    )


def _named(columns: Mapping[str, str]) -> list[str]:
    return [f"{sql} AS {name}" for name, sql in columns.items()]
