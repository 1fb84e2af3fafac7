# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Pseudonyms: a keyed hash takes the place of a value that names a person; the plain value is gone afterwards."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from pandzicht.sources.binding import Binding
from pandzicht.store.row_text import canonical_text

DIGITS = 16
"""Hexadecimal digits of a pseudonym: 64 bits, enough to keep a million persons apart."""
_KEY_DIGITS, _INNER_DIGITS = 32, 22
"""Keys of 128 bits, and so much of the inner hash that key and hash fill one block of the outer: twice as fast."""


@dataclass(frozen=True, slots=True)
class PseudonymKeys:
    """Two keys of one workspace, so that a pseudonym cannot be made or tried out without both (nested, as in HMAC)."""

    inner: str
    outer: str


def pseudonym_keys(secret: bytes) -> PseudonymKeys:
    """Return the two keys that follow from a workspace's secret."""
    inner, outer = (hmac.new(secret, use, hashlib.sha256).hexdigest()[:_KEY_DIGITS] for use in (b"inner", b"outer"))
    return PseudonymKeys(inner, outer)


def pseudonym(value: str, keys: PseudonymKeys) -> str:
    """Return the pseudonym of one value, as 16 hexadecimal digits.

    >>> keys = pseudonym_keys(b"a secret")
    >>> pseudonym("999990639", keys) == pseudonym("999990639", keys) != pseudonym("999990640", keys)
    True
    """
    inner = hashlib.sha256((keys.inner + value).encode()).hexdigest()[:_INNER_DIGITS]
    return hashlib.sha256((keys.outer + inner).encode()).hexdigest()[:DIGITS]


def pseudonym_sql(text: str, keys: PseudonymKeys, binding: Binding) -> str:
    """Return the SQL of the same over a column; null stays null, and the keys are bound, never in the statement."""
    inner = f"left(sha256({binding.one(keys.inner)} || {text}), {_INNER_DIGITS})"
    return f"left(sha256({binding.one(keys.outer)} || {inner}), {DIGITS})"


def key_id(columns: Sequence[str], keys: PseudonymKeys, binding: Binding) -> str:
    """Return the SQL of the pseudonym of a row's key: tells that two rows have one key, and nothing of what it is."""
    return pseudonym_sql(canonical_text(sorted(columns)), keys, binding)
