# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every line of the two logs is held against while tests run (S10): BIO2 8.15.01 and Logboek dataverwerkingen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pandzicht.definitions.action import NATURES, Action
from pandzicht.governance.audit import Result
from pandzicht.governance.log import Log, canonical

Rule = Callable[[Any], bool]


def _matches(pattern: str) -> Rule:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def _names(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item for item in value)


MOMENT = _matches(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
SAID = _matches(r"(?s).+")
JOINS = {"operation_id": _matches("[0-9a-f]{16}"), "trace_id": _matches("[0-9a-f]{32}")}
BIO: Mapping[str, Rule] = {
    "time": MOMENT,
    "actor": SAID,
    "origin": SAID,
    "action": lambda value: value in set(Action),
    "object": SAID,
    "result": lambda value: value in set(Result),
}
"""The six fields of BIO2 8.15.01."""
AUDIT = BIO | JOINS
AUDIT_MAY: Mapping[str, Rule] = {"purposes": _names, "roles": _names, "why": SAID}
PROCESSING = JOINS | {
    "status": lambda value: value in ("ok", "error"),
    "name": SAID,
    "start_time": MOMENT,
    "end_time": MOMENT,
    "attributes": lambda value: isinstance(value, dict),
}
"""The fields of Logboek dataverwerkingen."""
ATTRIBUTES: Mapping[str, Rule] = {"dpl.core.processing_activity_id": _matches(r"[^@]+@[0-9a-z]+")}
ATTRIBUTES_MAY: Mapping[str, Rule] = {
    "dpl.objects.dataproduct_id": SAID,
    "dpl.objects.algorithm_id": _matches(r"[^@]+@[0-9a-z]+"),
    "dpl.objects.dataset_ids": _names,
    "dpl.objects.feature_ids": lambda value: _names(value) and all("." in name for name in value),
    "pandzicht.subject_key": _matches(r"\d{4}-\d{2}"),
}
SEEN = re.compile(r"[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]*")


BSN, NAME, PASSWORD, DELIVERED = "999990639", "Kanarie-Van Gele", "gulden-kanarie-1", "er fluit hier iemand"
CANARIES = (BSN, NAME, PASSWORD, DELIVERED)
"""What tests plant in deliveries, words of commands and settings, and no log may hold."""
_NINE_DIGITS = re.compile(r"(?<![0-9A-Za-z])\d{9}(?![0-9A-Za-z])")
STORIES = (["denied"], ["allowed"], ["allowed", "done"], ["allowed", "failed"], ["allowed", "done", "failed"])
"""How an act may be told: decided once, ended at most once; a change may be done and what follows it fail."""
OFTEN_DONE = {Action.RUN, Action.UNSEAL, Action.LEARN}
"""Acts that may find nothing to read: a run that stands, an original that is only asked for, a check never drawn."""
READING = {action for action, nature in NATURES.items() if nature.for_a_purpose and action not in OFTEN_DONE} | {
    Action.LINK,
    Action.SUBJECT_ACCESS,
    Action.TEST_PROXIES,
    Action.DISPUTE,
}
"""Acts that read what may concern persons whenever they are done; a load or run may find that all is done already."""
COMMAND = re.compile("command line on ")
"""From where acts come that really read: a test's own desk may begin one for its line alone."""
AT_THE_DOOR = {"sign_in", "sign_out", "change_password"}
WELCOME = {"the first account of the workspace", "a password for the first account"}
"""What happens before anybody has a desk is told by its end alone."""


def _needs_no_right(line: Mapping[str, Any]) -> bool:
    """Tell whether an act is one that nobody decides on: coming in, and what becomes of work that was asked before."""
    is_of_work = str(line.get("object")).startswith("job:")
    return is_of_work or line.get("action") in AT_THE_DOOR or line.get("why") in WELCOME


def faults(line: Mapping[str, Any], must: Mapping[str, Rule], may: Mapping[str, Rule]) -> list[str]:
    """What is wrong with a line: fields that are missing, odd, or not to be there."""
    wrong = [f"{name} is missing" for name in must if name not in line]
    rules = {**must, **may}
    wrong += [f"{name} is no field of this log" for name in line if name not in rules]
    return wrong + [f"{name} is {line[name]!r}" for name in line if name in rules and not rules[name](line[name])]


def secrets_in(text: str) -> Iterator[str]:
    """What was planted and stands in a text, and whatever may be the number of a citizen."""
    yield from (f"{canary} stands in a line" for canary in CANARIES if canary in text)
    yield from (f"{found} may be a BSN" for found in _NINE_DIGITS.findall(text) if is_bsn(found))


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the proof of eleven."""
    return (
        sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """One entry of a log as its database keeps it."""

    entry_no: int
    operation_id: str
    written_at: str
    text: str
    chain: bytes = b""

    @property
    def line(self) -> dict[str, Any]:
        """The line as an object; an empty one when it is none."""
        try:
            found = json.loads(self.text)
        except (TypeError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def faults(self, log: Log) -> list[str]:
        """What is wrong with the line by itself, and with what stands beside it."""
        line = self.line
        wrong = (
            [] if canonical(line) == self.text and SEEN.fullmatch(self.text) else ["it is not written as it must be"]
        )
        wrong += secrets_in(str(self.text))
        beside = {"operation_id": self.operation_id, "time" if log is Log.AUDIT else "end_time": self.written_at}
        wrong += [f"{name} differs from its column" for name, value in beside.items() if line.get(name, value) != value]
        if log is Log.AUDIT:
            return wrong + faults(line, AUDIT, AUDIT_MAY)
        attributes = line.get("attributes")
        inner = faults(attributes, ATTRIBUTES, ATTRIBUTES_MAY) if isinstance(attributes, dict) else []
        return wrong + faults(line, PROCESSING, {}) + inner


@dataclass(slots=True)
class Lines:
    """What is known of both logs of one state: how far they were looked at, and the acts that they tell of."""

    last: dict[Log, Kept] = field(default_factory=dict)
    told: dict[str, list[str]] = field(default_factory=dict)
    """How each act of the audit log stood, in the order of its lines."""
    actors: set[str] = field(default_factory=set)
    at_door: set[str] = field(default_factory=set)
    """What was done before somebody had a desk."""
    read: set[str] = field(default_factory=set)
    """Commands that were done and read what may concern persons."""
    processed: set[str] = field(default_factory=set)
    """Acts that left a line in the processing log."""

    def reached(self, log: Log) -> int:
        """The number of the last entry of a log that was looked at."""
        return self.last[log].entry_no if log in self.last else 1

    def goes_on_in(self, kept: Mapping[Log, Sequence[Kept]]) -> bool:
        """Whether these entries begin with the last ones that were looked at: else it is another database."""
        return all(list(kept[log][:1]) == [last] for log, last in self.last.items())

    def take(self, kept: Mapping[Log, Sequence[Kept]]) -> list[str]:
        """Take in the entries that are new; return what is wrong with them."""
        new = {log: [entry for entry in entries if entry != self.last.get(log)] for log, entries in kept.items()}
        self.last |= {log: entries[-1] for log, entries in kept.items() if entries}
        for entry in new[Log.AUDIT]:
            self._take_act(entry.operation_id, entry.line)
        self.processed |= {entry.operation_id for entry in new[Log.PROCESSING]}
        wrong = [
            f"{log.value} {entry.entry_no}: {fault}" for log in new for entry in new[log] for fault in entry.faults(log)
        ]
        for entry in new[Log.PROCESSING]:
            wrong += [f"the processing log names {name}" for name in self.actors & set(_words(entry.line))]
            if self.told.get(entry.operation_id, ["denied"])[0] != "allowed":
                wrong.append("a processing belongs to no act of the audit log")
        return wrong

    def _take_act(self, act: str, line: Mapping[str, Any]) -> None:
        self.told.setdefault(act, []).append(str(line.get("result")))
        self.actors.add(str(line.get("actor")))
        if line.get("result") == "done" and _needs_no_right(line):
            self.at_door.add(act)
        if line.get("result") == "done" and line.get("action") in READING and COMMAND.match(str(line.get("origin"))):
            self.read.add(act)

    def untold(self, begun: Sequence[str] = ()) -> list[str]:
        """Which acts are not told of as they must be: those that began and ended at a desk, and all others."""
        wrong = [f"act {act} began and no line says so" for act in begun if act not in self.told]
        wrong += [f"act {act} ended and no line says so" for act in begun if self.told.get(act) == ["allowed"]]
        wrong += [f"act {act} read and no line says so" for act in sorted(self.read - self.processed)]
        whole = {act: story for act, story in self.told.items() if (act in self.at_door, story) != (True, ["done"])}
        odd = {act: story for act, story in whole.items() if story not in STORIES}
        return wrong + [f"act {act} is told as {' '.join(story)}" for act, story in odd.items()]


def _words(value: Any) -> Iterator[str]:
    """Every text within a line, and every word of it."""
    if isinstance(value, str):
        yield from (value, *re.findall(r"\w+", value))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _words(item)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)
