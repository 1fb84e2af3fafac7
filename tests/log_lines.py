# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every line of the two logs is held against while tests run (S10): BIO2 8.15.01 and Logboek dataverwerkingen."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

import pandzicht.cli.desk
import pandzicht.governance.desk
from pandzicht.definitions.action import Action
from pandzicht.governance import log
from pandzicht.governance.audit import Result
from pandzicht.governance.log import Entry, Log, canonical
from pandzicht.store.state_database import Transaction

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


def faults(line: Mapping[str, Any], must: Mapping[str, Rule], may: Mapping[str, Rule]) -> list[str]:
    """What is wrong with a line: fields that are missing, odd, or not to be there."""
    wrong = [f"{name} is missing" for name in must if name not in line]
    rules = {**must, **may}
    wrong += [f"{name} is no field of this log" for name in line if name not in rules]
    return wrong + [f"{name} is {line[name]!r}" for name in line if name in rules and not rules[name](line[name])]


@dataclass(slots=True)
class Written:
    """The lines that one test wrote in the logs."""

    lines: list[tuple[Log, Mapping[str, Any]]] = field(default_factory=list)

    def faults(self) -> list[str]:
        """What is wrong with the lines: each by itself, and together."""
        found = [fault for which, line in self.lines for fault in self._of(which, line)]
        actors = {str(line["actor"]) for which, line in self.lines if which is Log.AUDIT and "actor" in line}
        acts = {line.get("operation_id") for which, line in self.lines if which is Log.AUDIT}
        for line in (line for which, line in self.lines if which is Log.PROCESSING):
            found += [f"the processing log names {name}" for name in actors & set(_texts(line))]
            found += [] if line.get("operation_id") in acts else ["a processing belongs to no act of the audit log"]
        return found

    def _of(self, which: Log, line: Mapping[str, Any]) -> list[str]:
        found = [] if SEEN.fullmatch(canonical(line)) else [f"{line} holds what cannot be seen"]
        if which is Log.AUDIT:
            return found + faults(line, AUDIT, AUDIT_MAY)
        attributes = line.get("attributes")
        inner = faults(attributes, ATTRIBUTES, ATTRIBUTES_MAY) if isinstance(attributes, dict) else []
        return found + faults(line, PROCESSING, {}) + inner


def _texts(value: Any) -> Iterator[str]:
    """Every text within a line."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


WRITERS = (pandzicht.governance.desk, pandzicht.cli.desk)
"""Imported before anything is taken down: what is imported later would not be looked at."""


@contextmanager
def written() -> Iterator[Written]:
    """Take down what Pandzicht's own modules write in the logs; what a test appends itself is not looked at."""
    kept, append = Written(), log.append_entry

    def noting(transaction: Transaction, which: Log, entry: Entry) -> int:
        kept.lines.append((which, entry.line))
        return append(transaction, which, entry)

    with ExitStack() as stack:
        for name, module in list(sys.modules.items()):
            if name.startswith("pandzicht.") and module is not log and getattr(module, "append_entry", None) is append:
                stack.enter_context(mock.patch.object(module, "append_entry", noting))
        yield kept
