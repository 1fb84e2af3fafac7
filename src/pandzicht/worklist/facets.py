# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""How many units a list would have with one filter more: per sort of filter, with the others as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from pandzicht.language import message
from pandzicht.worklist.criteria import Criteria, Owner, Status, Told
from pandzicht.worklist.filters import Filtered, owner_marks, status_marks, unvisited_marks
from pandzicht.worklist.listed import ListedCheck
from pandzicht.worklist.owners import owners_told
from pandzicht.worklist.units import ANSWERS, Bools
from pandzicht.worklist.uses import WORDS

MONTHS = (6, 12, 24, 36, 60)
"""Offered for how long nobody visited."""
STATUSES: Mapping[Status, str] = {
    Status.NEW: message("new since the comparison before"),
    Status.DRAWN: message("in a selection"),
    Status.DISPUTED: message("disputed"),
}
OWNERS: Mapping[Owner, str] = {
    Owner.LEGAL_PERSON: message("legal person"),
    Owner.HOUSING_CORPORATION: message("housing corporation"),
    Owner.NO_LEGAL_PERSON: message("no legal person"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be asked: what stands for it in a query string, its label, and how many units then remain."""

    value: str
    label: str
    count: int
    is_asked: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One sort of filter, by its key in a query string, with what can be asked of it."""

    key: str
    choices: tuple[Choice, ...]


def facets_of(listed: ListedCheck, criteria: Criteria, filtered: Filtered) -> tuple[Facet, ...]:
    """Return every sort of filter of which there is something to choose; what occurs nowhere is not offered."""
    found = []
    for key, (sort, choices) in FACETS.items():
        base = filtered.without("" if sort == "signals" and criteria.every else sort)
        found.append(Facet(key, tuple(choices(listed, criteria, base))))
    return tuple(facet for facet in found if facet.choices)


def _areas(listed: ListedCheck, criteria: Criteria, base: Bools) -> Iterator[Choice]:
    here, there = listed.neighbourhoods, listed.facts.by_buurt
    counts = np.bincount(listed.facts.buurten[base], minlength=len(there))
    asked = np.any([here.meant_by(text) for text in criteria.areas], axis=0) if criteria.areas else there < 0
    for place, (code, name) in enumerate(zip(here.codes, here.names, strict=True)):
        if there[place]:
            yield Choice(code, name, int(counts[place]), bool(asked[place]))


def _signals(listed: ListedCheck, criteria: Criteria, base: Bools) -> Iterator[Choice]:
    asked = set(map(str, criteria.signals))
    for name in listed.signals:
        question = listed.run.catalogue.signals[name].question.in_(listed.language)
        for answer in Told:
            marked = listed.units.codes[name] == ANSWERS.index(answer)
            if marked.any():
                says = f"{name}:{answer}"
                yield Choice(says, question, _count(marked & base), says in asked)


def _statuses(listed: ListedCheck, criteria: Criteria, base: Bools) -> Iterator[Choice]:
    for status, label in STATUSES.items():
        marked = status_marks(listed, status)
        if marked.any():
            yield Choice(status, listed.say(label), _count(marked & base), status in criteria.statuses)


def _owners(listed: ListedCheck, criteria: Criteria, base: Bools) -> Iterator[Choice]:
    for owner in owners_told(listed.subject.indicators):
        marked = owner_marks(listed, owner)
        if marked.any():
            yield Choice(owner, listed.say(OWNERS[owner]), _count(marked & base), owner in criteria.owners)


def _kinds(listed: ListedCheck, criteria: Criteria, base: Bools) -> Iterator[Choice]:
    for name, marked in listed.facts.kinds.items():
        label = listed.say(WORDS[name]) if name in WORDS else name
        yield Choice(name, label, _count(marked & base), name in criteria.kinds)


def _not_visited(listed: ListedCheck, criteria: Criteria, base: Bools) -> Iterator[Choice]:
    for months in MONTHS if listed.tells_visits else ():
        count = _count(unvisited_marks(listed, months) & base)
        label = listed.say("{count} month", "{count} months", count=months)
        yield Choice(str(months), label, count, months == criteria.not_visited)


def _count(marked: Bools) -> int:
    return int(np.count_nonzero(marked))


FACETS: Mapping[str, tuple[str, Callable[[ListedCheck, Criteria, Bools], Iterator[Choice]]]] = {
    "area": ("areas", _areas),
    "signal": ("signals", _signals),
    "status": ("statuses", _statuses),
    "owner": ("owners", _owners),
    "kind": ("kinds", _kinds),
    "not_visited": ("not_visited", _not_visited),
}
"""Key in a query string -> the field of criteria, and what can be chosen of it."""
