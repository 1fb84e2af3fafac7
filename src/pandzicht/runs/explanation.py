# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an explanation of one address holds: answers, points, dates and the very rows of the sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pandzicht.definitions.channel import Channel


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One row of a source as it was delivered: which, where it stood, and what it says."""

    source: str
    row_id: str
    delivered_on: date
    place: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The value of an indicator and the rows behind it; `rows` is None when they were not asked for."""

    indicator: str
    label: str
    value: object
    unit: str
    source: str
    source_label: str
    per: str
    row_count: int | None
    rows: tuple[SourceRow, ...] | None


@dataclass(frozen=True, slots=True)
class Answered:
    """One signal's answer: its question, what it says in words, and its evidence."""

    signal: str
    question: str
    answer: str
    text: str
    legal_basis: tuple[str, ...]
    verified: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would change the place of a unit: a signal, the score it would then have, and the place."""

    signal: str
    becomes: str
    score: int
    rank: int


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check's view of the address: where its unit stands, and the points of each signal."""

    check: str
    label: str
    unit: str
    in_frame: bool
    empty_frame: str
    """Why no unit at all is in the frame; empty when there are some."""
    score: int
    score_max: int
    rank: int | None
    of: int
    points: Mapping[str, int]
    """Points of the signals that are yes; they sum to the score."""
    answers: tuple[Answered, ...]
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that is known of one address in one run, for the checks asked."""

    run: str
    on: date
    known: date
    address_id: str
    adres: str
    facts: Mapping[str, object]
    spine_is_declared: bool
    unverified_legal_basis: bool
    channel: Channel | None
    """The partnership that the run is of; None for the municipality's own."""
    checks: tuple[CheckView, ...]
    destroyed: tuple[str, ...] = ()
    """What of the deliveries behind it was destroyed since, under which rule and when."""
