# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the tiers: in how many ways a source row is tied to an address or not, in the words of the linker."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pandzicht.linking.probability import PRIOR_WEIGHT
from pandzicht.linking.reason import reason_of
from pandzicht.linking.tier import MEANINGS, Meaning, State
from pandzicht.parties.party_tier import PARTY_MEANINGS
from tools.page import page, table

INTRODUCTION = f"""\
Written by `make docs` from `pandzicht.linking.tier`; not edited by hand. The words are those that a run shows. How it
comes to a tier is in [how linking decides](../understand/how-linking-decides.md).

The probability is the one assumed before anything was measured; it counts for {PRIOR_WEIGHT} rows beside what a run
measures, and is never 1."""

TITLES = {
    State.LINKED: "Linked",
    State.DOUBTFUL: "In doubt: there is a candidate, but the row does not say enough or contradicts itself",
    State.UNLINKED: "Not linked: nothing among the addresses resembles it",
    State.PROTECTED: "Protected: shown nowhere, only counted",
}


PARTIES = f"""\
Written by `make docs` from `pandzicht.parties.party_tier`; not edited by hand. How rows come to a tier is in
[how parties are joined](../understand/parties.md). The probability is the one assumed before anything was measured; it
counts for {PRIOR_WEIGHT} rows beside what is measured, and is never 1."""

PARTY_TITLES = {
    State.LINKED: "Linked: the levels at which two rows are joined, the surest first",
    State.DOUBTFUL: "In doubt: a party resembles it, but the row contradicts it or says too little",
    State.UNLINKED: "Not linked: no party resembles it",
}


def page_of_tiers() -> str:
    """Return the page with every tier, per state, the surest first."""
    return page("Tiers of linking", [INTRODUCTION, *_parts(TITLES, MEANINGS)])


def page_of_party_tiers() -> str:
    """Return the page with every tier by which a row is tied to a party, per state, the surest first."""
    return page("Tiers of parties", [PARTIES, *_parts(PARTY_TITLES, PARTY_MEANINGS)])


def _parts(titles: Mapping[State, str], meanings: Mapping[Any, Meaning]) -> Iterator[str]:
    for state, title in titles.items():
        yield f"## {title}"
        told = [(tier, said) for tier, said in meanings.items() if said.state is state]
        heads = ["tier", "why", "in Dutch"] + (["assumed"] if state is State.LINKED else [])
        rows = ((f"`{tier}`", reason_of(said).en, reason_of(said).nl, str(said.prior or "")) for tier, said in told)
        yield table(heads, (row[: len(heads)] for row in rows))
