# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""A keyed hash takes the place of a person's number."""

from __future__ import annotations

import re

from pandzicht.sources.binding import Binding
from pandzicht.sources.pseudonyms import key_id, pseudonym, pseudonym_keys, pseudonym_sql
from pandzicht.store.engine import Engine
from tests.sources.making import SECRET


def test_the_engine_and_the_library_agree() -> None:
    keys, binding = pseudonym_keys(SECRET), Binding()
    statement = f"SELECT v, {pseudonym_sql('v', keys, binding)} FROM (VALUES ('999990639'), ('Çélik'), (NULL)) AS t(v)"
    with Engine() as engine:
        found = dict(engine.rows(statement, binding.used_in(statement)))
    assert found.pop(None) is None
    assert found == {value: pseudonym(value, keys) for value in ("999990639", "Çélik")}
    assert all(re.fullmatch(r"[0-9a-f]{16}", name) for name in found.values())


def test_neither_the_keys_nor_the_secret_stand_in_the_statement() -> None:
    keys, binding = pseudonym_keys(SECRET), Binding()
    statement = pseudonym_sql("v", keys, binding)
    assert keys.inner not in statement
    assert keys.outer not in statement
    assert keys.inner != keys.outer


def test_another_workspace_gives_another_pseudonym() -> None:
    assert pseudonym("999990639", pseudonym_keys(SECRET)) != pseudonym("999990639", pseudonym_keys(b"another"))


def test_the_pseudonym_of_a_key_does_not_depend_on_the_order_of_its_columns() -> None:
    keys, binding = pseudonym_keys(SECRET), Binding()
    one, other = (key_id(columns, keys, binding) for columns in (("a", "b"), ("b", "a")))
    assert one == other
    with Engine() as engine:
        query = f"SELECT count(DISTINCT {one}) FROM (VALUES (1, 'x'), (1, 'x'), (1, NULL), (11, '')) AS t(a, b)"
        assert engine.value(query, binding.used_in(query)) == 3
