# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every verb and the function that carries it out; a verb is imported when it is typed, so that each begins at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

VERBS: Mapping[str, tuple[str, str]] = {
    "new": ("starting", "new"),
    "new-state": ("starting", "new_state"),
    "check": ("checking", "check"),
    "load": ("loading", "load"),
    "draft-source": ("loading", "draft"),
    "run": ("comparing", "run"),
    "proxy-test": ("proxy_testing", "proxy_test"),
    "select": ("selecting", "draw"),
    "hand-over": ("handing_over", "hand"),
    "list": ("listing", "listed"),
    "search": ("searching", "searched"),
    "explain": ("explaining", "explain"),
    "export": ("exporting", "export"),
    "link": ("linking", "link"),
    "backtest": ("backtesting", "judge"),
    "review": ("reviewing", "review"),
    "judge": ("reviewing", "judge"),
    "propose": ("proposing", "propose"),
    "proposals": ("proposing", "listed"),
    "approve": ("proposing", "approve"),
    "reject": ("proposing", "reject"),
    "withdraw": ("proposing", "withdraw"),
    "stop": ("stopping", "stop"),
    "report-discrimination": ("reporting", "report"),
    "recuse": ("recusing", "recuse"),
    "look-ups": ("recusing", "looked"),
    "verify": ("comparing", "verify"),
    "dispute": ("disputing", "dispute"),
    "protected": ("protecting", "protected"),
    "unseal": ("unsealing", "unseal"),
    "destroy": ("destroying", "destroy"),
    "sign-logs": ("logs", "sign"),
    "log": ("logs", "show"),
    "export-log": ("logs", "export"),
    "accounts": ("access", "listed"),
    "grant": ("access", "grant"),
    "withdraw-role": ("access", "withdraw"),
    "close-account": ("access", "close"),
    "password": ("signing_in", "password"),
    "sign-outs": ("signing_in", "sign_outs"),
    "tokens": ("tokens", "tokens"),
    "may": ("access", "may"),
    "account": ("accounting", "account"),
    "motivate": ("motivating", "motivate"),
    "access-report": ("subject_access", "report"),
    "yield": ("yields", "told"),
    "size": ("sizing", "sized"),
    "audit-package": ("auditing", "package"),
    "learn": ("learning", "learn"),
    "serve": ("serving", "serve"),
    "jobs": ("jobs", "jobs"),
    "work": ("jobs", "work"),
    "demo": ("demonstrating", "demo"),
}
"""Verb -> its module in this package, and its function there."""


def carried_out_by(verb: str) -> Callable[..., None]:
    """Return the function of a verb."""
    module, name = VERBS[verb]
    function: Callable[..., None] = getattr(import_module(f"pandzicht.cli.{module}"), name)
    return function


class Verbs(TyperGroup):
    """The commands as typer sees them: their names at once, a command itself when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the verbs in the order of the work."""
        del ctx
        return list(VERBS)

    def get_command(self, ctx: Any, cmd_name: str) -> TyperCommand | None:
        """Return the command of a verb; None for a word that is none."""
        del ctx
        if cmd_name not in VERBS:
            return None
        single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        single.command(cmd_name)(carried_out_by(cmd_name))
        command = typer.main.get_command(single)
        return command if isinstance(command, TyperCommand) else None
