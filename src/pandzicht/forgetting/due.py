# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is due to be destroyed on a day: a pure question over what is kept, the terms of the catalogue and the day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum

from pandzicht.definitions.catalogue import Catalogue
from pandzicht.definitions.retention import Kept
from pandzicht.definitions.words import Duration
from pandzicht.language import message


class Kind(StrEnum):
    """What sort of thing is destroyed."""

    ORIGINAL = "original"
    ROWS = "rows"
    DELIVERY = "delivery"
    RUN = "run"
    SELECTION = "selection"
    PROXY_TEST = "proxy_test"
    JUDGEMENTS = "judgements"
    NECESSITY = "necessity"
    DISPUTE = "dispute"
    BOND = "bond"
    ACCOUNT = "account"
    SESSION = "session"
    SIGN_IN_ATTEMPT = "sign_in_attempt"
    JOB = "job"
    EXPORT = "export"
    SUBJECT_KEY = "subject_key"
    UNFINISHED = "unfinished"


LABELS: Mapping[Kind, str] = {
    Kind.ORIGINAL: message("encrypted original"),
    Kind.ROWS: message("rows"),
    Kind.DELIVERY: message("delivery"),
    Kind.RUN: message("run"),
    Kind.SELECTION: message("selection"),
    Kind.PROXY_TEST: message("proxy test"),
    Kind.JUDGEMENTS: message("judgements on links"),
    Kind.NECESSITY: message("reason for looking"),
    Kind.DISPUTE: message("dispute"),
    Kind.BOND: message("bond with an address"),
    Kind.ACCOUNT: message("name and roles of an account"),
    Kind.SESSION: message("session"),
    Kind.SIGN_IN_ATTEMPT: message("failed sign-ins"),
    Kind.JOB: message("work in the background"),
    Kind.EXPORT: message("exported file"),
    Kind.SUBJECT_KEY: message("key of the processing log"),
    Kind.UNFINISHED: message("unfinished work"),
}
FOUR_EYES = frozenset({Kind.DELIVERY, Kind.RUN, Kind.SELECTION, Kind.PROXY_TEST, Kind.JUDGEMENTS})
"""What comparisons and decisions rest on, and nothing makes again: somebody else approves its destruction."""
TERMED: Mapping[Kind, Kept] = {
    Kind.RUN: Kept.RUNS,
    Kind.SELECTION: Kept.SELECTIONS,
    Kind.PROXY_TEST: Kept.PROXY_TESTS,
    Kind.JUDGEMENTS: Kept.JUDGEMENTS,
    Kind.NECESSITY: Kept.NECESSITIES,
    Kind.DISPUTE: Kept.DISPUTES,
    Kind.BOND: Kept.BONDS,
    Kind.ACCOUNT: Kept.ACCOUNTS,
    Kind.SESSION: Kept.SESSIONS,
    Kind.SIGN_IN_ATTEMPT: Kept.ATTEMPTS,
    Kind.JOB: Kept.JOBS,
    Kind.EXPORT: Kept.EXPORTS,
    Kind.UNFINISHED: Kept.UNFINISHED,
}
"""What Pandzicht makes -> whose term in the catalogue it has."""
STORAGE_LIMITATION = "AVG art. 5 lid 1 onder e"
AGAIN = "destroyed before"
"""The rule for what came back, out of a backup, after it was destroyed."""


