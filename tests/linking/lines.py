# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lines of text as intake hands them to the linker: taken apart and spelled, one row per line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa

from pandzicht.linking.link import link_sources
from pandzicht.sources.line_links import spell_lines
from pandzicht.store.engine import Engine
from tests.linking.town import Found, Row, Town, found_links

COLUMNS = ("straat", "huisnummer", "huisletter", "toevoeging", "postcode", "woonplaats", "postcode4", "line")


def spoken(engine: Engine, lines: Sequence[str], **fields: object) -> list[Row]:
    """The row that each line becomes; `fields` are what the source has in fields of their own, which go before."""
    engine.register("lines_given", pa.table({"value": pa.array(lines, pa.string())}))
    engine.run("CREATE OR REPLACE TEMP TABLE lines_told AS SELECT DISTINCT value FROM lines_given")
    engine.forget("lines_given")
    spell_lines(engine, "SELECT value FROM lines_told", "lines_spelled")
    columns = ", ".join(f"link_{column}" for column in COLUMNS)
    found = {
        value: Row(**dict(zip(COLUMNS, parts, strict=True)))
        for value, *parts in engine.rows(f"SELECT value, {columns} FROM lines_spelled")
    }
    engine.drop("lines_spelled")
    engine.run("DROP TABLE lines_told")
    return [replace(found[line], **fields) for line in lines]


def linked_lines(town: Town, *lines: str, **fields: object) -> list[Found]:
    """What becomes of lines that are the rows of one source."""
    link_sources(town.engine, [town.deliver("meldingen", spoken(town.engine, lines, **fields))])
    found = found_links(town.engine)
    return [found["meldingen", place] for place in range(len(lines))]
