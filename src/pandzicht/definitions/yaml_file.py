# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""One YAML 1.2 file: its data, and the line on which every part of it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from pandzicht.errors import Fault

KeyPath = tuple[str | int, ...]


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
    """Return a YAML file that holds one mapping, or the fault that stops it from being read."""
    try:
        document = YAML(typ="rt").load(path.read_text(encoding="utf-8"))
    except DuplicateKeyError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        return Fault(name, f"line {line}", "a key stands twice", "keep one of them")
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
        return Fault(name, place, f"is not YAML: {error.problem or error.context}", "check quotes and indentation")
    except (YAMLError, UnicodeDecodeError, ValueError) as error:
        return Fault(name, "line 1", f"cannot be read: {error}", "save the file as UTF-8 YAML")
    if not isinstance(document, CommentedMap):
        return Fault(name, "line 1", "holds no mapping of keys to values", "begin with for instance 'signal: NAME'")
    return YamlFile(name, _plain(document), dict(_lines(document, ())))


def _lines(node: Any, path: KeyPath) -> Iterator[tuple[KeyPath, int]]:
    if isinstance(node, CommentedMap):
        for key, child in node.items():
            yield (*path, key), node.lc.key(key)[0] + 1
            yield from _lines(child, (*path, key))
    elif isinstance(node, CommentedSeq):
        for index, child in enumerate(node):
            yield (*path, index), node.lc.item(index)[0] + 1
            yield from _lines(child, (*path, index))


def _plain(node: Any) -> Any:
    if isinstance(node, CommentedMap):
        return {key: _plain(child) for key, child in node.items()}
    if isinstance(node, CommentedSeq):
        return [_plain(child) for child in node]
    if isinstance(node, bool):
        return bool(node)
    if isinstance(node, float):
        return Decimal(str(node))
    return node
