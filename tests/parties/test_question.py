# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may be joined: companies always within the purpose, persons only on a basis of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pandzicht.errors import PurposeMissing
from pandzicht.parties.party_source import PartyKind, PartySource
from pandzicht.parties.question import PartyQuestion, refuse_beyond
from tests.parties.people import COMPANIES, EVERYBODY, FIELDS, PURPOSE, source_of


def test_persons_are_asked_about_only_with_an_article() -> None:
    assert COMPANIES.kinds == (PartyKind.COMPANY,)
    assert PartyQuestion(PURPOSE, "  ").kinds == (PartyKind.COMPANY,)
    assert set(EVERYBODY.kinds) == set(PartyKind)


def test_all_sources_that_are_refused_are_named_at_once() -> None:
    fine = PartySource(source_of("brk"), "brk", FIELDS)
    other = PartySource(source_of("kvk", ["branches"]), "kvk", FIELDS)
    unsupplied = PartySource(source_of("energie").model_copy(update={"supply": "none"}), "energie", FIELDS)
    refuse_beyond(EVERYBODY, [fine])
    with pytest.raises(PurposeMissing, match=r"(?s)'kvk'.*'energie'.*no basis for its delivery"):
        refuse_beyond(EVERYBODY, [fine, other, unsupplied])
    with pytest.raises(PurposeMissing, match="'hennep'"):
        refuse_beyond(replace(EVERYBODY, purpose=replace(PURPOSE, name="hennep")), [fine])
