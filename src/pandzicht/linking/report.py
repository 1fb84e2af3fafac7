# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What did not link, per source with its cause and examples; and the account of linking for a run's manifest."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pandzicht.definitions.words import Text
from pandzicht.linking.reason import reason_of
from pandzicht.linking.result import Example, LinkResult
from pandzicht.linking.tier import MEANINGS, State, Tier

NOT_LINKED = (State.DOUBTFUL, State.UNLINKED)
"""The states that a person can do something about. Protected rows are counted per source and never told apart."""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why rows of a source did not link: how many, which share of the source, in words, with examples."""

    source: str
    tier: Tier
    rows: int
    share: float
    examples: tuple[Example, ...]

    @property
    def state(self) -> State:
        """In doubt or not linked."""
        return MEANINGS[self.tier].state

    @property
    def reason(self) -> Text:
        """The cause in words."""
        return reason_of(MEANINGS[self.tier])


def causes(result: LinkResult) -> tuple[Cause, ...]:
    """Return why rows did not link, per source, the most frequent cause first."""
    found = [
        Cause(
            source=count.source,
            tier=count.tier,
            rows=count.rows,
            share=round(count.rows / result.rows(count.source), 4),
            examples=tuple(each for each in result.examples if (each.source, each.tier) == (count.source, count.tier)),
        )
        for count in result.counts
        if count.state in NOT_LINKED
    ]
    return tuple(sorted(found, key=lambda cause: (cause.source, -cause.rows, cause.tier)))


def linking_facts(result: LinkResult) -> dict[str, Any]:
    """Return the account of linking as plain data for the manifest; the same rows give the same account."""
    return {
        "sources": {source: _source(result, source) for source in result.sources},
        "tiers": [
            {"source": each.source, "tier": each.tier.value, "state": each.state.value, "rows": each.rows}
            for each in result.counts
        ],
        "probabilities": [
            {
                "tier": each.tier.value,
                "source": each.source,
                "probability": str(each.probability),
                "rows": each.rows,
                "right": each.right,
                "links": each.links,
            }
            for each in result.measured
        ],
        "judgements": {
            "rows": result.judgements.rows,
            "lost": result.judgements.lost,
            "conflicts": [list(conflict) for conflict in result.judgements.conflicts],
        },
        "examples": [_example(each) for each in result.examples],
    }


def _source(result: LinkResult, source: str) -> dict[str, Any]:
    return {"rows": result.rows(source)} | {state.value: result.rows(source, state) for state in State}


def _example(example: Example) -> dict[str, Any]:
    return {
        "source": example.source,
        "tier": example.tier.value,
        "state": example.state.value,
        "row_id": example.row_id,
        "delivered": example.delivered,
        "address": example.address,
        "differs": list(example.differs),
        "reason": example.reason.model_dump(),
    }
