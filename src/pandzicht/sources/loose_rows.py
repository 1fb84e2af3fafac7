# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of a table that is no delivery, as the linker reads them: every one of them, whatever stands in it.

A delivery sets bad rows aside. Here nobody defined what is bad: a text that says no address finds none, and its row
stays. Nothing is kept: the table lives in the engine only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from pandzicht.definitions.source import DeliveryKind, Role, Source, SourceField
from pandzicht.definitions.words import Duration, LegalBasis, Text
from pandzicht.sources.columns import cleaned
from pandzicht.sources.links import malformed_counts, spell_links
from pandzicht.sources.typed_table import DELIVERED, ROW, TYPED
from pandzicht.store.engine import Engine, literal, quoted
from pandzicht.store.row_text import canonical_text, content_number

NAME = "bestand"
"""What the table is called as a source, in the engine only."""
VIEW = f"source_{NAME}"
KEYS = "loose_keys"
TEXTS = "loose_texts"


@dataclass(frozen=True, slots=True)
class Malformed:
    """Of the texts of a column with a role, how many are not what the role says."""

    role: Role
    wrong: int
    given: int


def hold_rows(engine: Engine, table: pa.Table, roles: Mapping[Role, str], *, basis: str) -> None:
    """Make the table `loose_texts` of the columns with a role, and `loose_keys` (delivered_no, content) of every row.

    `content` is 16 hexadecimal digits from the texts of the row and the `basis` on which it is answered: equal content
    on an equal basis has an equal answer.
    """
    texts = pa.table({role.value: table[column] for role, column in roles.items()})
    engine.register(DELIVERED, texts.append_column(ROW, pa.array(np.arange(table.num_rows))))
    columns = ", ".join(f"{cleaned(role)} AS {quoted(role)}" for role in roles)
    engine.run(f"CREATE OR REPLACE TABLE {TEXTS} AS SELECT {ROW}, {columns} FROM {DELIVERED}")
    engine.forget(DELIVERED)
    text = canonical_text(sorted(roles), dict.fromkeys(roles, "VARCHAR"))
    content = content_number(f"{literal(basis)} || chr(30) || {text}")
    engine.run(
        f"CREATE OR REPLACE TABLE {KEYS} AS SELECT {ROW}, lower(printf('%016x', {content})) AS content FROM {TEXTS}"
    )


def spell_rows(engine: Engine, roles: Mapping[Role, str], *, without: str = "") -> tuple[Malformed, ...]:
    """Make the view `source_bestand` of the held rows with their link columns, and tell what is malformed in them.

    Rows whose delivered_no stands in the table `without` are left out. `row_no` is the position in the file.
    """
    source = _source(roles)
    chosen = f" ANTI JOIN {quoted(without)} USING ({ROW})" if without else ""
    engine.hold(TYPED, f"SELECT * FROM {TEXTS}{chosen}")
    links = spell_links(engine, source)
    columns = ", ".join(f"{sql} AS {name}" for name, sql in links.columns.items())
    identity = content_number(f"k.content || chr(30) || t.{ROW}")
    engine.hold(
        VIEW,
        f"SELECT 0::SMALLINT AS delivery_no, t.{ROW}::INTEGER AS row_no, "
        f"{identity} AS row_id, {columns} FROM {TYPED} AS t JOIN {KEYS} k ON k.{ROW} = t.{ROW} {links.joins}",
    )
    counted = malformed_counts(engine, source)
    engine.drop(TYPED)
    return tuple(Malformed(Role(name), *counts) for name, counts in counted.items())


def _source(roles: Mapping[Role, str]) -> Source:
    """Return the table as a source that exists for this one question and is never loaded, kept or compared."""
    return Source(
        source=NAME,
        label=Text(nl="Bestand", en="File"),
        owner="whoever holds the file",
        reader="csv",
        delivery=DeliveryKind.FULL,
        legal_basis=(LegalBasis(article="that of whoever holds the file", verified="te_toetsen"),),
        supply="eigen",
        retention=Duration("P1D"),
        fields={role.value: SourceField(origin=column, role=role) for role, column in roles.items()},
    )
