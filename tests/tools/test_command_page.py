# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the commands names every verb, option, default and exit code, as a user types them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from pandzicht.cli.main import app, main
from pandzicht.cli.verbs import VERBS
from pandzicht.exports.audience import Audience
from tools.command_page import EXIT_CODES, page_of_commands, parameters_of


def a_command(
    thing: Annotated[Path, typer.Argument(help="A thing.")],
    size: Annotated[int, typer.Option("--size", min=1, help="How many.")],
    extra: Annotated[list[str] | None, typer.Option("--add", "-a", help="More.", envvar="EXTRA")] = None,
    rows: Annotated[bool, typer.Option(help="Rows.")] = True,
    audience: Annotated[Audience, typer.Option("--for", help="Whom.")] = Audience.ANALIST,
    where: Annotated[Path, typer.Argument(help="Where.")] = Path(),
) -> None:
    """Do a thing."""


def test_a_parameter_is_told_as_it_is_typed_with_what_it_takes_and_its_default() -> None:
    told = {item.written: (item.takes, item.default) for item in parameters_of(a_command)}
    assert told == {
        "THING": ("path", "needed"),
        "--size": ("whole number from 1", "needed"),
        "--add, -a": ("text, more than once", ""),
        "--rows / --no-rows": ("", "yes"),
        "--for": ("`analist` or `toezichthouder`", "`analist`"),
        "WHERE": ("path", "`.`"),
    }
    assert next(item.meaning for item in parameters_of(a_command) if item.written == "--add, -a").endswith("`EXTRA`.")


def test_a_parameter_that_is_neither_argument_nor_option_is_noticed() -> None:
    def odd(count: int) -> None:
        """Do an odd thing."""
        raise NotImplementedError(count)

    with pytest.raises(TypeError, match="neither an argument nor an option"):
        parameters_of(odd)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_every_option_that_its_help_names_is_on_the_page(verb: str) -> None:
    page = page_of_commands()
    section = page.split(f"## pandzicht {verb}\n", 1)[1].split("\n## ", 1)[0]
    helped = CliRunner().invoke(app, [verb, "--help"], env={"COLUMNS": "300", "NO_COLOR": "1"}).output
    words = {word.strip("│*,") for word in helped.split()}
    options = {word for word in words if word.startswith("--") and word.strip("-")} - {"--help"}
    assert options, helped
    assert [option for option in sorted(options) if option not in section] == []


def test_the_exit_codes_are_those_that_users_get(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    assert main(["run", "--date", "2026-03-01", "--workspace", str(tmp_path)]) == 1
    assert main(["run"]) == 2
    assert set(EXIT_CODES) == {0, 1, 2, 130}
    capsys.readouterr()
