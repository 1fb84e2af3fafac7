# SPDX-FileCopyrightText: Pandzicht contributors
# SPDX-License-Identifier: EUPL-1.2
"""Every verb is carried out, and none is imported before it is typed."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pandzicht.cli.main import main
from pandzicht.cli.verbs import VERBS, carried_out_by

HEAVY = {"openpyxl", "xlsxwriter", "pyogrio", "lxml", "pyproj", "pandzicht.modelcity", "pandzicht.exports.workbook"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_a_function_that_says_what_it_does(verb: str) -> None:
    assert (carried_out_by(verb).__doc__ or "").strip()


def test_a_command_imports_what_it_needs_only() -> None:
    code = "import sys; from pandzicht.cli.verbs import carried_out_by; carried_out_by('run'); print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "pandzicht.runs.run" in found
    assert HEAVY & set(found) == set()


def test_the_help_names_the_verbs_in_the_order_of_the_work(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == main(["--help"]) == 0
    said = capsys.readouterr().out
    places = [said.index(f"│ {verb} ") for verb in VERBS]
    assert places == sorted(places)


def test_a_word_that_is_no_verb_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rum"]) == 2
    assert "No such command 'rum'" in capsys.readouterr().err
