# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The link columns of lines of text: a line is taken apart, and each distinct part is spelled once."""

from __future__ import annotations

from collections.abc import Mapping

from pandzicht.addresses import spelling
from pandzicht.addresses.line import read_lines
from pandzicht.store.engine import Engine

LINE_COLUMNS = (
    "link_straat", "link_huisnummer", "link_huisletter", "link_toevoeging", "link_postcode", "link_postcode4",
    "link_woonplaats", "link_line",
)  # fmt: skip
_PARTS = "line_parts"
# a unit is spelled as what stands behind some number
_UNIT = "concat('1', eenheid)"
_SPELLED: Mapping[str, Mapping[str, str]] = {
    "eenheid": {
        "link_huisletter": spelling.split_huisletter(_UNIT),
        "link_toevoeging": spelling.split_toevoeging(_UNIT),
    },
    "postcode": {"link_postcode": spelling.postcode("postcode"), "link_postcode4": spelling.postcode4("postcode")},
    "woonplaats": {"link_woonplaats": spelling.woonplaats("woonplaats")},
}


def spell_lines(engine: Engine, lines: str, table: str) -> None:
    """Hold `value` and `LINE_COLUMNS` under the name of a table, from a query of distinct lines (`value`)."""
    engine.hold(_PARTS, read_lines(lines))
    names = spelling.straten(f"SELECT DISTINCT straat AS text FROM {_PARTS} WHERE straat IS NOT NULL")
    engine.hold("line_straat", f"SELECT text AS straat, straat AS link_straat FROM ({names})")
    for part, columns in _SPELLED.items():
        spelled = ", ".join(f"{sql} AS {name}" for name, sql in columns.items())
        texts = f"SELECT DISTINCT {part} FROM {_PARTS} WHERE {part} IS NOT NULL"
        engine.hold(f"line_{part}", f"SELECT {part}, {spelled} FROM ({texts})")
    joins = " ".join(f"LEFT JOIN line_{part} USING ({part})" for part in ("straat", *_SPELLED))
    number = spelling.huisnummer("huisnummer")
    engine.hold(
        table,
        f"SELECT value, link_straat, {number} AS link_huisnummer, "
        "link_huisletter, link_toevoeging, link_postcode, link_postcode4, link_woonplaats, "
        f"nullif(line, '') AS link_line FROM {_PARTS} {joins}",
    )
    for name in (_PARTS, "line_straat", *(f"line_{part}" for part in _SPELLED)):
        engine.drop(name)
