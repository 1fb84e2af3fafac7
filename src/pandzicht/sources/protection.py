# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Protected residents (lawful.md 23a): rows under geheimhouding are kept out, and only where they point to remains."""

from __future__ import annotations

from collections.abc import Collection

from pandzicht.definitions.source import About, Protection, Source
from pandzicht.sources.binding import Binding
from pandzicht.sources.layout import bounds_of
from pandzicht.sources.typed_table import ROW, TYPED, inner_name
from pandzicht.store.engine import Engine, quoted

SHIELDED = "shielded"
HIDDEN = "hidden"
NOT_HIDDEN = f"NOT EXISTS (FROM {HIDDEN} AS h WHERE h.{ROW} = {TYPED}.{ROW})"
"""Whether a row of `typed` may be seen at all."""


def find_shielded(engine: Engine, source: Source, inner: Collection[str]) -> int:
    """Make the table `shielded` (delivered_no) of the rows that fall under protection; return how many.

    A row falls under it by its own mark, or because any row of the same person has one. All rows of a list of
    protected objects fall under it, but stay rows as well: the view `hidden` holds those that do not. `inner` names
    the delivered fields that protection may read: a mark that was not delivered is borne by nobody.
    """
    engine.run(f"CREATE TEMP TABLE {SHIELDED} ({ROW} BIGINT)")
    seen = "WHERE false" if source.about is About.PROTECTED else ""
    engine.run(f"CREATE TEMP VIEW {HIDDEN} AS SELECT * FROM {SHIELDED} {seen}")
    if source.about is About.PROTECTED:
        engine.run(f"INSERT INTO {SHIELDED} SELECT {ROW} FROM {TYPED}")
    elif source.protected and source.protected.field in inner:
        binding = Binding()
        statement = _shielded(source.protected, binding)
        engine.run(f"INSERT INTO {SHIELDED} {statement}", binding.used_in(statement))
    return int(engine.value(f"SELECT count(*) FROM {SHIELDED}"))


def period_columns(source: Source) -> tuple[str, str]:
    """Return the SQL of the widest period in which a protected row may hold; null is open."""
    bounds = bounds_of(source)
    return (quoted(bounds[0]), quoted(bounds[3])) if bounds else ("CAST(NULL AS DATE)", "CAST(NULL AS DATE)")


def _shielded(protection: Protection, binding: Binding) -> str:
    mark = inner_name(protection.field)
    own = f"{mark} IS NOT NULL"
    if protection.unless:
        own += f" AND {mark} NOT IN {binding.some(protection.unless)}"
    if protection.person is None:
        return f"SELECT {ROW} FROM {TYPED} WHERE {own}"
    person = inner_name(protection.person)
    return (
        f"SELECT {ROW} FROM {TYPED} WHERE ({own}) OR {person} IN "
        f"(SELECT {person} FROM {TYPED} WHERE {own} AND {person} IS NOT NULL)"
    )