@dataclass(frozen=True, slots=True, order=True)
class Held:
    """One thing that is kept: the day from which its term counts, or the last day on which it is kept.

    `source` is that of a delivery, `channel` the partnership that it is of; `was` is the hash of what it is, empty for
    what is too short to hash safely.
    """

    kind: Kind
    name: str
    since: date | None = None
    until: date | None = None
    source: str = ""
    channel: str = ""
    was: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Due:
    """One thing that must go: under which rule and article, since when; of rows which, and which columns of them."""

    kind: Kind
    name: str
    rule: str
    basis: str
    due_on: date
    was: str = ""
    rows: tuple[int, ...] = ()
    columns: tuple[str, ...] = ()

    @property
    def is_routine(self) -> bool:
        """Whether a rule alone decides it; everything else waits for a second person."""
        return self.kind not in FOUR_EYES or self.rule == AGAIN


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that is due on a day, and for what no term is set."""

    on: date
    due: tuple[Due, ...]
    without_term: tuple[str, ...] = ()

    @property
    def routine(self) -> Plan:
        """The part that needs no approval."""
        return Plan(self.on, tuple(item for item in self.due if item.is_routine), self.without_term)

    @property
    def waiting(self) -> tuple[Due, ...]:
        """What needs the approval of somebody else."""
        return tuple(item for item in self.due if not item.is_routine)

    @property
    def hash(self) -> str:
        """The SHA-256 of what needs approval: it stays the same while that does, whatever goes by routine."""
        listed = [{**asdict(item), "due_on": item.due_on.isoformat()} for item in self.waiting]
        return hashlib.sha256(json.dumps([self.on.isoformat(), listed], sort_keys=True).encode()).hexdigest()


def what_is_due(
    held: Iterable[Held], ended: Sequence[Due], registered: Collection[tuple[str, str]], catalogue: Catalogue, on: date
) -> Plan:
    """Return the plan of a day: what is kept past its term, rows that ended, and what came back after destruction.

    `registered` has (kind, name) of what was destroyed before. A delivery takes its original along, and rows that
    ended in it need not be named apart. The last day of a term still counts as within it.
    """
    kept = sorted(held)
    found = {(item.kind, item.name): item for item in _past(kept, registered, catalogue, on)}
    gone = {name: item for (kind, name), item in found.items() if kind is Kind.DELIVERY}
    for item in kept:
        if item.kind is Kind.ORIGINAL and item.name in gone and (item.kind, item.name) not in found:
            taken = gone[item.name]
            found[item.kind, item.name] = Due(item.kind, item.name, taken.rule, taken.basis, taken.due_on, item.was)
    rows = [item for item in ended if item.name not in gone]
    return Plan(on, tuple(sorted([*found.values(), *rows])), tuple(sorted(set(_without_term(kept, catalogue, on)))))


def _past(
    kept: Iterable[Held], registered: Collection[tuple[str, str]], catalogue: Catalogue, on: date
) -> Iterator[Due]:
    for item in kept:
        term = _term_of(item, catalogue, on)
        if term is not None and term[0] < on:
            yield Due(item.kind, item.name, term[1], term[2], term[0], item.was)
        elif (item.kind.value, item.name) in registered:
            yield Due(item.kind, item.name, AGAIN, STORAGE_LIMITATION, on, item.was)


def _term_of(item: Held, catalogue: Catalogue, on: date) -> tuple[date, str, str] | None:
    """Return the last day of a thing, the rule and its basis; None when there is no term for it.

    Of a channel all is gone on the day that its covenant says, if its own term is not over before.
    """
    own = _own_term_of(item, catalogue, on)
    channel = catalogue.channels.get(item.channel)
    if channel is None:
        return own
    last = channel.destroy_on - timedelta(days=1)
    return own if own and own[0] <= last else (last, f"{item.channel}.destroy_on", f"covenant {channel.covenant}")


def _own_term_of(item: Held, catalogue: Catalogue, on: date) -> tuple[date, str, str] | None:
    if item.until is not None:
        return item.until, item.rule, STORAGE_LIMITATION
    if item.since is None:
        return None
    if item.kind is Kind.DELIVERY:
        source = catalogue.sources.get(item.source)
        return _ends(item.since, source.retention, f"{item.source}.retention") if source else None
    own = catalogue.retention.get(TERMED[item.kind])
    term = own.on(on) if own else None
    if term is None:
        return None
    return term.keep.after(item.since), f"{TERMED[item.kind].value} {term.keep}", term.article


def _ends(since: date, keeps: Duration, rule: str) -> tuple[date, str, str]:
    return keeps.after(since), f"{rule} {keeps}", STORAGE_LIMITATION


def _without_term(kept: Iterable[Held], catalogue: Catalogue, on: date) -> Iterator[str]:
    """Yield for what that is kept there is no term: it is kept for ever until somebody sets one."""
    for item in kept:
        if _term_of(item, catalogue, on) is None and item.since is not None:
            yield f"sources/{item.source}" if item.kind is Kind.DELIVERY else f"retention/{TERMED[item.kind].value}"
