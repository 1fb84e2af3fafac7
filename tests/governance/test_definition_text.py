# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts of definitions are kept by what they say, and lead back to what they were made from."""

from __future__ import annotations

from datetime import timedelta

from pandzicht.definitions.catalogue import document_hash
from pandzicht.governance.definition_text import keep_text, made_from, text_saying, texts_of
from pandzicht.store.state_database import StateDatabase
from tests.desk import NOW

PLACE = "signals/x"
A, B, C = ({"signal": "x", "when": when} for when in ("a", "b", "c"))


def kept(state: StateDatabase, text: str, says: dict[str, str], said: dict[str, str], hours: int = 0) -> None:
    with state.transaction() as transaction:
        keep_text(transaction, PLACE, text, says=says, said=said, now=NOW + timedelta(hours=hours))


def test_a_text_is_found_by_what_it_says(state: StateDatabase) -> None:
    kept(state, "# waarom\nwhen: b", B, A)
    with state.transaction(reads=True) as transaction:
        assert text_saying(transaction, PLACE, B) == "# waarom\nwhen: b"
        assert text_saying(transaction, PLACE, A) is None
        assert text_saying(transaction, "signals/y", B) is None


def test_of_two_texts_that_say_the_same_the_last_one_counts(state: StateDatabase) -> None:
    kept(state, "when: b", B, A)
    kept(state, "when:  b", B, C, hours=1)
    with state.transaction(reads=True) as transaction:
        assert text_saying(transaction, PLACE, B) == "when:  b"


def test_the_same_once_more_changes_nothing(state: StateDatabase) -> None:
    for _ in range(2):
        kept(state, "when: b", B, A)
    with state.transaction(reads=True) as transaction:
        assert len(texts_of(transaction, PLACE)) == 1


def test_what_it_was_made_from_is_followed_however_far(state: StateDatabase) -> None:
    kept(state, "when: b", B, A)
    kept(state, "when: c", C, B)
    with state.transaction(reads=True) as transaction:
        assert made_from(transaction, PLACE, C) == {document_hash(A), document_hash(B)}
        assert made_from(transaction, PLACE, A) == frozenset()


def test_a_change_that_goes_back_ends(state: StateDatabase) -> None:
    kept(state, "when: b", B, A)
    kept(state, "when: a", A, B)
    with state.transaction(reads=True) as transaction:
        assert made_from(transaction, PLACE, A) == {document_hash(B)}
