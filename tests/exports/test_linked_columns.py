# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pandzicht.exports.linked_columns import ANSWER, KEY, TYPES, answer_notes, answers_in, names_beside


def test_the_added_columns_keep_their_names_where_the_table_has_no_such_column() -> None:
    assert names_beside(["straat"]) == tuple(TYPES) == (*ANSWER, KEY)


def test_a_column_of_the_table_keeps_its_name_and_the_added_one_is_numbered() -> None:
    found = names_beside(["Address_ID", "uitkomst", "uitkomst_2", "reden"])
    assert found[1:5] == ("address_id_2", "uitkomst_3", "zekerheid", "reden_2")


def test_added_columns_are_known_again_in_whatever_way_they_were_numbered() -> None:
    own = ["straat", "uitkomst", "address_id"]
    added = names_beside(own)
    assert answers_in([*own, *added]) == added
    assert answers_in([*added, *own]) == ()
    assert answers_in([*own, *added[:-1]]) == added[:-1], "the key was taken out"
    assert answers_in(added[1:]) == ()
    assert answers_in([]) == ()


def test_every_added_column_says_what_it_means_under_its_own_name() -> None:
    notes = answer_notes(names_beside(["uitkomst"]))
    assert [note.name for note in notes] == list(names_beside(["uitkomst"]))
    assert all(note.meaning and note.label_en for note in notes)
