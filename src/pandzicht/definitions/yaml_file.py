# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One YAML file: its data, and the line on which every part of it stands.

A scalar without quotes is read by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), so that
yes and no are words; a day (2026-03-01) is a date. Anchors, aliases and tags are not used: a definition says itself
what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from pandzicht.errors import Fault

KeyPath = tuple[str | int, ...]

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The parser of libyaml where PyYAML was built with it: ten times faster; it leaves every scalar a text."""
_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map")}
_SCALARS: tuple[tuple[re.Pattern[str], Callable[[str], Any]], ...] = (
    (re.compile(r"|~|null|Null|NULL"), lambda _: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), Decimal),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), date.fromisoformat),
)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """The plain data of a file and the 1-based line of every key path in it."""

    name: str
    data: dict[str, Any]
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of a key path, or of the nearest part of it that exists."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: KeyPath, found: str, remedy: str = "") -> Fault:
        """Return a fault at a key path."""
        return Fault(self.name, f"line {self.line(path)}", found, remedy)


def read_yaml(path: Path, name: str) -> YamlFile | Fault:
    """Return a YAML file that holds one mapping, or the first fault that stops it from being read."""
    try:
        text = path.read_text(encoding="utf-8")
    except ValueError as error:
        return _unreadable(name, error)
    return read_text(text, name)


def read_text(text: str, name: str) -> YamlFile | Fault:
    """Return a YAML text that holds one mapping, or the first fault that stops it from being read.

    >>> read_text("norm: [", "norms/x.yaml").place
    'line 2, column 1'
    """
    try:
        root = _composed(text)
        if not isinstance(root, yaml.MappingNode):
            return Fault(name, "line 1", "holds no mapping of keys to values", "begin with for instance 'signal: NAME'")
        return YamlFile(name, _value(root), dict(_lines(root, ())))
    except _Unused as unused:
        return Fault(name, f"line {unused.line}", unused.found, unused.remedy)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        return Fault(name, place, f"is not YAML: {error.problem or error.context}", "check quotes and indentation")
    except (yaml.YAMLError, ValueError) as error:
        return _unreadable(name, error)


def _unreadable(name: str, error: Exception) -> Fault:
    return Fault(name, "line 1", f"cannot be read: {error}", "save the file as UTF-8 YAML")


def written(data: Mapping[str, Any]) -> str:
    r"""Return plain data as a YAML text that reads back as the same.

    >>> written({"signal": "x", "when": "a > 1", "expect": "yes", "on": "2026-03-01"})
    "signal: x\nwhen: a > 1\nexpect: 'yes'\n'on': '2026-03-01'\n"
    """
    text: str = yaml.safe_dump(dict(data), sort_keys=False, allow_unicode=True, width=110)
    return text


def yaml_data(text: str) -> Any:
    """Return the plain data of a YAML text that stands in the product itself.

    >>> yaml_data("{a: yes, b: 012, c: 2026-03-01, d: '1', e: 1.50, f: }")
    {'a': 'yes', 'b': 12, 'c': datetime.date(2026, 3, 1), 'd': '1', 'e': Decimal('1.50'), 'f': None}
    """
    return _value(_composed(text))


class _Unused(ValueError):
    """Something of YAML that a definition does not use, with its line."""

    def __init__(self, node: yaml.Node, found: str, remedy: str) -> None:
        super().__init__(found)
        self.line, self.found, self.remedy = node.start_mark.line + 1, found, remedy


def _composed(text: str) -> yaml.Node | None:
    root: yaml.Node | None = yaml.compose(text, Loader=_LOADER)
    _refuse_aliases(root)
    return root


def _refuse_aliases(root: yaml.Node | None) -> None:
    """Refuse a part that is named in two places: such parts can grow a small file beyond all bounds."""
    seen: set[int] = set()
    open_nodes = [] if root is None else [root]
    while open_nodes:
        node = open_nodes.pop()
        if id(node) in seen:
            raise _Unused(node, "is named by an alias elsewhere", "write it out in both places")
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            open_nodes += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            open_nodes += node.value


def _value(node: yaml.Node | None) -> Any:
    if node is None:
        return None
    if node.tag not in _TAGS:
        raise _Unused(node, f"has a tag, '{node.tag}'", "leave it out")
    if isinstance(node, yaml.MappingNode):
        return {key: _value(child) for key, child in _pairs(node)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(child) for child in node.value]
    return _scalar(node) if isinstance(node, yaml.ScalarNode) else None


def _scalar(node: yaml.ScalarNode) -> Any:
    """Return a text as it stands when it is quoted or a block, else what the core schema makes of it."""
    text: str = node.value
    if node.style:
        return text
    try:
        return next((made(text) for pattern, made in _SCALARS if pattern.fullmatch(text)), text)
    except ValueError as error:
        raise _Unused(node, f"'{text}' is no day of the calendar", "write year-month-day") from error


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[Any, yaml.Node]]:
    seen = set()
    for key_node, child in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise _Unused(key_node, "a key is not one word", "write key: value")
        key = _scalar(key_node)
        if key in seen:
            raise _Unused(key_node, f"key '{key}' stands twice", "keep one of them")
        seen.add(key)
        yield key, child


def _lines(node: yaml.Node, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    if isinstance(node, yaml.MappingNode):
        for key_node, child in node.value:
            here = (*path, _scalar(key_node))
            yield here, key_node.start_mark.line + 1
            yield from _lines(child, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield (*path, index), child.start_mark.line + 1
            yield from _lines(child, (*path, index))
