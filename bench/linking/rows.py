# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The messy rows of a data set, taken in as a delivery is: every distinct text of a role spelled once.

Each layout is a source of its own. What Splink compares is the same columns.
"""

from __future__ import annotations

from pathlib import Path

from bench.linking.generator.layouts import LAYOUTS
from pandzicht.addresses import spelling
from pandzicht.definitions.source import Source
from pandzicht.linking.link import LinkSource
from pandzicht.sources.links import spell_links
from pandzicht.sources.typed_table import ROW, TYPED
from pandzicht.store.engine import Engine, parquet_list, quoted

WEAK = {"words": {"vd": ["van der", "van den", "van de", "v d"], "v": ["van"]}, "towns": {},
        "endings": {"straat": ["str"]}}  # fmt: skip
"""A normaliser that knows only 'str' and particles."""


def weaken_spelling() -> None:
    """Take all abbreviations but the commonest from the spelling of this process: how much rests on the list?"""
    spelling.abbreviations = lambda: WEAK  # type: ignore[assignment] # a plain function for a cached one


def take_in(engine: Engine, folder: Path) -> list[LinkSource]:
    """Make a table of rows with their link columns per layout, and return them as sources."""
    return [_take_in(engine, folder / f"{layout}.parquet", layout) for layout in LAYOUTS]


def _take_in(engine: Engine, file: Path, layout: str) -> LinkSource:
    source = _source(layout, [name for name in engine.columns(parquet_list([file])) if name != "row_no"])
    names = ", ".join(map(quoted, source.fields))
    engine.hold(TYPED, f"SELECT row_no AS {ROW}, {names} FROM {parquet_list([file])}")
    links = spell_links(engine, source)
    columns = ", ".join(f"{sql} AS {name}" for name, sql in links.columns.items())
    engine.hold(f"rows_{layout}", f"SELECT 0::SMALLINT AS delivery_no, t.{ROW} AS row_no, "
                f"hash(t.{ROW}) AS row_id, {columns} FROM {TYPED} AS t {links.joins}")  # fmt: skip
    for name in (TYPED, *(f"spelled:{name}" for name in source.fields)):
        engine.drop(name)
    return LinkSource(layout, f"rows_{layout}")


def _source(name: str, columns: list[str]) -> Source:
    """Return the definition of a source whose columns are called after their roles."""
    return Source.model_validate(
        {
            "source": name,
            "label": {"nl": name, "en": name},
            "owner": "bench",
            "reader": "parquet",
            "delivery": "full",
            "legal_basis": [{"article": "geen: verzonnen gegevens", "verified": "te_toetsen"}],
            "supply": "eigen",
            "retention": "P1Y",
            "fields": {column: {"from": column, "type": "text", "role": column} for column in columns},
        }
    )
