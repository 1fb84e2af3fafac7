# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the commands: every verb with every argument and option, as the command line itself declares them."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from typer.models import ArgumentInfo, OptionInfo

from pandzicht.cli.verbs import VERBS, carried_out_by
from tools.page import page, prose, table

EXIT_CODES: Mapping[int, str] = {
    0: "done",
    1: "a fault of the user's world: a definition, a delivery, a workspace, a question that cannot be answered",
    2: "a wrong call: an option that does not exist, an argument that is missing",
    130: "broken off by the user",
}
"""What a command leaves as its exit code."""

INTRODUCTION = """\
Written by `make docs` from the command line itself; not edited by hand. `pandzicht --help` and `pandzicht VERB --help`
say the same.

A command asks nothing while it runs. What it answers goes to the output: sentences and tables, or one JSON document
with `--json` (`draft-source` writes YAML). On a terminal a progress bar shows how far it is. A fault goes to the error
stream: one sentence, or one line per fault when there are several; with `--json` as `{"error", "message", "faults"}`.
[What the faults mean](faults.md)."""

NEEDED = "needed"
_WORDS: Mapping[type, str] = {str: "text", int: "whole number", float: "number", Path: "path", bool: ""}


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument or option of a command: how it is written, what it takes, whether it is needed, and what it means."""

    written: str
    takes: str
    default: str
    meaning: str
    is_argument: bool


def page_of_commands() -> str:
    """Return the page with every command."""
    codes = table(["exit code", "means"], ((f"`{code}`", meaning) for code, meaning in EXIT_CODES.items()))
    verbs = ", ".join(f"[`{verb}`](#pandzicht-{verb})" for verb in VERBS)
    parts = [INTRODUCTION, codes, f"The commands: {verbs}."]
    for verb in VERBS:
        parts += _command(verb, carried_out_by(verb))
    return page("Commands", parts)


def _command(verb: str, command: Callable[..., None]) -> Iterator[str]:
    parameters = parameters_of(command)
    yield f"## pandzicht {verb}"
    yield prose(inspect.getdoc(command) or "")
    yield f"```sh\n{' '.join(['pandzicht', verb, *_call(parameters), '[OPTIONS]'])}\n```"
    rows = ((f"`{item.written}`", item.takes, item.default, item.meaning) for item in parameters)
    yield table(["what", "takes", "default", "meaning"], rows)


def _call(parameters: Sequence[Parameter]) -> Iterator[str]:
    """Yield the arguments of a command, and the options without which it does not work."""
    for item in parameters:
        is_needed = item.default == NEEDED
        if item.is_argument:
            yield item.written if is_needed else f"[{item.written}]"
        elif is_needed:
            yield f"{item.written} {item.written.lstrip('-').upper()}"


def parameters_of(command: Callable[..., None]) -> tuple[Parameter, ...]:
    """Return the arguments and options of a command, in the order in which it declares them."""
    hints = get_type_hints(command, include_extras=True)
    found = []
    for name, declared in inspect.signature(command).parameters.items():
        kind, info = _declared(hints[name])
        is_argument = isinstance(info, ArgumentInfo)
        written = _argument(name, kind) if is_argument else _option(name, kind, info)
        meaning = info.help or ""
        if info.envvar:
            meaning += f" Also by the environment variable `{info.envvar}`."
        found.append(Parameter(written, _takes(kind, info), _default(declared.default), meaning, is_argument))
    return tuple(found)


def _declared(hint: Any) -> tuple[Any, OptionInfo | ArgumentInfo]:
    kind, *marks = get_args(hint) if get_origin(hint) is Annotated else (hint,)
    info = next((mark for mark in marks if isinstance(mark, OptionInfo | ArgumentInfo)), None)
    if info is None:
        raise TypeError(f"a parameter of type {kind} is neither an argument nor an option")
    return _without_none(kind), info


def _without_none(kind: Any) -> Any:
    return next(part for part in get_args(kind) if part is not NoneType) if isinstance(kind, UnionType) else kind


def _argument(name: str, kind: Any) -> str:
    return name.upper() + ("…" if get_origin(kind) is list else "")


def _option(name: str, kind: Any, info: OptionInfo | ArgumentInfo) -> str:
    plain = f"--{name.replace('_', '-')}"
    first = [info.default] if isinstance(info.default, str) and info.default.startswith("-") else []
    written = [*first, *(info.param_decls or ())] or [f"{plain}/--no-{plain[2:]}" if kind is bool else plain]
    return ", ".join(written).replace("/", " / ")


def _takes(kind: Any, info: OptionInfo | ArgumentInfo) -> str:
    if get_origin(kind) is list:
        return f"{_takes(get_args(kind)[0], info)}, more than once"
    if inspect.isclass(kind) and issubclass(kind, Enum):
        return " or ".join(f"`{item.value}`" for item in kind)
    bounds = (("from", info.min), ("to", info.max))
    limits = "".join(f" {word} {bound}" for word, bound in bounds if bound is not None)
    return _WORDS[kind] + limits


def _default(value: Any) -> str:
    if value is inspect.Parameter.empty:
        return NEEDED
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Path):
        return f"`{value.as_posix()}`"
    if value in (None, ""):
        return ""
    return f"`{value.value}`" if isinstance(value, Enum) else f"`{json.dumps(value)}`"
