# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of one day, already joined, taken apart again into the tables of the spine.

Bag-light and the address CSVs hold one row per object or address with street, pand and woonplaats written out. What
they do not hold is null: dates, the numbers of voorkomens, nevenadressen where they are not listed. Where a format has
no id of its own for a thing, a negative number made from its content stands in; it is the same in every delivery.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pandzicht.addresses.spine_tables import SCHEMAS


def shaped(name: str, columns: dict[str, pa.Array | pa.ChunkedArray], rows: int) -> pa.Table:
    """Return a table of the spine from the columns that a format delivers; all others are null."""
    schema = SCHEMAS[name]
    arrays = [
        pc.cast(columns[field.name], field.type) if field.name in columns else pa.nulls(rows, field.type)
        for field in schema
    ]
    return pa.Table.from_arrays([_chunked(array) for array in arrays], schema=schema)


def first_of(table: pa.Table, key: str) -> pa.Table:
    """Return the first row of each value of a key, in the order of the key; rows without one are left out."""
    table = table.filter(pc.is_valid(table[key]))
    ranked = table.append_column("_row", pa.array(range(table.num_rows), pa.int64()))
    first = ranked.group_by(key, use_threads=False).aggregate([("_row", "min")])
    return table.take(first.sort_by(key)["_row_min"])


def bag_ids(texts: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return ids as numbers; null where the text is absent or is not all digits."""
    digits = pc.match_substring_regex(texts, "^[0-9]{1,16}$")
    return pc.cast(pc.if_else(digits, texts, pa.scalar(None, pa.string())), pa.int64())


def stand_in_ids(parts: Sequence[pa.Array | pa.ChunkedArray]) -> pa.Array:
    """Return a negative number per row, made from the content of the parts."""
    texts = pc.binary_join_element_wise(*(pc.fill_null(part, "") for part in parts), "\x1f").to_pylist()
    known = {text: -(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=7).digest()) + 1) for text in set(texts)}
    return pa.array([known[text] for text in texts], pa.int64())


def joined_sorted(texts: pa.Array | pa.ChunkedArray, separator: str) -> pa.Array:
    """Return lists of words in one text (`b,a`) as a sorted list joined with `|`; looked up per distinct text."""
    distinct = pc.unique(texts)
    spelled = pa.array(
        [
            None if text is None else "|".join(sorted({word.strip() for word in text.split(separator)} - {""})) or None
            for text in distinct.to_pylist()
        ],
        pa.string(),
    )
    return pc.take(spelled, pc.index_in(texts, value_set=distinct))


def id_lists(texts: pa.Array | pa.ChunkedArray, separator: str) -> pa.Array:
    """Return lists of ids in one text (`id2,id1`) as sorted lists of numbers; an absent text is an empty list."""
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    split = pc.split_pattern(pc.fill_null(whole, ""), separator)
    row = pc.list_parent_indices(split)
    words = pa.table({"row": row, "id": bag_ids(pc.utf8_trim_whitespace(split.flatten()))})
    words = words.filter(pc.is_valid(words["id"])).sort_by([("row", "ascending"), ("id", "ascending")])
    lengths = np.bincount(words["row"].to_numpy(), minlength=len(whole))
    offsets = pa.array(np.concatenate(([0], np.cumsum(lengths))), pa.int32())
    return pa.ListArray.from_arrays(offsets, words["id"].combine_chunks())


def without(values: pa.Array | pa.ChunkedArray, dummies: Collection[int]) -> pa.Array | pa.ChunkedArray:
    """Return numbers with the dummies among them as null."""
    is_dummy = pc.is_in(values, value_set=pa.array(sorted(dummies), values.type))
    return pc.if_else(is_dummy, pa.scalar(None, values.type), values)


def filled(texts: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    """Return texts without blanks around them, the empty ones as null."""
    trimmed = pc.utf8_trim_whitespace(pc.cast(texts, pa.string()))
    return pc.if_else(pc.equal(trimmed, ""), pa.scalar(None, pa.string()), trimmed)


def _chunked(array: pa.Array | pa.ChunkedArray) -> pa.ChunkedArray:
    return array if isinstance(array, pa.ChunkedArray) else pa.chunked_array([array])
