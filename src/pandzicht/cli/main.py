# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The command `pandzicht`: one verb per stage, one clear sentence on a fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from itertools import pairwise

import typer

from pandzicht.cli.options import LANGUAGE_VARIABLE
from pandzicht.cli.output import Output
from pandzicht.cli.verbs import Verbs
from pandzicht.errors import PandzichtError
from pandzicht.language import Language

app = typer.Typer(
    name="pandzicht",
    cls=Verbs,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def pandzicht() -> None:
    """Compare a municipality's registers per address, rank the addresses to look at, and explain every one."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 a fault of the user's world, 2 a wrong call."""
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    try:
        outcome = app(args=words, standalone_mode=False)
    except PandzichtError as error:
        _output(words).fault(error)
        return 1
    except typer.Abort:
        return 130
    except Exception as error:
        if isinstance(error, typer.Exit):
            return error.exit_code
        if hasattr(error, "format_message"):
            _output(words).fault(PandzichtError(f"{error.format_message().rstrip('.')}; see 'pandzicht --help'"))
            return 2
        raise
    return outcome if isinstance(outcome, int) else 0


def _output(words: Sequence[str]) -> Output:
    """Return where a fault is told: as the command was asked to, also when it could not be read."""
    named = [after for word, after in pairwise(words) if word == "--language"]
    named += [word.removeprefix("--language=") for word in words if word.startswith("--language=")]
    asked = (named or [os.environ.get(LANGUAGE_VARIABLE, "")])[-1]
    language = Language(asked) if asked in set(Language) else Language.NL
    return Output(language, as_json="--json" in words)


def console() -> None:
    """Leave the process with the exit code of the command."""
    sys.exit(main())
