# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
from __future__ import annotations

from pandzicht.addresses.unread import unread


def test_what_is_not_ignored_is_unread() -> None:
    assert unread(["b", "a"], []) == ["a", "b"]
    assert unread(["kleur", "kleurcode", "hoogte"], ["kleur"]) == ["hoogte", "kleurcode"]
    assert unread(["kleur", "kleurcode", "hoogte"], ["kleur*", "hoogte"]) == []
