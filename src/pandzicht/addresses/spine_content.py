# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether two spines are the same to whoever looks an address up in them, whatever deliveries or days they are of."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from pandzicht.store.engine import Engine, quoted
from pandzicht.store.row_text import canonical_text, content_number

_LOOKED_UP: Mapping[str, Sequence[str]] = {
    "addresses": ("address_no", "address_id", "object_id", "soort", "levensfase", "adres", "pand_no", "pand_id"),
    "address_names": (),
    "panden": ("pand_no", "pand_id"),
    "address_panden": (),
    "straat_aliases": (),
    "woonplaats_aliases": (),
    "protected_names": (),
}
"""Table of the spine -> the columns by which addresses are found; none is all."""


def spine_content(engine: Engine) -> str:
    """Return the hash of what the spine in an engine says of where addresses are: 64 hexadecimal digits.

    Rows count as a set with repeats, in whatever order they stand.
    """
    lines = []
    for table, chosen in _LOOKED_UP.items():
        types = engine.columns(quoted(table))
        names = sorted(chosen or types)
        number = content_number(canonical_text(names, types))
        rows, total = engine.rows(f"SELECT count(*), coalesce(sum({number}), 0) FROM {quoted(table)}")[0]
        lines.append(f"{table}\x1f{'|'.join(names)}\x1f{rows}\x1f{total}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
